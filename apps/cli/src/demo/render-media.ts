import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFrames } from '@gatecast/media-tools';
import type { MediaFault } from '@gatecast/media-tools';
import sharp from 'sharp';
import { skyClock } from './bundles/sky-clock.ts';
import { demoMedia } from './content/media.ts';
import type { DemoMedia } from './content/media.ts';
import { airportToCityMap } from './scenes/airport-to-city-map.ts';
import { filmFrame, films, framesPerSecond } from './scenes/films.ts';
import type { Film } from './scenes/films.ts';
import { haLongDuskPortrait } from './scenes/ha-long-bay.ts';
import { trainTimetable } from './scenes/train-timetable.ts';
import { zipFiles } from './zip-files.ts';

export type RenderProgress = {
  /** The media being rendered. */
  readonly key: string;
  /** Of all the work, 0 to 10,000. */
  readonly doneBp: number;
};

export type RenderedMedia = DemoMedia & { readonly path: string };

export type RenderResult =
  | { readonly kind: 'rendered'; readonly media: readonly RenderedMedia[] }
  | { readonly kind: 'failed'; readonly key: string; readonly fault: MediaFault };

export type RenderOptions = {
  readonly onProgress?: (progress: RenderProgress) => void;
  readonly signal?: AbortSignal;
};

const pictures: Readonly<Record<string, (widthPx: number, heightPx: number) => string>> = {
  'map-airport-to-city': airportToCityMap,
  'picture-ha-long-dusk': haLongDuskPortrait,
};

const bundles: Readonly<Record<string, Readonly<Record<string, string>>>> = { 'page-sky-clock': skyClock };

const papers: Readonly<Record<string, () => Promise<Buffer>>> = { 'paper-train-timetable': trainTimetable };

/** A picture costs about as much as this many milliseconds of film. */
const pictureCostMs = 500;

/** One more drawing under way than there are cores on the smallest machine, so that none of them waits. */
const framesInAdvance = 4;

/**
 * Draws the demo's films and pictures, writes its documents, and packs its bundles, into `folder`, which is made if need be. A file that is there is left as it is;
 * each appears whole or not at all. Under 20 s on 2 cores the first time.
 */
export async function renderDemoMedia(folder: string, { onProgress, signal }: RenderOptions = {}): Promise<RenderResult> {
  await mkdir(folder, { recursive: true });
  const wanted = demoMedia.map((media): RenderedMedia => ({ ...media, path: join(folder, media.fileName) }));
  const missing: RenderedMedia[] = [];
  for (const media of wanted) if (!(await isFile(media.path))) missing.push(media);

  const totalMs = missing.reduce((sum, media) => sum + costMs(media), 0);
  let doneMs = 0;
  for (const media of missing) {
    const report = (partMs: number): void => onProgress?.({ key: media.key, doneBp: Math.floor(((doneMs + partMs) / totalMs) * 10_000) });
    report(0);
    const fault = await renderOne(media, report, signal);
    if (fault !== null) return { kind: 'failed', key: media.key, fault };
    doneMs += costMs(media);
    report(0);
  }
  return { kind: 'rendered', media: wanted };
}

async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path, { throwIfNoEntry: false });
  return stats?.isFile() ?? false;
}

function costMs(media: DemoMedia): number {
  const film = films[media.key];
  return film === undefined ? pictureCostMs : film.seconds * 1000;
}

async function renderOne(
  media: RenderedMedia,
  report: (partMs: number) => void,
  signal: AbortSignal | undefined,
): Promise<MediaFault | null> {
  const { key, path, widthPx, heightPx } = media;
  if (signal?.aborted === true) return { kind: 'aborted' };
  const files = bundles[key];
  if (files !== undefined) {
    await writeWhole(path, zipFiles(files));
    return null;
  }
  const write = papers[key];
  if (write !== undefined) {
    await writeWhole(path, await write());
    return null;
  }
  const draw = pictures[key];
  if (draw !== undefined) {
    await writeWhole(
      path,
      await sharp(Buffer.from(draw(widthPx, heightPx)))
        .removeAlpha()
        .png()
        .toBuffer(),
    );
    return null;
  }
  const film = films[key];
  if (film === undefined) throw new Error(`nobody draws ${key}`);
  const result = await encodeFrames(paintedFrames(film, widthPx, heightPx), path, {
    widthPx,
    heightPx,
    framesPerSecond,
    totalMs: film.seconds * 1000,
    onProgress: ({ doneMs }) => report(doneMs),
    ...(signal === undefined ? {} : { signal }),
  });
  return result.kind === 'made' ? null : result;
}

/** The frames of a film in their order, a few being drawn while one is taken. */
async function* paintedFrames(film: Film, widthPx: number, heightPx: number): AsyncGenerator<Uint8Array> {
  const count = film.seconds * framesPerSecond;
  const paint = (index: number): Promise<Buffer> => {
    const frame = sharp(Buffer.from(filmFrame(film, index, widthPx, heightPx)))
      .removeAlpha()
      .raw()
      .toBuffer();
    // A drawing that fails while nobody waits for it yet is met below, when its turn comes.
    frame.catch(() => undefined);
    return frame;
  };
  const under: Promise<Buffer>[] = [];
  for (let index = 0; index < count + framesInAdvance; index += 1) {
    if (index < count) under.push(paint(index));
    const next = index >= framesInAdvance ? under.shift() : undefined;
    if (next !== undefined) yield await next;
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const partPath = `${path}.part`;
  try {
    await writeFile(partPath, bytes);
    await rename(partPath, path);
  } finally {
    await rm(partPath, { force: true });
  }
}
