/**
 * What is covered wholly loses its place with the compositor after half a second: a film that is uncovered then is black for some frames, or
 * late. So a film that waits beneath what is showing lies on top of it instead, all but one corner cut away, and that corner too faint to change a
 * pixel (`.is-peeking`). Where that is so, the film can be shown at once.
 */
export function startPeeking(surface: HTMLElement): void {
  surface.classList.add('is-peeking');
}

/** It fills its place from the next frame on. */
export function stopPeeking(surface: HTMLElement): void {
  surface.classList.remove('is-peeking');
}

/** Whether nothing that takes a pointer lies over a peeking surface's corner: another scene, an overlay. */
export function isPeeking(surface: HTMLElement): boolean {
  if (!surface.classList.contains('is-peeking')) return false;
  const { left, right, top, bottom } = surface.getBoundingClientRect();
  // the stage may be mounted turned, and then the corner is another one
  const corners = [
    [left + 0.5, top + 0.5],
    [right - 0.5, top + 0.5],
    [left + 0.5, bottom - 0.5],
    [right - 0.5, bottom - 0.5],
  ] as const;
  return corners.some(([x, y]) => surface.contains(document.elementFromPoint(x, y)));
}
