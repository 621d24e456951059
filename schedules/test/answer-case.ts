import type { ShownRegion } from '../src/answer.ts';
import type { Compiled, Timeline } from '../src/timeline.ts';
import type { Plan } from '../src/plan.ts';
import type { Case, Expected } from './read-cases.ts';

// What an engine answers to a case, in the fields that the case expects.

type Compile = (plan: Plan) => Compiled;
type Answers = Readonly<Record<string, () => unknown>>;

/** The fields that a case expects, as the engine answers them; compared whole with `expect` of the case. */
export function answerCase(compile: Compile, { plan, absent, asked, expect }: Case): Expected {
  const compiled = compile(plan);
  const answers = answersOf(compiled, absent, asked);
  return Object.fromEntries(
    Object.entries(expect).map(([field, wanted]) => {
      const answer = answers[field];
      if (answer === undefined) throw new Error(`cases/README.md knows no field ${field}`);
      const found = answer();
      if (field === 'refused') return [field, (found as readonly unknown[]).includes(wanted) ? wanted : found];
      return [field, picksKeys.has(field) ? pick(found, wanted) : found];
    }),
  );
}

/** In these fields a case names only those that it is about. */
const picksKeys = new Set(['reasons', 'standings', 'overlayFrom', 'plays', 'speaking', 'measured', 'languages']);

function pick(found: unknown, wanted: unknown): unknown {
  const all = found as Record<string, unknown>;
  return Object.fromEntries(Object.keys(wanted as object).map((key) => [key, all[key]]));
}

function answersOf(compiled: Compiled, absent: Case['absent'], asked: Case['asked']): Answers {
  if (asked.kind === 'compile') return aboutCompile(compiled);
  if (compiled.kind === 'refused') throw new Error(`refused: ${JSON.stringify(compiled.faults)}`);
  const timeline = absent.length === 0 ? compiled.timeline : compiled.timeline.without(absent);
  return asked.kind === 'instant' ? aboutInstant(timeline, asked.atMs) : aboutRange(timeline, asked.fromMs, asked.untilMs);
}

function aboutCompile(compiled: Compiled): Answers {
  return {
    refused: () => (compiled.kind === 'refused' ? compiled.faults.map(({ path, code }) => `${path} ${code}`) : ['compiled']),
    warnings: () => (compiled.kind === 'compiled' ? compiled.warnings.map(({ path, code }) => [path, code]) : compiled.faults),
  };
}

function aboutInstant(timeline: Timeline, atMs: number): Answers {
  const answer = timeline.at(atMs);
  const explanation = timeline.explain(atMs);
  const main = answer.regions[0];
  const item = main?.shown.kind === 'item' ? main.shown : null;
  return {
    entry: () => answer.entryId,
    start: () => answer.occurrenceStartMs,
    anchor: () => answer.reason.winner.anchorMs,
    anchoredBy: () => answer.reason.winner.anchor,
    main: () => (main === undefined ? null : inWords(main.shown)),
    from: () => item?.fromMs ?? null,
    until: () => item?.untilMs ?? null,
    answerUntil: () => answer.untilMs,
    regions: () => answer.regions.map(({ regionId, shown }) => `${regionId}: ${inWords(shown)}`),
    interrupt: () => answer.interruptId,
    speaks: () => main?.entryId,
    overlays: () =>
      answer.overlays.flatMap(({ entryId, regions }) => regions.map(({ regionId, shown }) => `${entryId}/${regionId}: ${inWords(shown)}`)),
    overlayFrom: () =>
      Object.fromEntries(
        answer.overlays.map(({ entryId, regions }) => [entryId, regions[0]?.shown.kind === 'item' ? regions[0].shown.fromMs : null]),
      ),
    nextEntry: () => timeline.nextChange(atMs, 'entry'),
    nextItem: () => timeline.nextChange(atMs, 'item'),
    losers: () => Object.fromEntries(explanation.losers.map(({ entryId, why }) => [entryId, why.kind])),
    loserOrder: () => explanation.losers.map(({ entryId, why }) => `${entryId}: ${why.kind}`),
    reasons: () => Object.fromEntries(explanation.losers.map(({ entryId, why }) => [entryId, why])),
    standings: () =>
      Object.fromEntries([...explanation.interrupts, ...explanation.overlays].map(({ entryId, standing }) => [entryId, standing])),
    decidedBy: () => explanation.winner.decidedBy,
    turn: () => (explanation.winner.turn === null ? null : [explanation.winner.turn.fromMs, explanation.winner.turn.untilMs]),
    items: () => explanation.regions[0]?.items,
  };
}

function aboutRange(timeline: Timeline, fromMs: number, untilMs: number): Answers {
  const mains = () =>
    timeline.segments(fromMs, untilMs).flatMap((segment) => {
      const main = segment.regions[0];
      return main === undefined ? [] : [{ main, atMs: segment.atMs, untilMs: segment.untilMs, interruptId: segment.interruptId }];
    });
  return {
    conflicts: () => timeline.conflicts(fromMs, untilMs),
    glass: () => {
      const rows: { readonly key: string; readonly row: readonly [number, string] }[] = [];
      for (const { main, atMs } of mains()) {
        const words = `${main.entryId} ${inWords(main.shown)}`;
        const key = `${words} ${main.shown.kind === 'item' ? main.shown.fromMs : ''}`;
        if (rows.at(-1)?.key !== key) rows.push({ key, row: [atMs, words] });
      }
      return rows.map(({ row }) => row);
    },
    speaking: () => {
      const sums: Record<string, number> = {};
      for (const { main, atMs, untilMs: endMs } of mains()) sums[main.entryId] = (sums[main.entryId] ?? 0) + endMs - atMs;
      return sums;
    },
    measured: () => Object.fromEntries(timeline.measure(fromMs, untilMs).entries.map((entry) => [entry.entryId, entry])),
    languages: () =>
      Object.fromEntries(
        timeline
          .measure(fromMs, untilMs)
          .regions.flatMap(({ regionId, languages }) => languages.map(({ language, ...rest }) => [`${regionId} ${language}`, rest])),
      ),
    plays: () => Object.fromEntries(timeline.measure(fromMs, untilMs).entries.map(({ entryId, interrupt }) => [entryId, interrupt?.plays])),
  };
}

function inWords(shown: ShownRegion['shown']): string {
  switch (shown.kind) {
    case 'item':
      return `${shown.itemId} ${shown.languages.join('+')}${shown.isSubstitute ? '*' : ''}`;
    case 'ticker':
      return `ticker ${shown.itemIds.join()}`;
    case 'clock':
      return 'clock';
    case 'empty':
      return `empty ${shown.items.map(({ itemId, reason }) => `${itemId} ${reason}`).join()}`;
  }
}
