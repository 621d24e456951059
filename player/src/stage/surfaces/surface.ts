import type { FeedTable, PlayedFrames } from '@gatecast/protocol';
import type { Viewing } from '@gatecast/glass-text';
import type { Zone } from '@gatecast/schedules';

/** What every surface may know of the place it stands in. */
export type Place = {
  readonly zone: Zone;
  /** Of another place whose time an item tells; null: the release carries none of this name. */
  readonly zoneNamed: (name: string) => Zone | null;
  /** The site's languages, the lead language first. */
  readonly languages: readonly string[];
  readonly siteName: Readonly<Record<string, string>>;
  /** From where people read; undefined where nobody said. */
  readonly viewing: Viewing | undefined;
  /** The newest values of a source of feeds; null: none came. */
  readonly valuesOf: (sourceId: string) => FeedTable | null;
  /** Server's time. */
  readonly nowMs: () => number;
  /** How loud items may be at this moment, from 0 to 1. */
  readonly loudness: () => number;
  readonly frames: FramedPages;
  /** Whether time stands, as where an instant is looked at. */
  readonly isHeld: () => boolean;
};

/** Where pages within the page come from. */
export type FramedPages = {
  /** The page of a bundle, by its manifest's hash. */
  readonly bundleAddress: (manifestHash: string) => string;
  /** The shell's page around a live URL; null: there is none, and its address stands in its place. */
  readonly liveAddress: ((url: string) => string) | null;
  /** Whether such a page says that it has drawn and lives; otherwise it is ready once it is loaded. */
  readonly areWatched: boolean;
};

/** What a surface says of itself after it was prepared, and asks. */
export type SurfaceEvents = {
  /** Whether nothing lies over the whole glass: what nobody sees, Chromium may let stand. */
  readonly isSeen: () => boolean;
  /** It cannot be shown any longer. */
  readonly failed: () => void;
  /** It did not go on, and loads itself again. */
  readonly reloaded: (detail: string) => void;
};

/** A thing that can be on the glass. It is prepared while it lies beneath what is showing, at its real size. */
export type BuiltSurface = {
  readonly element: HTMLElement;
  /** Settles when the next frame can show it whole; rejects where it cannot be shown. */
  readonly prepare: () => Promise<void>;
  /** Called in the frame in which it comes to the top. */
  readonly show: () => void;
  /** Called about every second of server's time, from its preparation on. */
  readonly tick: (nowMs: number) => void;
  /** Called when its region has got another size, in the frame in which it does. */
  readonly relayout: () => void;
  /** Called when others are on top in its place: from here on it is silent. What makes no sound leaves it out. */
  readonly leave?: () => void;
  readonly stop: () => void;
  /** Of a film: its frames since it was loaded. */
  readonly frames?: () => PlayedFrames;
  /** How long it is to stay in the document unseen after it was stopped, in ms; where it is left out, it goes at once. */
  readonly lingerMs?: () => number;
};

export function nothing(): void {
  // a surface without a life of its own has nothing to do here
}
