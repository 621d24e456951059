// Measures the engine on generated plans of 1,000 entries and prints one JSON line per kind of plan; `pnpm bench timeline` starts it.
import { planSchema } from '@gatecast/protocol';
import { compile, type Plan, type Timeline } from '@gatecast/schedules';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { diceOf, generatePlan, yearFromMs, yearUntilMs, type PlanKind } from './generate-plan.ts';
import { startWatch } from './stop-watch.ts';

const dayMs = 86_400_000;
/** The day that is computed beforehand: a Wednesday in summer, from 04:00 in Paris. */
const dayFromMs = Date.UTC(2026, 5, 3, 2);
const yearDays = 366;

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, sample: { type: 'string' } } });
const rounds = values.quick ? 9 : 21;
const instantsPerRound = values.quick ? 50_000 : 200_000;
const explained = values.quick ? 40 : 200;

/** Keeps what was computed from being optimised away. */
let sink = 0;

for (const kind of ['plain', 'modes'] as const) {
  const figures = { ...measureCold(kind), ...measureDay(kind), ...measureYear(kind), ...measureAhead(kind) };
  process.stdout.write(`${JSON.stringify({ event: 'measured', kind, figures })}\n`);
}
if (values.sample !== undefined) writeSample(values.sample);
if (sink === 0) throw new Error('nothing was computed');

/** Fresh plans, each another: what reading, judging, compiling and a first answer take. */
function measureCold(kind: PlanKind): Record<string, number> {
  const json: number[] = [];
  const zod: number[] = [];
  const compiling: number[] = [];
  const cold: number[] = [];
  const firstDay: number[] = [];
  const conflicts: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const text = JSON.stringify(generatePlan(1_000 + round, kind));
    const dice = diceOf(round);
    const parsed = timed(json, () => JSON.parse(text) as unknown);
    const plan = timed(zod, () => planSchema.parse(parsed));
    const timeline = timed(compiling, () => timelineOf(plan));
    const fromMs = yearFromMs + dice.below(360) * dayMs;
    const first = timed([], () => timelineOf(plan));
    cold.push(compiling.at(-1) ?? 0);
    timed(cold, () => (sink += first.at(fromMs).untilMs), 'add');
    timed(firstDay, () => (sink += timeline.segments(fromMs, fromMs + dayMs).length));
    const fresh = timelineOf(plan);
    if (round < 5) timed(conflicts, () => (sink += fresh.conflicts(yearFromMs, yearFromMs + yearDays * dayMs).length));
  }
  return {
    jsonParseMs: median(json),
    zodParseMs: median(zod),
    compileMs: median(compiling),
    coldInProcessMs: cold[0] ?? Number.NaN,
    coldMs: median(cold),
    firstDaySegmentsMs: median(firstDay),
    conflictsYearMs: median(conflicts),
  };
}

/** A day that has been computed: answers at random instants of it, beside a bare search in a list of prepared answers. */
function measureDay(kind: PlanKind): Record<string, number> {
  const timeline = timelineOf(generatePlan(1, kind));
  const segments = timeline.segments(dayFromMs, dayFromMs + dayMs);
  const starts = Float64Array.from(segments, ({ atMs }) => atMs);
  const instants = randomInstants(7, dayFromMs, dayFromMs + dayMs);
  const at: number[] = [];
  const inOrder: number[] = [];
  const bare: number[] = [];
  const explain: number[] = [];
  const again: number[] = [];
  const sorted = instants.toSorted();
  for (let round = 0; round < rounds + 2; round += 1) {
    perSecond(at, instants, (instantMs) => timeline.at(instantMs).untilMs);
    perSecond(inOrder, sorted, (instantMs) => timeline.at(instantMs).untilMs);
    perSecond(bare, instants, (instantMs) => segments[lastAtOrBefore(starts, instantMs)]?.untilMs ?? 0);
    perSecond(explain, instants.subarray(0, explained), (instantMs) => timeline.explain(instantMs).losers.length);
    timed(again, () => (sink += timeline.segments(dayFromMs, dayFromMs + dayMs).length));
  }
  return {
    daySegments: segments.length,
    atDayPerSecond: warmMedian(at),
    atDayInOrderPerSecond: warmMedian(inOrder),
    bareDayPerSecond: warmMedian(bare),
    againDaySegmentsMs: warmMedian(again),
    explainDayMs: 1_000 / warmMedian(explain),
  };
}

/** Random instants of a year: at first sight, and when the year is known. */
function measureYear(kind: PlanKind): Record<string, number> {
  const timeline = timelineOf(generatePlan(2, kind));
  const first = randomInstants(11, yearFromMs, yearUntilMs).subarray(0, 5_000);
  const instants = randomInstants(13, yearFromMs, yearUntilMs);
  const cold: number[] = [];
  const warm: number[] = [];
  const explain: number[] = [];
  const nextItem: number[] = [];
  perSecond(cold, first, (instantMs) => timeline.at(instantMs).untilMs);
  for (let round = 0; round < Math.ceil(rounds / 2) + 2; round += 1) {
    perSecond(warm, instants, (instantMs) => timeline.at(instantMs).untilMs);
    perSecond(explain, instants.subarray(0, explained), (instantMs) => timeline.explain(instantMs).losers.length);
    perSecond(nextItem, instants.subarray(0, explained), (instantMs) => timeline.nextChange(instantMs, 'item') ?? 0);
  }
  return {
    atYearFirstPerSecond: median(cold),
    atYearPerSecond: warmMedian(warm),
    explainYearMs: 1_000 / warmMedian(explain),
    nextItemMs: 1_000 / warmMedian(nextItem),
  };
}

/**
 * The next change of entry is a year away, by a plan never asked and by one asked before: `crowned`, where an entry stands above all the
 * others, busy as they are; `quiet`, where every other entry begins on one day of December.
 */
function measureAhead(kind: PlanKind): Record<string, number> {
  const { crowned, quiet } = yearlongPlans(kind);
  const times = { crowned: [], crownedAgain: [], quiet: [], quietAgain: [] } as Record<string, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, plan] of Object.entries({ crowned, quiet })) {
      const timeline = timelineOf(plan);
      const ask = (atMs: number) => {
        const endMs = timeline.nextChange(atMs, 'entry');
        if (endMs === null || endMs < yearUntilMs - 2 * dayMs || endMs > yearUntilMs) throw new Error(`${name} ends at ${String(endMs)}`);
        sink += endMs;
      };
      timed(times[name] ?? [], () => ask(yearFromMs));
      timed(times[`${name}Again`] ?? [], () => ask(yearFromMs + dayMs * 2));
    }
  }
  return Object.fromEntries(
    Object.entries(times).map(([name, all]) => [`nextEntryYear${name[0]?.toUpperCase()}${name.slice(1)}Ms`, median(all)]),
  );
}

function yearlongPlans(kind: PlanKind): { readonly crowned: Plan; readonly quiet: Plan } {
  const plan = generatePlan(3, kind);
  const { entries } = plan;
  const top = { ...entries[0], id: 'e-top', tier: 'priority', specificity: 1_000, daypartIds: [] } as Plan['entries'][number];
  const year = { kind: 'once', start: '2026-01-01T00:00', end: '2027-01-01T00:00' } as const;
  const asleep = entries.map((entry): Plan['entries'][number] => {
    const start = '2025-12-31T08:00';
    const yearly = {
      kind: 'recurring',
      start,
      end: '2025-12-31T09:00',
      rules: ['FREQ=YEARLY'],
      excludedStarts: [],
      addedStarts: [],
    } as const;
    return entry.id === 'e-fallback' || entry.mode !== 'replace' ? entry : { ...entry, when: yearly, daypartIds: [], calendarIds: [] };
  });
  const below = entries.map((entry) => (entry.mode === 'replace' ? { ...entry, specificity: Math.min(entry.specificity, 3) } : entry));
  return { crowned: { ...plan, entries: [...below, { ...top, when: year }] }, quiet: { ...plan, entries: asleep } };
}

/** A plan, instants, and who the engine says is on, for whoever answers the same in another way. */
function writeSample(file: string): void {
  const plan = generatePlan(1, 'plain');
  const instants = [...randomInstants(17, yearFromMs, yearUntilMs).subarray(0, values.quick ? 100 : 400)];
  const timeline = timelineOf(plan);
  const day: { fromMs: number; entryId: string }[] = [];
  for (const { atMs, entryId } of timeline.segments(dayFromMs, dayFromMs + dayMs)) {
    if (day.at(-1)?.entryId !== entryId) day.push({ fromMs: atMs, entryId });
  }
  const winners = instants.map((instantMs) => timeline.at(instantMs).entryId);
  writeFileSync(file, JSON.stringify({ plan, instants, winners, dayFromMs, dayUntilMs: dayFromMs + dayMs, day }));
  process.stdout.write(`${JSON.stringify({ event: 'sampled', instants: instants.length, dayStretches: day.length })}\n`);
}

function timelineOf(plan: Plan): Timeline {
  const compiled = compile(plan);
  if (compiled.kind === 'refused') throw new Error(`the plan does not compile: ${JSON.stringify(compiled.faults.slice(0, 3))}`);
  return compiled.timeline;
}

function randomInstants(seed: number, fromMs: number, untilMs: number): Float64Array {
  const dice = diceOf(seed);
  return Float64Array.from({ length: instantsPerRound }, () => fromMs + dice.below(untilMs - fromMs));
}

/** Puts the milliseconds that `work` took at the end of `into`, or adds them to its last one. */
function timed<T>(into: number[], work: () => T, how: 'push' | 'add' = 'push'): T {
  const tookMs = startWatch();
  const result = work();
  if (how === 'push') into.push(tookMs());
  else into.push((into.pop() ?? 0) + tookMs());
  return result;
}

function perSecond(into: number[], instants: Float64Array, ask: (instantMs: number) => number): void {
  const tookMs = startWatch();
  for (const instantMs of instants) sink += ask(instantMs);
  into.push((instants.length * 1_000) / tookMs());
}

/** Index of the last start at or before an instant. */
function lastAtOrBefore(starts: Float64Array, instantMs: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= instantMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
}

/** Without the first two rounds, in which the machine learns. */
function warmMedian(all: readonly number[]): number {
  return median(all.slice(2));
}
