import type { ScreenId } from '@gatecast/protocol';
import { useRef, type PointerEvent } from 'react';
import { placeAt } from './board.ts';

/** As far as a pointer must go before it drags: a click with an unsteady hand moves nothing. */
const slackPx = 4;

/** Handlers for what can be dragged onto the picture, with a mouse, a pen or a finger. Beside what is seen of it nothing is put down. */
export function useDragging(
  picture: { readonly current: HTMLDivElement | null },
  put: (screenId: ScreenId, at: { readonly xBp: number; readonly yBp: number }) => void,
) {
  const from = useRef<{ readonly x: number; readonly y: number; readonly isMoving: boolean } | null>(null);
  const drop = (screenId: ScreenId, { clientX: x, clientY: y }: PointerEvent) => {
    const box = picture.current?.getBoundingClientRect();
    const seen = picture.current?.parentElement?.getBoundingClientRect();
    if (box === undefined || seen === undefined || placeAt({ x, y }, seen) === null) return;
    const at = placeAt({ x, y }, box);
    if (at !== null) put(screenId, at);
  };
  return (screenId: ScreenId) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = { x: event.clientX, y: event.clientY, isMoving: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const start = from.current;
      if (start === null) return;
      const isMoving = start.isMoving || Math.hypot(event.clientX - start.x, event.clientY - start.y) > slackPx;
      from.current = { ...start, isMoving };
      // a marker follows at once; a row of the list would leave with its pointer, so it is put down where that is let go
      if (isMoving && event.currentTarget instanceof HTMLButtonElement) drop(screenId, event);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const isMoving = from.current?.isMoving === true;
      from.current = null;
      if (isMoving) drop(screenId, event);
    },
    onPointerCancel: () => {
      from.current = null;
    },
  });
}
