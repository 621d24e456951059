import { playRecordSchema } from '@gatecast/protocol';
import { openRelease } from '@gatecast/releases';
import { compareWithPlays, compile, type Comparison, type Programme, type Timeline } from '@gatecast/schedules';
import { readObject } from '../content/object-store.ts';
import { siteText } from '../survey/means-sheet.ts';
import { readItemNames } from './read-names.ts';
import { screensOf, sectionOf, shareBp, type Made, type ReportSource } from './report-ask.ts';
import { notes, sectionTitles } from './report-words.ts';

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
/** By how much players' clocks and changes may differ from what is due. */
const graceMs = 2_000;
/** A play that began before a day may reach into it. */
const longestPlayMs = 2 * hourMs;

type Tally = Record<
  'dueMs' | 'confirmedMs' | 'late' | 'endedEarly' | 'neverStarted' | 'screenOffline' | 'overridden' | 'unexpectedMs' | 'withoutMs',
  number
>;
type ItemTally = { dueMs: number; confirmedMs: number; screens: Set<string> };

/** What screens were to show beside what their players signed that they showed. */
export async function expectedAgainstPlayed(source: ReportSource): Promise<Made> {
  const { stores, fleet, ask } = source;
  const { language } = ask;
  const untilMs = Math.min(ask.untilMs, ask.nowMs);
  const names = await readItemNames(stores.truth);
  const items = new Map<string, ItemTally>();
  const rows: (string | number | null)[][] = [];
  const timelines = createTimelines(source);
  for (const screen of screensOf(source)) {
    const programmes = await readProgrammes(source, screen.id, timelines);
    if (programmes.length === 0) continue;
    const tally: Tally = {
      ...{
        dueMs: 0,
        confirmedMs: 0,
        late: 0,
        endedEarly: 0,
        neverStarted: 0,
        screenOffline: 0,
        overridden: 0,
        unexpectedMs: 0,
        withoutMs: 0,
      },
    };
    // day by day, so that a month of a screen is not held at once
    for (let fromMs = ask.fromMs; fromMs < untilMs; fromMs += dayMs) {
      const span = { fromMs, untilMs: Math.min(fromMs + dayMs, untilMs) };
      const comparison = compareWithPlays({
        ...span,
        graceMs,
        programmes,
        plays: await readPlays(source, screen.id, span),
        outages: await readOutages(source, screen.id, span),
        alerts: await readAlerts(source, screen.id, span),
      });
      addComparison(tally, items, comparison, screen.id);
    }
    const { dueMs, confirmedMs, late, endedEarly, neverStarted, screenOffline, overridden, unexpectedMs, withoutMs } = tally;
    rows.push([
      ...[siteText(fleet, screen.siteId, language), screen.name, dueMs, confirmedMs, shareBp(confirmedMs, dueMs)],
      ...[late, endedEarly, neverStarted, screenOffline, overridden, unexpectedMs, withoutMs],
    ]);
  }
  const byItem = [...items]
    .map(
      ([id, { dueMs, confirmedMs, screens }]) =>
        [names.get(id)?.title ?? id, screens.size, dueMs, confirmedMs, shareBp(confirmedMs, dueMs)] as const,
    )
    .toSorted((a, b) => b[2] - a[2]);
  const compared = { label: 'screen', series: ['expected', 'confirmed'] } as const;
  return {
    notes: [notes.expected[language], notes.gone[language]],
    sections: [
      sectionOf(
        language,
        { key: 'screens', title: sectionTitles.screens[language] },
        [
          ...([
            ['site', 'text'],
            ['screen', 'text'],
            ['expected', 'duration'],
            ['confirmed', 'duration'],
            ['confirmedShare', 'share'],
          ] as const),
          ...([
            ['late', 'duration'],
            ['endedEarly', 'duration'],
            ['neverStarted', 'duration'],
            ['screenOffline', 'duration'],
          ] as const),
          ...([
            ['overridden', 'duration'],
            ['unexpected', 'duration'],
            ['withoutRelease', 'duration'],
          ] as const),
        ],
        rows.toSorted((a, b) => Number(a[4] ?? 10_001) - Number(b[4] ?? 10_001)),
        compared,
      ),
      sectionOf(
        language,
        { key: 'items', title: sectionTitles.items[language] },
        [
          ['item', 'text'],
          ['screens', 'count'],
          ['expected', 'duration'],
          ['confirmed', 'duration'],
          ['confirmedShare', 'share'],
        ],
        byItem,
        { ...compared, label: 'item' },
      ),
    ],
  };
}

function addComparison(tally: Tally, items: Map<string, ItemTally>, { exposures, totals }: Comparison, screenId: string): void {
  for (const { itemId, languages, fromMs, untilMs, verdict } of exposures) {
    // a running line shows its members one after another, and which of them stands when is the glass's own affair
    if (languages === null) continue;
    const ms = untilMs - fromMs;
    const item = items.get(itemId) ?? { dueMs: 0, confirmedMs: 0, screens: new Set() };
    items.set(itemId, item);
    item.dueMs += ms;
    item.screens.add(screenId);
    tally.dueMs += ms;
    tally[columnOf[verdict.kind]] += ms;
    if (verdict.kind === 'confirmed') item.confirmedMs += ms;
  }
  tally.unexpectedMs += totals.unexpectedMs;
  tally.withoutMs += totals.withoutReleaseMs;
}

const columnOf = {
  confirmed: 'confirmedMs',
  late: 'late',
  'ended-early': 'endedEarly',
  'never-started': 'neverStarted',
  'screen-offline': 'screenOffline',
  'overridden-by-alert': 'overridden',
} as const;

type Span = { readonly fromMs: number; readonly untilMs: number };

/** The releases that were active on a screen at some instant of the span, as their players told it. */
async function readProgrammes(
  { stores: { truth }, ask }: ReportSource,
  screenId: string,
  timelineOf: (tree: string) => Promise<Timeline>,
): Promise<readonly Programme[]> {
  const rows = await truth
    .selectFrom('releases')
    .select(['number', 'tree', 'activeAtMs'])
    .where('screenId', '=', screenId)
    .where('activeAtMs', 'is not', null)
    .where('activeAtMs', '<', ask.untilMs)
    .orderBy('activeAtMs', 'desc')
    .execute();
  const firstBefore = rows.findIndex(({ activeAtMs }) => (activeAtMs ?? 0) <= ask.fromMs);
  const active = firstBefore < 0 ? rows : rows.slice(0, firstBefore + 1);
  const programmes: Programme[] = [];
  for (const { number, tree, activeAtMs } of active)
    programmes.push({ releaseNumber: number, activatedAtMs: activeAtMs ?? 0, timeline: await timelineOf(tree) });
  return programmes;
}

/** Timelines by the name of their tree; screens of one plan share theirs. */
function createTimelines({ stores: { truth } }: ReportSource): (tree: string) => Promise<Timeline> {
  const known = new Map<string, Timeline>();
  return async (tree) => {
    const before = known.get(tree);
    if (before !== undefined) return before;
    const objects = new Map<string, Uint8Array>();
    for (;;) {
      const opened = openRelease(tree, (name) => objects.get(name));
      if (opened.kind === 'bad') throw new Error(`the release tree ${tree} is damaged: ${JSON.stringify(opened.faults[0])}`);
      if (opened.kind === 'open') {
        const compiled = compile(opened.contents.plan);
        if (compiled.kind === 'refused') throw new Error(`tree ${tree} does not compile: ${compiled.faults[0]?.message}`);
        known.set(tree, compiled.timeline);
        return compiled.timeline;
      }
      for (const name of opened.missing) {
        const bytes = await readObject(truth, name);
        if (bytes === undefined) throw new Error(`the object ${name} of tree ${tree} is missing`);
        objects.set(name, bytes);
      }
    }
  };
}

async function readPlays({ stores: { telemetry } }: ReportSource, screenId: string, { fromMs, untilMs }: Span) {
  const rows = await telemetry
    .selectFrom('play_records')
    .select('record')
    .where('screenId', '=', screenId)
    .where('fromMs', '>=', fromMs - longestPlayMs)
    .where('fromMs', '<', untilMs)
    .execute();
  return rows.map(({ record }) => playRecordSchema.parse(JSON.parse(record)));
}

/** When a screen was away: by minutes, and by hours where these are all that is kept. */
async function readOutages({ stores: { telemetry } }: ReportSource, screenId: string, { fromMs, untilMs }: Span): Promise<readonly Span[]> {
  const minutes = await telemetry
    .selectFrom('health_minutes')
    .select(['minuteMs', 'state'])
    .where('screenId', '=', screenId)
    .where('minuteMs', '>=', fromMs - minuteMs)
    .where('minuteMs', '<', untilMs)
    .execute();
  const told = new Set(minutes.map((row) => row.minuteMs - (row.minuteMs % hourMs)));
  const hours = await telemetry
    .selectFrom('health_hours')
    .select('hourMs')
    .where('screenId', '=', screenId)
    .where('offline', '>', 0)
    .where('hourMs', '>=', fromMs - hourMs)
    .where('hourMs', '<', untilMs)
    .execute();
  return [
    ...minutes.flatMap((row) => (row.state === 'offline' ? [{ fromMs: row.minuteMs, untilMs: row.minuteMs + minuteMs }] : [])),
    ...hours.flatMap((row) => (told.has(row.hourMs) ? [] : [{ fromMs: row.hourMs, untilMs: row.hourMs + hourMs }])),
  ];
}

/** When full-screen alerts covered a screen, from painted to cleared as its player signed them; one without an end covers until now. */
async function readAlerts({ stores: { telemetry, truth }, ask }: ReportSource, screenId: string, span: Span): Promise<readonly Span[]> {
  const receipts = await telemetry
    .selectFrom('receipts')
    .select(['alertId', 'kind', 'atMs'])
    .where('screenId', '=', screenId)
    .where('kind', 'in', ['painted', 'cleared'])
    .where('atMs', '<', span.untilMs)
    .execute();
  if (receipts.length === 0) return [];
  const full = await truth
    .selectFrom('alerts')
    .select(['id', 'expiresMs', 'clearedAtMs'])
    .where('style', '=', 'full-screen')
    .where('id', 'in', [...new Set(receipts.map(({ alertId }) => alertId))])
    .execute();
  return full.flatMap(({ id, expiresMs, clearedAtMs }) => {
    const of = (kind: string) => receipts.filter((receipt) => receipt.alertId === id && receipt.kind === kind).map(({ atMs }) => atMs);
    const painted = of('painted');
    if (painted.length === 0) return [];
    const cleared = of('cleared');
    const untilMs = cleared.length === 0 ? Math.min(clearedAtMs ?? expiresMs, ask.nowMs) : Math.max(...cleared);
    return [{ fromMs: Math.min(...painted), untilMs }].filter((one) => one.untilMs > one.fromMs);
  });
}
