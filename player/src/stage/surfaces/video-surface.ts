import { mediaPath, type MediaRef } from '@gatecast/protocol';
import { startFilmWatch, watchFilm, type FilmWatch } from '../director/film-watch.ts';
import { afterPaintOrSoon } from '../after-paint.ts';
import { element } from '../element.ts';
import { backdropOf, giveBack } from './backdrop.ts';
import { isPeeking, startPeeking, stopPeeking } from './peek.ts';
import { nothing, type BuiltSurface, type SurfaceEvents } from './surface.ts';

export type VideoSpan = { readonly fromMs: number; readonly untilMs: number; readonly nowMs: () => number };

/** A frame counts as there without word from the compositor after this long: covered surfaces may not be told, and a still covers them. */
const framePatienceMs = 250;
/** Frames that the compositor must have shown of an uncovered film before its still goes. */
const framesToTrust = 2;
/** How often a film is asked whether it goes on without the compositor's word. */
const stillPatienceMs = 1_000;
/** A seek that lands within this of where it should be is good; what is left is made up by rate. */
const seekToleranceS = 0.35;
const rateToleranceS = 0.04;
const largestRateChange = 0.05;
/** Shares by which a film may differ in shape from its region and still fill it. */
const coverTolerance = 0.12;

/**
 * A video that stands at its place in time: prepared on its first frame, or on the one that is due for who joins late. Muted until
 * it is shown; then `volume` is asked, from 0 to 1. While time `isHeld` it stands on the frame that is due.
 */
export function videoSurface(
  media: MediaRef,
  alternative: string,
  span: VideoSpan,
  volume: () => number,
  isHeld: () => boolean,
  events: SurfaceEvents,
): BuiltSurface {
  const video = element('video', 'picture');
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  video.disablePictureInPicture = true;
  if (alternative !== '') video.setAttribute('aria-label', alternative);
  const root = element('figure', 'surface video', video);
  startPeeking(root);
  let isShown = false;
  let still: HTMLCanvasElement | null = null;
  let backdrop: HTMLCanvasElement | null = null;
  let watch: FilmWatch | null = null;
  let pushes = 0;
  let isReloading = false;
  let isSoundRefused = false;
  /** Whether the compositor has drawn something of the film ever since it has had a frame. */
  let isDrawn = false;
  let stopAwaiting: () => void = nothing;
  const failed = (): void => events.failed();

  const dueS = (): number => Math.max(span.nowMs() - span.fromMs, 0) / 1_000;
  /** Where the video should stand; shorter ones than their stretch begin again. */
  function placeS(): number {
    const { duration } = video;
    if (!Number.isFinite(duration) || duration <= 0) return 0;
    return video.loop ? dueS() % duration : Math.min(dueS(), duration);
  }

  function push(): void {
    pushes += 1;
    video.currentTime = placeS();
  }
  async function seek(): Promise<void> {
    if (Math.abs(video.currentTime - placeS()) < seekToleranceS) return;
    const seeked = eventOf(video, 'seeked');
    push();
    await seeked;
  }

  /** Fills the region where the shapes agree; else stands whole before a blurred frame of itself. Needs a frame that can be drawn. */
  function place(): void {
    const shape = video.videoWidth / video.videoHeight;
    const isCover = Math.abs(Math.log((shape * root.clientHeight) / root.clientWidth)) <= coverTolerance;
    root.classList.toggle('is-cover', isCover);
    if (isCover || backdrop !== null) return;
    backdrop = backdropOf(video, shape);
    root.prepend(backdrop);
  }

  /**
   * Chromium takes a covered film's picture away from the compositor after half a second, and is some frames late with it, black
   * meanwhile, when the film is uncovered. So a still of the same frame lies over the film until the film itself has been seen.
   */
  function coverWithStill(): void {
    uncover();
    still = stillOf(video, root.clientWidth * devicePixelRatio);
    root.append(still);
  }
  function uncover(): void {
    if (still === null) return;
    const gone = still;
    still = null;
    gone.remove();
    // once it is off the glass; each is as large as its region
    afterPaintOrSoon(() => giveBack(gone));
  }

  /** Resolves when the film has a frame, or may be taken to have one. */
  function firstFrame(): Promise<void> {
    return new Promise((resolve) => {
      const callOff = afterFrames(video, 1, resolve);
      stopAwaiting = callOff;
      const goOn = (): void => {
        callOff();
        resolve();
      };
      video.addEventListener('canplaythrough', () => setTimeout(goOn, framePatienceMs), { once: true });
    });
  }

  /** The still goes when the compositor has shown the film. */
  function awaitFilm(): void {
    stopAwaiting();
    stopAwaiting = afterFrames(video, framesToTrust, uncover);
  }
  /** Has to be asked before the film comes to the top. */
  function isDrawnNow(): boolean {
    return events.isSeen() && document.visibilityState === 'visible' && isPeeking(root);
  }

  function play(): void {
    // muted playback is never refused for want of a gesture; what is refused is a broken video
    video.play().catch((why: unknown) => {
      if (!video.isConnected || isReloading) return;
      if (video.muted || !(why instanceof DOMException) || why.name !== 'NotAllowedError') return failed();
      // a browser without the shell's flags: better a silent film than none
      isSoundRefused = true;
      hear();
      play();
    });
  }
  function hear(): void {
    const share = isShown && !isSoundRefused ? volume() : 0;
    video.muted = share === 0;
    if (share > 0) video.volume = Math.min(share, 1);
  }

  /** Whether it is to play at this moment, and somebody could see it. */
  function isDue(): boolean {
    const isOver = !video.loop && (video.ended || placeS() >= video.duration - 0.5);
    return isShown && !isOver && document.visibilityState === 'visible' && events.isSeen();
  }
  /** Looks whether it plays; one that stands is loaded once more beneath a still of its last frame. */
  function look(): void {
    const nowMs = performance.now();
    if (!isDue()) {
      watch = null;
      return;
    }
    const sight = { placeS: video.currentTime, frames: video.getVideoPlaybackQuality().totalVideoFrames, pushes };
    const looked = watchFilm(watch ?? startFilmWatch(nowMs), sight, nowMs);
    ({ watch } = looked);
    if (looked.verdict === 'reload') void reload();
    if (looked.verdict === 'failed') failed();
  }
  async function reload(): Promise<void> {
    events.reloaded('the film stood still');
    if (video.readyState >= 2) coverWithStill();
    isReloading = true;
    try {
      const ready = eventOf(video, 'canplaythrough');
      video.load();
      await ready;
      await seek();
      isReloading = false;
      awaitFilm();
      play();
    } catch {
      // the listener for errors has told, or the watch will
      isReloading = false;
    }
  }

  return {
    element: root,
    async prepare() {
      const ready = eventOf(video, 'canplaythrough');
      const painted = firstFrame();
      video.src = mediaPath(media.hash);
      video.load();
      await ready;
      // a rounding of some frames must not show the first one again at the end
      video.loop = span.untilMs - span.fromMs > (video.duration + Math.min(video.duration / 2, 1)) * 1_000;
      if (dueS() > seekToleranceS) await seek();
      await painted;
      place();
      coverWithStill();
      isDrawn = isDrawnNow();
      video.addEventListener('error', failed, { once: true });
    },
    show() {
      stopPeeking(root);
      if (isDrawn) uncover();
      else if (!isShown) awaitFilm();
      isShown = true;
      hear();
      if (Math.abs(video.currentTime - placeS()) > seekToleranceS) push();
      // not before its first frame can be seen: frames are quicker to the glass than the change that uncovers them
      if (!isHeld()) afterPaintOrSoon(() => isShown && play());
    },
    tick() {
      if (isHeld()) return;
      isDrawn &&= isDrawnNow();
      look();
      hear();
      if (!isShown || isReloading || video.ended || video.seeking || video.readyState < 3) return;
      const driftS = video.currentTime - placeS();
      const isOver = !video.loop && placeS() >= video.duration - 0.5;
      if (isOver) return;
      if (Math.abs(driftS) > 2) push();
      else if (Math.abs(driftS) > rateToleranceS)
        video.playbackRate = 1 - Math.max(-largestRateChange, Math.min(largestRateChange, driftS / 4));
      else if (video.playbackRate !== 1) video.playbackRate = 1;
    },
    frames() {
      const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
      return { shown: totalVideoFrames - droppedVideoFrames, dropped: droppedVideoFrames };
    },
    relayout() {
      if (video.readyState >= 2) place();
    },
    leave() {
      isShown = false;
      hear();
    },
    stop() {
      stopAwaiting();
      uncover();
      if (backdrop !== null) giveBack(backdrop);
      video.removeEventListener('error', failed);
      video.pause();
      video.removeAttribute('src');
      // lets go of the decoder now, not at the next collection
      video.load();
    },
  };
}

function eventOf(video: HTMLVideoElement, name: 'canplaythrough' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(name, () => resolve(), { once: true });
    video.addEventListener('error', () => reject(new Error(video.error?.message ?? 'the video cannot be played')), { once: true });
  });
}

/** The frame at which a film stands, as a canvas: not opaque to the compositor, which would take the film beneath for covered. */
function stillOf(video: HTMLVideoElement, largestWidthPx: number): HTMLCanvasElement {
  const canvas = element('canvas', 'picture');
  const scale = Math.min(largestWidthPx / video.videoWidth, 1);
  canvas.width = Math.max(Math.round(video.videoWidth * scale), 1);
  canvas.height = Math.max(Math.round(video.videoHeight * scale), 1);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * Calls `action` when the compositor has shown so many frames, however long that takes: on a machine that is out of breath a film uncovered earlier
 * is black, and a film that stands is no better than its still. A film that the compositor does not tell of, and that decodes all the same, is
 * believed after a second. Gives what calls it off.
 */
function afterFrames(video: HTMLVideoElement, count: number, action: () => void): () => void {
  const decoded = (): number => video.getVideoPlaybackQuality().totalVideoFrames;
  const before = decoded();
  let request = 0;
  const callOff = (): void => {
    clearInterval(looking);
    video.cancelVideoFrameCallback(request);
  };
  const done = (): void => {
    callOff();
    action();
  };
  const wait = (left: number): void => {
    request = video.requestVideoFrameCallback(() => (left > 1 ? wait(left - 1) : done()));
  };
  const looking = setInterval(() => {
    if (decoded() - before > count) done();
  }, stillPatienceMs);
  wait(count);
  return callOff;
}
