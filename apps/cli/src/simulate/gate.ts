/** Lets so many through at once, the others in their order. */
export type Gate = {
  /** Calls `enter` when there is room. The returned function gives the place back, or leaves the queue; more than once is once. */
  readonly pass: (enter: () => void) => () => void;
};

export function createGate(most: number): Gate {
  const queue = new Set<() => void>();
  let inside = 0;
  function admit(): void {
    for (const start of queue) {
      if (inside >= most) return;
      queue.delete(start);
      inside += 1;
      start();
    }
  }
  return {
    pass(enter) {
      let state: 'waiting' | 'inside' | 'gone' = 'waiting';
      const start = () => {
        state = 'inside';
        enter();
      };
      queue.add(start);
      admit();
      return () => {
        const before = state;
        state = 'gone';
        queue.delete(start);
        if (before !== 'inside') return;
        inside -= 1;
        admit();
      };
    },
  };
}
