import { ownFrameHost } from '../bridge/bundle-frame.ts';

/**
 * A piece of script for a page of somebody else: what its films and its Web Audio play from here on is as loud as `setLoudness` was told, from 0 to
 * 1, and silent before; the page's own volumes are shares of that.
 */
export const soundLevel = `
let loudness = 0;
const asked = new WeakMap(), set = new WeakMap(), hushed = new WeakSet(), gains = new Map(), apart = new Set();
const level = (media) => {
  if (!(media instanceof HTMLMediaElement)) return;
  if (media.volume !== set.get(media)) asked.set(media, media.volume);
  if (loudness === 0) {
    if (!media.muted) hushed.add(media);
    media.muted = true;
  } else {
    if (hushed.delete(media)) media.muted = false;
    const wanted = asked.get(media) * loudness;
    if (media.volume !== wanted) media.volume = wanted;
    set.set(media, media.volume);
  }
};
for (const happens of ['play', 'volumechange']) addEventListener(happens, ({ target }) => level(target), true);
const levelAll = () => {
  document.querySelectorAll('audio, video').forEach(level);
  for (const held of apart) {
    const media = held.deref();
    if (media === undefined) apart.delete(held);
    else level(media);
  }
  for (const gain of gains.values()) gain.gain.value = loudness;
};
const { play } = HTMLMediaElement.prototype;
HTMLMediaElement.prototype.play = function () {
  // what is not in the document tells nobody that it plays
  if (!this.isConnected) apart.add(new WeakRef(this));
  level(this);
  return play.call(this);
};
const { connect } = AudioNode.prototype;
AudioNode.prototype.connect = function (to, ...more) {
  if (!(to instanceof AudioDestinationNode) || to.context instanceof OfflineAudioContext) return connect.call(this, to, ...more);
  if (!gains.has(to.context)) {
    const gain = new GainNode(to.context, { gain: loudness });
    connect.call(gain, to);
    gains.set(to.context, gain);
  }
  connect.call(this, gains.get(to.context), ...more);
  return to;
};
const setLoudness = (told) => {
  loudness = Math.min(Math.max(told, 0), 1) || 0;
  levelAll();
};
levelAll();
`;

/**
 * Silences the page in whose frame it runs, however often it is run; one that hears the stage by itself is left as it is. True: it was not
 * silent yet, so that what it made before may sound.
 */
export const silence = `(() => {
  const isDone = Symbol.for('gatecast-silent');
  if (window[isDone] === true || ${String(ownFrameHost)}.test(location.hostname)) return;
  Object.defineProperty(window, isDone, { value: true });
  ${soundLevel}
  return true;
})()`;

/** What a page had made before it was silenced and put into no document: run on all its films and sounds. */
export const silenceMedia = `function () {
  for (const media of this) {
    media.muted = true;
    // by its new way, which remembers it
    if (!media.paused) media.play().catch(() => undefined);
  }
}`;
/** The same for its Web Audio, whose ways to the loudspeakers are laid already. */
export const silenceContexts = `function () {
  for (const context of this) {
    context.resume = () => Promise.resolve();
    context.suspend().catch(() => undefined);
  }
}`;
