import type { ItemPart, Overbooking, PublishWarning, ReleasePart, ScreenPart } from '@gatecast/protocol';
import { buildTree, planOf } from '@gatecast/releases';
import { compile, type Plan, type Timeline, type Zone } from '@gatecast/schedules';
import { zoneOf } from '@gatecast/zones';
import { stockOf, type CompileInput, type ScreenInput, type SiteInput, type Stock } from './compile-input.ts';
import { createCompileMemory, planKey, type CompileMemory, type PartBook, type Shown } from './compile-memory.ts';
import { fitOfTargets } from './fit-of-targets.ts';
import { layTimetable, type LaidTimetable } from './lay-timetable.ts';
import { createPartsOfScreen, type FittingEntry } from './screen-parts.ts';
import { openStored } from './stored-trees.ts';
import { searchConflicts, type FoundConflicts } from './search-conflicts.ts';
import { measuresOf, textWarnings, type TextMeasures } from './text-warnings.ts';

export type CompileFault = {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  /** Of `shares-over-whole`. */
  readonly overbooked?: Overbooking;
};

/** What one tree needs in all; screens that show the same share one. Variant documents are counted as well. */
export type CompiledTree = {
  readonly tree: string;
  readonly objectCount: number;
  readonly objectBytes: number;
  readonly mediaBytes: number;
  readonly semantics: Plan['semantics'];
  readonly warnings: readonly PublishWarning[];
  /** null: they were not looked for. */
  readonly found: FoundConflicts | null;
};

export type CompiledScreen =
  | { readonly kind: 'compiled'; readonly screenId: string; readonly tree: string }
  | { readonly kind: 'refused'; readonly screenId: string; readonly faults: readonly CompileFault[] }
  /** No entry addresses it. */
  | { readonly kind: 'unaddressed'; readonly screenId: string };

export type CompileOutput = {
  readonly screens: readonly CompiledScreen[];
  readonly trees: readonly CompiledTree[];
  /** Nodes and parts, by name. Variant documents are objects since their submission. */
  readonly objects: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** null: there is no site, so no language to speak. */
  readonly portal: { readonly tree: string; readonly objectCount: number; readonly languages: readonly string[] } | null;
  /** null: nobody asked, or nothing compiled. */
  readonly laid: LaidTimetable | null;
};

const maxObjectBytes = 1024 * 1024;
const maxItems = 20_000;
/** What a preview has looked for serves the publication behind it. */
const searchIsFreshMs = 5 * 60_000;

/**
 * Compiles the release of every screen, and the portal's. Pure but for the host's tzdata: the same input gives the same bytes. Screens
 * whose plans would be the same are compiled once, and plans that `memory` knows not at all. The search for conflicts ends when
 * `monotonicMs` says that its time is over. `tellReached` hears of each screen that is done.
 */
export function compileReleases(
  input: CompileInput,
  monotonicMs: () => number,
  memory: CompileMemory = createCompileMemory(),
  tellReached: (screens: number) => void = () => undefined,
): CompileOutput {
  const stock = stockOf(input, memory);
  const partsOfScreen = createPartsOfScreen(stock, memory, zoneNamed);
  const { book } = memory;
  const sites = new Map(input.sites.map((site) => [site.id, site]));
  const zones = new Map<string, Zone | null>();
  const objects = new Map<string, Uint8Array>();
  const trees = new Map<string, CompiledTree>();
  const known = new Map<string, Shown>();
  const standing = new Set(input.standingTrees);
  const timelines = new Map<string, Timeline>();
  const found = searchIn(input, monotonicMs);
  const search: Search = (tree, timeline) => {
    if (input.lay !== null) timelines.set(tree, timeline);
    return found(tree, timeline);
  };
  /** What is looked for in a plan was looked for just now, or is not asked of it. */
  function isAnswered({ tree, searchedFromMs }: Extract<Shown, { kind: 'compiled' }>): boolean {
    if (input.lay !== null) return false;
    if (input.search === null || input.search.skippedTrees.includes(tree.tree)) return true;
    const { fromMs, untilMs } = input.search;
    const isWhole = tree.found !== null && tree.found.checkedUntilMs >= untilMs - searchIsFreshMs;
    return isWhole && searchedFromMs !== null && searchedFromMs <= fromMs && fromMs - searchedFromMs <= searchIsFreshMs;
  }
  function shownOf(parts: ReadonlyMap<string, ReleasePart>): Shown {
    const key = planKey(parts, book, measures);
    const kept = memory.planOf(key);
    if (kept?.kind === 'refused') return kept;
    if (kept !== undefined && isAnswered(kept)) {
      if (!standing.has(kept.tree.tree)) for (const [name, bytes] of buildTree(parts, book.encode).objects) objects.set(name, bytes);
      return kept;
    }
    const shown = compileParts(parts, book, { standing, objects }, search, measures);
    const searchedFromMs = shown.kind === 'compiled' && shown.tree.found !== null ? (input.search?.fromMs ?? null) : null;
    const told: Shown = shown.kind === 'compiled' ? { ...shown, searchedFromMs } : shown;
    memory.keepPlan(key, told);
    return told;
  }
  const measures = measuresOf(input.variants);
  const stored = openStored(input.stored);

  function zoneNamed(name: string): Zone | null {
    const found = zones.get(name);
    if (found !== undefined) return found;
    const zone = zoneOf(name, input.zoneFromMs, input.zoneUntilMs);
    zones.set(name, zone);
    return zone;
  }

  function compileScreen(screen: ScreenInput): CompiledScreen {
    const site = sites.get(screen.siteId);
    if (site === undefined) throw new Error(`screen ${screen.id} stands in no site`);
    const zone = zoneNamed(site.timeZone);
    if (input.instead !== null) return compileStored(screen, site, zone, input.instead.get(screen.id));
    const fitting = stock.entries.flatMap((entry): readonly FittingEntry[] => {
      const specificity = fitOfTargets(entry.targets, screen);
      return specificity === null ? [] : [{ entry, specificity }];
    });
    if (fitting.length === 0) return { kind: 'unaddressed', screenId: screen.id };
    if (zone === null) return { kind: 'refused', screenId: screen.id, faults: [unknownZone('screen.zone', site.timeZone)] };
    const hasArticles = screen.kind === 'lookup';
    const key = JSON.stringify([
      site.id,
      screen.widthPx,
      screen.heightPx,
      screen.wall,
      screen.rotationDeg,
      screen.viewing,
      hasArticles,
      fitting.map(({ entry, specificity }) => [entry.id, specificity]),
    ]);
    const shown = known.get(key) ?? shownNow(memory.part(`screen ${key}`, screenPartOf(site, screen, zone)), fitting, hasArticles);
    known.set(key, shown);
    return told(screen, shown);
  }

  function shownNow(own: ScreenPart, fitting: readonly FittingEntry[], hasArticles: boolean): Shown {
    const parts = partsOfScreen(own, fitting, hasArticles);
    const faults = [...stock.zonesOf]
      .filter(([itemId]) => parts.has(`item:${itemId}`))
      .flatMap(([itemId, names]) =>
        [...names].filter((name) => !parts.has(`zone:${name}`)).map((name) => unknownZone(`items[${itemId}]`, name)),
      );
    return faults.length > 0 ? { kind: 'refused', faults } : shownOf(parts);
  }

  /** The parts as they were published, and the screen's own as it is now: a roll back brings no old PIN and no old place. */
  function compileStored(screen: ScreenInput, site: SiteInput, zone: Zone | null, tree: string | undefined): CompiledScreen {
    if (tree === undefined) return { kind: 'unaddressed', screenId: screen.id };
    if (zone === null) return { kind: 'refused', screenId: screen.id, faults: [unknownZone('screen.zone', site.timeZone)] };
    const own = screenPartOf(site, screen, zone);
    const key = JSON.stringify([tree, own]);
    const shown = known.get(key) ?? shownOf(stored.withScreen(tree, own, zoneNamed));
    known.set(key, shown);
    return told(screen, shown);
  }

  function told(screen: ScreenInput, shown: Shown): CompiledScreen {
    if (shown.kind === 'refused') return { kind: 'refused', screenId: screen.id, faults: shown.faults };
    trees.set(shown.tree.tree, shown.tree);
    return { kind: 'compiled', screenId: screen.id, tree: shown.tree.tree };
  }

  const screens = input.screens.map((screen, index) => {
    const compiled = compileScreen(screen);
    tellReached(index + 1);
    return compiled;
  });
  const portal = compilePortal(stock, input.sites, book, objects);
  memory.sweep();
  return {
    screens,
    laid: input.lay === null ? null : layCommonest(screens, timelines, input.lay),
    portal,
    trees: [...trees.values()],
    objects: [...objects].map(([name, bytes]) => ({ name, bytes })),
  };
}

/** The timetable of the plan that most screens have; of as many, the one that comes first. */
function layCommonest(
  screens: readonly CompiledScreen[],
  timelines: ReadonlyMap<string, Timeline>,
  range: NonNullable<CompileInput['lay']>,
): LaidTimetable | null {
  const counts = new Map<string, number>();
  for (const screen of screens) if (screen.kind === 'compiled') counts.set(screen.tree, (counts.get(screen.tree) ?? 0) + 1);
  const [commonest] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const timeline = timelines.get(commonest ?? '');
  return commonest === undefined || timeline === undefined ? null : layTimetable(commonest, timeline, range);
}

type ShownNow = Omit<Extract<Shown, { kind: 'compiled' }>, 'searchedFromMs'> | Extract<Shown, { kind: 'refused' }>;

/** What is asked of a compiled plan once the name of its tree is known; null where nothing is. */
type Search = (tree: string, timeline: Timeline) => FoundConflicts | null;

/** One allowance of time for all plans of a publication. */
function searchIn({ search }: CompileInput, monotonicMs: () => number): Search {
  if (search === null) return () => null;
  const skipped = new Set(search.skippedTrees);
  const endMs = monotonicMs() + search.longestMs;
  return (tree, timeline) => (skipped.has(tree) ? null : searchConflicts(timeline, search, () => monotonicMs() >= endMs));
}

function compileParts(
  parts: ReadonlyMap<string, ReleasePart>,
  book: PartBook,
  { standing, objects }: { readonly standing: ReadonlySet<string>; readonly objects: Map<string, Uint8Array> },
  search: Search,
  measures: TextMeasures,
): ShownNow {
  const misshapen = [...parts].flatMap(([key, part]) => book.shapeFaults(key, part));
  if (misshapen.length > 0) return { kind: 'refused', faults: misshapen };
  const ordered = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  const screen = ordered.find((part) => part.kind === 'screen');
  if (screen === undefined) throw new Error('a release without its screen');
  const plan = planOf(screen, ordered);
  const compiled = compile(plan);
  if (compiled.kind === 'refused')
    return { kind: 'refused', faults: compiled.faults.map((fault) => ({ ...fault, path: nameInPath(plan, fault.path) })) };
  const built = buildTree(parts, book.encode);
  const sizes = [...built.objects.values()].map((bytes) => bytes.length);
  if (Math.max(...sizes) > maxObjectBytes) return { kind: 'refused', faults: [tooLarge] };
  if (!standing.has(built.tree)) for (const [name, bytes] of built.objects) objects.set(name, bytes);

  const items = ordered.filter((part) => part.kind === 'item');
  const variants = items.flatMap((item) => item.variants);
  const documents = new Map(variants.map(({ document, sizeBytes }) => [document, sizeBytes]));
  const media = new Map(
    variants.flatMap((variant) => [...variant.media, ...(variant.files ?? [])].map(({ hash, sizeBytes }) => [hash, sizeBytes] as const)),
  );
  const tree: CompiledTree = {
    tree: built.tree,
    objectCount: sizes.length + documents.size,
    objectBytes: sum(sizes) + sum([...documents.values()]),
    mediaBytes: sum([...media.values()]),
    semantics: plan.semantics,
    warnings: [
      ...compiled.warnings.map((warning) => ({ ...warning, path: nameInPath(plan, warning.path) })),
      ...textWarnings(plan, items, measures),
    ],
    found: search(built.tree, compiled.timeline),
  };
  return { kind: 'compiled', tree };
}

const tooLarge: CompileFault = { path: 'objects', code: 'out-of-range', message: 'a part is larger than 1 MiB' };

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** `entries[3].playlistId` says little to people: the index becomes the id. */
function nameInPath(plan: Plan, path: string): string {
  return path.replace(/^(entries|items|playlists|layouts|dayparts|calendars)\[(\d+)\]/, (whole, list: NamedList, index) => {
    const id = plan[list]?.[Number(index)]?.id;
    return id === undefined ? whole : `${list}[${id}]`;
  });
}
type NamedList = 'entries' | 'items' | 'playlists' | 'layouts' | 'dayparts' | 'calendars';

function screenPartOf(site: SiteInput, { widthPx, heightPx, wall, rotationDeg, viewing }: ScreenInput, zone: Zone): ScreenPart {
  const { languages, dayStart, names, liveHosts, exitPin } = site;
  const { name, initialOffsetMs, transitions } = zone;
  return {
    version: 1,
    kind: 'screen',
    siteName: { ...names },
    screen: {
      ...{ widthPx, heightPx, languages: [...languages], zone: { name, initialOffsetMs, transitions: [...transitions] }, dayStart },
      ...(wall === undefined ? {} : { wall }),
      ...(rotationDeg === undefined ? {} : { rotationDeg }),
      ...(viewing === undefined ? {} : { viewing }),
    },
    ...(liveHosts.length === 0 ? {} : { liveHosts: [...liveHosts] }),
    ...(exitPin === null ? {} : { exitPin }),
  };
}

function unknownZone(path: string, name: string): CompileFault {
  return { path, code: 'unknown-reference', message: `this host's tzdata does not know the zone ${name}` };
}

function compilePortal(
  stock: Stock,
  sites: readonly SiteInput[],
  part: PartBook,
  objects: Map<string, Uint8Array>,
): CompileOutput['portal'] {
  const articles = [...stock.items.values()].filter((item): item is ItemPart => item.itemKind === 'article').slice(0, maxItems);
  const built = buildTree(new Map(articles.map((item) => [`item:${item.id}`, item])), part.encode);
  const spoken = new Set(articles.flatMap((item) => item.variants.map(({ language }) => language)).filter((one) => one !== 'zxx'));
  const ofSites = [...new Set(sites.flatMap((site) => site.languages))];
  // the sites' order first; before the first article is approved the portal greets in the sites' languages
  const languages =
    spoken.size === 0
      ? ofSites
      : [...ofSites.filter((one) => spoken.has(one)), ...[...spoken].filter((one) => !ofSites.includes(one)).sort()];
  if (languages.length === 0) return null;
  for (const [name, bytes] of built.objects) objects.set(name, bytes);
  const documents = new Set(articles.flatMap((item) => item.variants.map(({ document }) => document)));
  return {
    tree: built.tree,
    objectCount: built.objects.size + documents.size,
    languages: languages.slice(0, 24),
  };
}
