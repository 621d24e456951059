import type { Cast } from '../director/cast.ts';
import { element } from '../element.ts';
import { clockSurface } from './clock-surface.ts';
import { clocksIn, clocksSurface } from './clocks-surface.ts';
import { emptySurface } from './empty-surface.ts';
import { feedSurface } from './feed-surface.ts';
import { frameSurface } from './frame-surface.ts';
import { imageSurface } from './image-surface.ts';
import { pagesSurface } from './pages-surface.ts';
import { nothing, type BuiltSurface, type Place, type SurfaceEvents } from './surface.ts';
import { textSurface } from './text-surface.ts';
import { tickerSurface } from './ticker-surface.ts';
import { videoSurface } from './video-surface.ts';

/** Builds what a cast asks for, not yet in the document. */
export function buildSurface(cast: Cast, place: Place, events: SurfaceEvents): BuiltSurface {
  const { content } = cast;
  switch (content.kind) {
    case 'item':
      return itemSurface(cast, content, place, events);
    case 'ticker':
      return tickerSurface(place, content.items);
    case 'clock':
      return clockSurface(place, place.languages);
    case 'empty':
      return emptySurface(place);
  }
}

function itemSurface(cast: Cast, content: Cast['content'] & { kind: 'item' }, place: Place, events: SurfaceEvents): BuiltSurface {
  const [first] = content.said;
  if (first === undefined) throw new RangeError('an item is cast with at least one variant');
  const { language, content: says } = first.document;
  switch (says.kind) {
    case 'notice':
    case 'article':
      return textSurface(place, says.kind, { fromMs: cast.fromMs, untilMs: cast.untilMs }, content.said, content.isSubstitute);
    case 'feed':
      return feedSurface(place, { fromMs: cast.fromMs, untilMs: cast.untilMs }, content.said, content.isSubstitute);
    case 'image':
      return imageSurface(says.media, says.alternative, language);
    case 'video': {
      const { fromMs, untilMs } = cast;
      const volume = (): number => ((says.levelBp ?? 0) / 10_000) * place.loudness();
      return videoSurface(says.media, says.alternative, { fromMs, untilMs, nowMs: place.nowMs }, volume, place.isHeld, events);
    }
    case 'pages':
      return pagesSurface(says, language, { fromMs: cast.fromMs, nowMs: place.nowMs }, events);
    case 'bundle':
      return frameSurface(
        {
          address: place.frames.bundleAddress(says.manifest.hash),
          sandbox: 'allow-scripts',
          alternative: says.alternative,
          isWatched: place.frames.areWatched,
          isLive: false,
          language,
          loudness: () => ((says.levelBp ?? 0) / 10_000) * place.loudness(),
        },
        events,
      );
    case 'live-url':
      if (place.frames.liveAddress === null) return addressSurface(says.url, says.alternative);
      // its page is the shell's own, with the other server's in a frame within, which is nothing without an origin
      return frameSurface(
        {
          address: place.frames.liveAddress(says.url),
          sandbox: 'allow-scripts allow-same-origin',
          alternative: says.alternative,
          isWatched: place.frames.areWatched,
          isLive: true,
          language,
          // nothing of it is the shell's but the frame around it
          loudness: () => 0,
        },
        events,
      );
    case 'clock': {
      const worded = content.said.map(({ document }) => document.language).filter((spoken) => spoken !== 'zxx');
      const languages = worded.length === 0 ? place.languages : worded;
      const clocks = clocksIn(content.said);
      if (clocks.length === 0) return clockSurface(place, languages);
      return clocksSurface(place, { fromMs: cast.fromMs, untilMs: cast.untilMs }, clocks, languages);
    }
  }
}

/** Where the page itself is not to be had: what would be there, and whose it is. */
function addressSurface(url: string, alternative: string): BuiltSurface {
  const root = element('figure', 'surface page is-address', element('strong', '', alternative), element('span', '', url));
  return { element: root, prepare: async () => undefined, show: nothing, tick: nothing, relayout: nothing, stop: nothing };
}
