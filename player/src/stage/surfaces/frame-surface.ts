import { bundleBeat, bundleLoudness, bundlePainted, bundleShown, liveFailed, liveLeft } from '../../bridge/bundle-frame.ts';
import { heardFrame, startFrameWatch, watchFrame, type FrameWatch } from '../director/frame-watch.ts';
import { element } from '../element.ts';
import { nothing, type BuiltSurface, type SurfaceEvents } from './surface.ts';

/** The shell ends the process of a page that hangs, for which its frame must still be there. A hanging process outlives its frame. */
const lingerMs = 10_000;

/**
 * A page in a frame on an origin of its own: a bundle, or the shell's page around a live URL. Nothing of the stage is within its reach. It is
 * ready when it says that it has drawn; one that later says it has nothing to show any more, or gives no sign of life has failed, as a page that hangs would hang again: it shares its process
 * with whatever of the same origin came in its place.
 */
export function frameSurface(
  page: {
    readonly address: string;
    readonly sandbox: string;
    readonly alternative: string;
    /** Whether it says that it has drawn and that it lives. */
    readonly isWatched: boolean;
    /** Whether it holds a page of another server, which is looked at once more when it has left. */
    readonly isLive: boolean;
    readonly language: string;
    readonly loudness: () => number;
  },
  events: SurfaceEvents,
): BuiltSurface {
  const frame = element('iframe', 'page-frame');
  frame.setAttribute('sandbox', page.sandbox);
  frame.allow = '';
  frame.referrerPolicy = 'no-referrer';
  frame.tabIndex = -1;
  frame.title = page.alternative;
  const root = element('figure', 'surface page', frame);
  if (page.language !== 'zxx') root.lang = page.language;
  let watch: FrameWatch | null = null;
  let painted: () => void = nothing;
  let failed: (why: Error) => void = nothing;
  let isSilent = true;
  let isReady = false;
  let isShown = false;

  // a page without an origin cannot be addressed by one; what is said is no secret
  function say(what: string): void {
    frame.contentWindow?.postMessage(what, '*');
  }

  function hear(event: MessageEvent): void {
    if (event.source !== frame.contentWindow) return;
    if (event.data === liveFailed) return isReady ? events.failed() : failed(new Error('the live URL gives no page that may be shown'));
    if (event.data !== bundleBeat && event.data !== bundlePainted) return;
    if (watch !== null) watch = heardFrame(watch, performance.now());
    if (event.data === bundlePainted) painted();
  }

  return {
    element: root,
    async prepare() {
      window.addEventListener('message', hear);
      const isPainted = new Promise<void>((resolve, reject) => {
        painted = resolve;
        failed = reject;
      });
      if (!page.isWatched) frame.addEventListener('load', () => painted(), { once: true });
      frame.src = page.address;
      await isPainted;
      isSilent = false;
      isReady = true;
      if (page.isWatched) watch = startFrameWatch(performance.now());
    },
    show() {
      isShown = true;
      say(bundleShown);
      say(bundleLoudness + page.loudness());
    },
    tick() {
      if (isShown) say(bundleLoudness + page.loudness());
      if (watch === null) return;
      // what nobody sees may be left to stand
      if (document.visibilityState !== 'visible') {
        watch = startFrameWatch(performance.now());
        return;
      }
      const looked = watchFrame(watch, performance.now());
      ({ watch } = looked);
      if (looked.verdict !== 'silent') return;
      watch = null;
      isSilent = true;
      events.failed();
    },
    relayout: nothing,
    leave() {
      isShown = false;
      say(bundleLoudness + 0);
    },
    stop() {
      watch = null;
      window.removeEventListener('message', hear);
      if (page.isLive) say(liveLeft);
    },
    lingerMs: () => (isSilent || page.isLive ? lingerMs : 0),
  };
}
