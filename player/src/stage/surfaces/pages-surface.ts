import { mediaPath, type PagesContent } from '@gatecast/protocol';
import { afterPaintOrSoon } from '../after-paint.ts';
import { pageDue } from '../director/page-due.ts';
import { element } from '../element.ts';
import { nothing, type BuiltSurface, type SurfaceEvents } from './surface.ts';

type Leaf = { readonly index: number; readonly sheet: HTMLElement; readonly image: HTMLImageElement; readonly decoded: Promise<void> };

/** How late a turn may come by a timer; what is left of the way is gone by the next look, about a second later. */
const shortestTimerMs = 1;

/**
 * Document pages, one after another, each whole before a plain ground of its own: a page is never cut, and one of another shape does not
 * look out from beneath it. At most two pages are held: the one that is seen, and the next, decoded beneath it. A turn is one
 * frame; a page that is not ready when it is due leaves the one before in its place.
 */
export function pagesSurface(
  { pages, alternative }: PagesContent,
  language: string,
  span: { readonly fromMs: number; readonly nowMs: () => number },
  events: SurfaceEvents,
): BuiltSurface {
  const root = element('figure', 'surface pages');
  if (language !== 'zxx') root.lang = language;
  const durationsMs = pages.map(({ durationMs }) => durationMs);
  let seen: Leaf | null = null;
  let next: Leaf | null = null;
  let isNextReady = false;
  let top = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;

  function load(index: number): Leaf {
    const page = pages[index];
    if (page === undefined) throw new RangeError(`there is no page ${index}`);
    const image = element('img', 'picture');
    image.alt = page.text === '' ? alternative : page.text;
    // an asynchronous decode may leave the picture out of the first frame
    image.decoding = 'sync';
    image.src = mediaPath(page.media.hash);
    const sheet = element('div', 'sheet', image);
    // what lies beneath is not told either
    sheet.ariaHidden = 'true';
    root.append(sheet);
    return { index, sheet, image, decoded: image.decode() };
  }

  function show(leaf: Leaf): void {
    top += 1;
    leaf.sheet.style.zIndex = String(top);
    leaf.sheet.ariaHidden = null;
  }

  function letGo(leaf: Leaf): void {
    leaf.sheet.remove();
    leaf.image.removeAttribute('src');
  }

  /** Prepares the page after the one that is due, and wakes when it is due. */
  function lookAhead(): void {
    clearTimeout(timer);
    const due = pageDue(durationsMs, span.fromMs, span.nowMs());
    const wanted = due.index === seen?.index ? due.index + 1 : due.index;
    if (wanted >= pages.length) return;
    if (next?.index !== wanted) {
      if (next !== null) letGo(next);
      next = load(wanted);
      isNextReady = false;
      void comeIn(next);
    }
    if (Number.isFinite(due.untilMs)) timer = setTimeout(turn, Math.max(due.untilMs - span.nowMs(), shortestTimerMs));
  }

  async function comeIn(leaf: Leaf): Promise<void> {
    try {
      await leaf.decoded;
    } catch {
      // what was let go meanwhile fails as well, and is nobody's fault
      if (!isStopped && next === leaf) events.failed();
      return;
    }
    isNextReady = true;
    turn();
  }

  /** Brings the next page over the one that is seen, if it is due and ready. */
  function turn(): void {
    if (isStopped) return;
    const due = pageDue(durationsMs, span.fromMs, span.nowMs());
    if (next?.index === due.index && isNextReady) {
      const before = seen;
      show(next);
      seen = next;
      next = null;
      // the old one goes in the frame after, so that there is none without a page
      if (before !== null) afterPaintOrSoon(() => letGo(before));
    }
    lookAhead();
  }

  return {
    element: root,
    async prepare() {
      const first = load(pageDue(durationsMs, span.fromMs, span.nowMs()).index);
      seen = first;
      show(first);
      await first.decoded;
      // also before it is shown: a page may be due by then
      lookAhead();
    },
    show: nothing,
    tick: turn,
    relayout: nothing,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      for (const leaf of [seen, next]) if (leaf !== null) letGo(leaf);
    },
  };
}
