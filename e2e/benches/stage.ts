import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { PlayerDriver, shellsHere } from '../drivers/player-driver.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';
import virtualDisplay from '../worlds/virtual-display.ts';
import { quantile, rounded, type BenchReport } from './report.ts';
import { startBarePanes, type Pane } from './stage/bare-panes.ts';
import { watchCoded, type Look } from './stage/coded-glass.ts';
import { codedItems, framesPerSecond, makeCoded } from './stage/coded-media.ts';
import { memoryOf, slopeOf, type Sample, type Slope } from './stage/memory-watch.ts';
import { watchPane, type PaneFigures } from './stage/pane-watch.ts';
import { skewOf, skewOfFilm, skewOfStills, type Skew } from './stage/skew-watch.ts';

const panesCount = 4;
const size = { width: 480, height: 270 };
const sampleMs = 5_000;
const vsyncMs = 1_000 / 60;
const frameMs = 1_000 / framesPerSecond;

/**
 * Four players beside each other on one machine, of both shells where both are here, change stills and films every second or two, and are
 * looked at sixty times a second; then the least page that does the same in the same runtimes. Pictures tell by colour and by bits which item and which
 * frame of it they are. The full form goes on for 10,000 changes, about an hour;
 * GATECAST_CHANGES asks for another number.
 */
export async function stage({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const wanted = Number(process.env['GATECAST_CHANGES'] ?? (isQuick ? 300 : 10_000));
  const closeDisplay = await virtualDisplay();
  const world = await FleetWorld.start();
  try {
    const shells = shellsHere();
    const panes = Array.from({ length: panesCount }, (_, index): Pane => {
      const shell = shells[index % shells.length] ?? 'chromium';
      return { shell, place: { x: index * size.width, y: 0, ...size } };
    });
    const files: string[] = [];
    for (const item of codedItems) files.push(await makeCoded(world.folder, item));
    const players = await playersOn(world, panes, files);
    const own = await watchPanes(panes, wanted, () => players.map(({ pid }) => memoryOf(pid)).reduce((sum, mib) => sum + mib, 0));
    for (const player of players) await player.stop();
    const programs = await startBarePanes(world.folder, files, panes);
    const bare = await watchPanes(panes, isQuick ? 150 : 1_000, null);
    for (const program of programs) await program.stop();
    return reportOf(own, bare);
  } finally {
    await world.stop();
    closeDisplay();
  }
}

/** Players that play the coded items in a loop. */
async function playersOn(world: FleetWorld, panes: readonly Pane[], files: readonly string[]): Promise<readonly PlayerDriver[]> {
  const itemIds: string[] = [];
  for (const [index, { kind, durationMs }] of codedItems.entries()) {
    const file = files[index] ?? '';
    itemIds.push(await world.addMediaItem(kind, `Coded ${index}`, basename(file), await readFile(file), durationMs));
  }
  await world.addEntry('Always', await world.addPlaylist('Loop', itemIds));
  const screenIds: string[] = [];
  for (const index of panes.keys()) screenIds.push(await world.addScreen(`Pane ${index}`, { widthPx: size.width, heightPx: size.height }));
  await world.publish();
  const players: PlayerDriver[] = [];
  for (const [index, { shell, place }] of panes.entries()) {
    const player = new PlayerDriver(world, shell, index, place);
    players.push(player);
    await player.enrol(screenIds[index] ?? '');
    await player.releaseActive();
  }
  return players;
}

type Watched = {
  readonly looks: number;
  readonly seconds: number;
  readonly panes: readonly PaneFigures[];
  readonly stills: Skew;
  readonly films: Skew;
  readonly memory: Slope | null;
};

/** Looks at all panes, from when each shows an item, for so many changes on all of them together. */
async function watchPanes(panes: readonly Pane[], wanted: number, memory: (() => number) | null): Promise<Watched> {
  const watches = panes.map(() => watchPane());
  const filmSkews: number[] = [];
  const samples: Sample[] = [];
  let isBegun = false;
  let looks = 0;
  let [firstMs, lastMs] = [0, 0];
  const changes = (): number => watches.reduce((sum, watch) => sum + watch.figures().changes.length, 0);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  function look(at: Look): void {
    isBegun ||= at.readings.every(({ kind }) => kind === 'item');
    if (!isBegun) return;
    looks += 1;
    firstMs ||= at.atMs;
    lastMs = at.atMs;
    for (const [index, reading] of at.readings.entries()) watches[index]?.look(at.atMs, reading);
    const skew = skewOfFilm(at);
    if (skew !== null) filmSkews.push(skew);
    if (looks % 60 === 0 && changes() >= wanted) resolve();
  }
  const stop = watchCoded(panes[0]?.place ?? { x: 0, y: 0, ...size }, panes.length, look);
  const sampling = setInterval(() => {
    if (isBegun && memory !== null) samples.push({ atMs: performance.now(), changes: changes(), mib: memory() });
  }, sampleMs);
  // an item shows for a second and more: whoever takes ten times as long does not play
  const limit = setTimeout(() => reject(new Error(`only ${changes()} of ${wanted} changes were seen`)), 60_000 + wanted * 3_000);
  try {
    await promise;
  } finally {
    stop();
    clearInterval(sampling);
    clearTimeout(limit);
  }
  const figures = watches.map((watch) => watch.figures());
  return {
    looks,
    seconds: (lastMs - firstMs) / 1_000,
    panes: figures,
    stills: skewOf(skewOfStills(figures.map((one) => one.changes))),
    films: skewOf(filmSkews),
    memory: memory === null ? null : slopeOf(samples),
  };
}

type Totals = Readonly<
  Record<'changes' | 'timedGaps' | 'foreign' | 'torn' | 'gapP50Frames' | 'gapP99Frames' | 'lostShare' | 'lookMs', number>
>;

function totalsOf({ panes, looks, seconds }: Watched): Totals {
  const sum = (of: (pane: PaneFigures) => number): number => panes.reduce((all, pane) => all + of(pane), 0);
  const gaps = panes.flatMap(({ gapsMs }) => gapsMs);
  return {
    changes: sum(({ changes }) => changes.length),
    timedGaps: gaps.length,
    foreign: sum(({ foreign }) => foreign),
    torn: sum(({ torn }) => torn),
    gapP50Frames: quantile(gaps, 0.5) / frameMs,
    gapP99Frames: quantile(gaps, 0.99) / frameMs,
    lostShare: sum(({ lostFrames }) => lostFrames) / sum(({ filmFrames }) => filmFrames),
    lookMs: (seconds * 1_000) / looks,
  };
}

function reportOf(own: Watched, bare: Watched): BenchReport {
  const [mine, least] = [totalsOf(own), totalsOf(bare)];
  const memory = own.memory ?? { perThousand: Number.NaN, lowest: Number.NaN, highest: Number.NaN };
  // no gap can be told more exactly than looks follow each other
  const doubt = mine.lookMs / frameMs;
  const keeps = {
    foreign: mine.foreign === 0,
    gapP50: mine.gapP50Frames <= 1 + doubt,
    gapP99: mine.gapP99Frames <= 1 + vsyncMs / frameMs + doubt,
    lost: mine.lostShare <= least.lostShare,
    stills: own.stills.p99Ms <= vsyncMs + mine.lookMs,
    films: own.films.p99Ms <= 80,
    memory: own.memory === null || own.memory.lowest <= 0,
  };
  for (const [promise, isKept] of Object.entries(keeps)) if (!isKept) process.stdout.write(`missed: ${promise}\n`);
  const figures = {
    ...mine,
    lostPercent: mine.lostShare * 100,
    stillSkewP50Ms: own.stills.p50Ms,
    stillSkewP99Ms: own.stills.p99Ms,
    filmSkewP50Ms: own.films.p50Ms,
    filmSkewP99Ms: own.films.p99Ms,
    memoryMibPer1000: memory.perThousand,
    memoryLowest95: memory.lowest,
    memoryHighest95: memory.highest,
  };
  const limits = {
    bareChanges: least.changes,
    bareForeign: least.foreign,
    bareTorn: least.torn,
    bareGapP50Frames: least.gapP50Frames,
    bareGapP99Frames: least.gapP99Frames,
    bareLostPercent: least.lostShare * 100,
    bareLookMs: least.lookMs,
    bareStillSkewP99Ms: bare.stills.p99Ms,
    bareFilmSkewP99Ms: bare.films.p99Ms,
  };
  const ratios = {
    gapP50: mine.gapP50Frames / least.gapP50Frames,
    gapP99: mine.gapP99Frames / least.gapP99Frames,
    lost: mine.lostShare / least.lostShare,
    stillSkewP99: own.stills.p99Ms / bare.stills.p99Ms,
    filmSkewP99: own.films.p99Ms / bare.films.p99Ms,
  };
  const { lostShare: _, ...shown } = figures;
  return {
    bench: 'stage',
    ok: Object.values(keeps).every(Boolean),
    figures: rounded(shown),
    limits: rounded(limits),
    ratios: rounded(ratios),
  };
}
