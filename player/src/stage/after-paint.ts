/**
 * Calls `action` once the frame that shows what has just been changed has been handed to the compositor: the message posted from
 * the animation frame runs after that frame's style, layout and paint. A window that paints nothing never calls it. Gives what
 * calls it off.
 */
export function afterPaint(action: () => void): () => void {
  let port: MessagePort | null = null;
  const frame = requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port = port1;
    port1.addEventListener('message', () => {
      port1.close();
      action();
    });
    port1.start();
    port2.postMessage(null);
  });
  return () => {
    cancelAnimationFrame(frame);
    port?.close();
  };
}

const hiddenWaitMs = 1_000;

/** The same, but no later than a second from now: for letting go of things also while the window is hidden. */
export function afterPaintOrSoon(action: () => void): void {
  // whichever comes second holds on to what `action` knows until it comes
  const callOff = afterPaint(() => {
    clearTimeout(limit);
    action();
  });
  const limit = setTimeout(() => {
    callOff();
    action();
  }, hiddenWaitMs);
}
