/**
 * Calls `action` once the frame that shows what has just been changed has been handed to the compositor: the message posted from
 * the animation frame runs after that frame's style, layout and paint. A window that paints nothing never calls it.
 */
export function afterPaint(action: () => void): void {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      action();
    });
    port1.start();
    port2.postMessage(null);
  });
}

const hiddenWaitMs = 1_000;

/** The same, but no later than a second from now: for letting go of things also while the window is hidden. */
export function afterPaintOrSoon(action: () => void): void {
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    action();
  };
  afterPaint(once);
  setTimeout(once, hiddenWaitMs);
}
