import { useRef, type PointerEvent, type RefObject } from 'react';
import type { Frame } from '@gatecast/protocol';
import { moved, resized, type Delta, type Grip } from './drawing.ts';

/** As far as a pointer must go before it drags: a click with an unsteady hand moves nothing. */
const slackPx = 4;

type Options = {
  readonly board: RefObject<HTMLDivElement | null>;
  readonly grid: number;
  /** Called with the frame as it would be now; `isFirst` once a drag, so that it can be taken back whole. */
  readonly put: (index: number, frame: Frame, isFirst: boolean) => void;
};
type Drag = { readonly x: number; readonly y: number; readonly frame: Frame; readonly isMoving: boolean };

/** Handlers for a region (`grip` null: it is moved) or one of its grips (it is resized), with a mouse, a pen or a finger. */
export function useDrawing({ board, grid, put }: Options) {
  const drag = useRef<Drag | null>(null);
  return (index: number, frame: Frame, grip: Grip | null) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, y: event.clientY, frame, isMoving: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const start = drag.current;
      const box = board.current?.getBoundingClientRect();
      if (start === null || box === undefined || box.width === 0) return;
      const [dx, dy] = [event.clientX - start.x, event.clientY - start.y];
      if (!start.isMoving && Math.hypot(dx, dy) <= slackPx) return;
      drag.current = { ...start, isMoving: true };
      const by: Delta = { xBp: (dx / box.width) * 10_000, yBp: (dy / box.height) * 10_000 };
      put(index, grip === null ? moved(start.frame, by, grid) : resized(start.frame, grip, by, grid), !start.isMoving);
    },
    onPointerUp: () => {
      drag.current = null;
    },
    onPointerCancel: () => {
      drag.current = null;
    },
  });
}
