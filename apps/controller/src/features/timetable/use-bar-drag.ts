import { useEffect, useRef, useState, type PointerEvent } from 'react';

/** A finger that rests so long takes the bar up; one that moves before scrolls. */
const takeUpMs = 420;
/** A resting finger is never quite still. */
const stillPx = 8;

type Edge = 'start' | 'end' | 'both';
type Drag = { readonly fromX: number; readonly edge: Edge; readonly msPerPx: number };
type Options = {
  /** False: its times are not moved here. */
  readonly isMovable: boolean;
  readonly lengthMs: number;
  /** Told while it is dragged. */
  readonly onDrag: (movedMs: number, edge: Edge) => void;
  /** It was let go. */
  readonly onDrop: () => void;
  readonly onCancel: () => void;
};

/**
 * How a bar is dragged: a mouse or pen takes it at once, by its middle or an end; a finger by resting on it, and then by its middle, or, once it was
 * let go again without having moved, by the handles at its ends (`isTaken`).
 */
export function useBarDrag({ isMovable, lengthMs, onDrag, onDrop, onCancel }: Options) {
  const bar = useRef<HTMLButtonElement>(null);
  const drag = useRef<Drag | null>(null);
  const rest = useRef<{ readonly x: number; readonly y: number; readonly timer: number } | null>(null);
  /** The click behind what was a drag or a rest opens nothing. */
  const isClickSpent = useRef(false);
  const [isTaken, setIsTaken] = useState(false);

  function begin(clientX: number, edge: Edge): void {
    drag.current = { fromX: clientX, edge, msPerPx: lengthMs / (bar.current?.parentElement?.clientWidth ?? 1) };
  }
  function endRest(): void {
    if (rest.current !== null) clearTimeout(rest.current.timer);
    rest.current = null;
  }
  useEffect(() => {
    const button = bar.current;
    // the browser scrolls unless the first move of a finger is refused, and React listens passively
    const hold = (event: TouchEvent) => {
      if (drag.current !== null) event.preventDefault();
    };
    button?.addEventListener('touchmove', hold, { passive: false });
    return () => {
      button?.removeEventListener('touchmove', hold);
      endRest();
    };
  }, []);
  useEffect(() => {
    if (!isTaken) return undefined;
    const letGo = ({ target }: Event) => {
      if (target instanceof Node && bar.current?.parentElement?.querySelector('[data-handles]')?.contains(target)) return;
      if (target !== bar.current && !(target instanceof Node && bar.current?.contains(target))) setIsTaken(false);
    };
    document.addEventListener('pointerdown', letGo);
    return () => document.removeEventListener('pointerdown', letGo);
  }, [isTaken]);

  return {
    bar,
    isTaken,
    /** Whether the click that comes now is one. */
    takesClick(): boolean {
      const isSpent = isClickSpent.current;
      isClickSpent.current = false;
      return !isSpent;
    },
    letGo: () => setIsTaken(false),
    handlersOf: (handle: Edge | null) => ({
      onPointerDown(event: PointerEvent<HTMLElement>): void {
        isClickSpent.current = false;
        if (!isMovable || event.button !== 0) return;
        const edge = handle ?? edgeOf(event.target);
        if (event.pointerType === 'touch' && handle === null) {
          const { clientX: x, clientY: y } = event;
          endRest();
          const timer = window.setTimeout(() => {
            rest.current = null;
            isClickSpent.current = true;
            begin(x, 'both');
            setIsTaken(true);
          }, takeUpMs);
          rest.current = { x, y, timer };
          return;
        }
        begin(event.clientX, edge);
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove(event: PointerEvent<HTMLElement>): void {
        const from = rest.current;
        if (from !== null && Math.hypot(event.clientX - from.x, event.clientY - from.y) > stillPx) endRest();
        if (drag.current === null) return;
        const { fromX, edge, msPerPx } = drag.current;
        onDrag((event.clientX - fromX) * msPerPx, edge);
      },
      onPointerUp(): void {
        endRest();
        if (drag.current === null) return;
        drag.current = null;
        onDrop();
      },
      onPointerCancel(): void {
        endRest();
        drag.current = null;
        onCancel();
      },
    }),
    spendClick(): void {
      isClickSpent.current = true;
    },
  };
}

function edgeOf(target: EventTarget): Edge {
  const edge = target instanceof HTMLElement ? target.dataset['edge'] : undefined;
  return edge === 'start' || edge === 'end' ? edge : 'both';
}
