import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../src/index.ts';
import type { Plan, ShownRegion } from '../src/index.ts';

// The rules in words, as a table: each case was written from DESIGN.md before the engine was asked. README.md links to the files.

type Expected = { readonly [field: string]: unknown };
type CaseFile = {
  readonly about: string;
  readonly plan: Plan;
  readonly cases: readonly { readonly why: string; readonly at: string; readonly expect: Expected }[];
};

const folder = new URL('../cases/', import.meta.url);
const instantFields = new Set(['start', 'anchor', 'from', 'until', 'nextEntry', 'answerUntil']);

for (const name of readdirSync(folder)) {
  const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CaseFile;
  test.each(file.cases)(`${name}: $at $why`, ({ at, expect: expected }) => {
    const found = answerIn(file.plan, Date.parse(at));
    const wanted = Object.entries(expected).map(([field, value]) => [
      field,
      instantFields.has(field) && typeof value === 'string' ? Date.parse(value) : value,
    ]);
    expect(Object.fromEntries(wanted.map(([field]) => [field, found[String(field)]]))).toEqual(Object.fromEntries(wanted));
  });
}

function answerIn(plan: Plan, atMs: number): Expected {
  const compiled = compile(plan);
  if (compiled.kind === 'refused') throw new Error(JSON.stringify(compiled.faults));
  const answer = compiled.timeline.at(atMs);
  const main = answer.regions[0]?.shown;
  return {
    entry: answer.entryId,
    start: answer.occurrenceStartMs,
    anchor: answer.reason.winner.anchorMs,
    anchoredBy: answer.reason.winner.anchor,
    main: answer.regions[0] === undefined ? null : inWords(answer.regions[0].shown),
    from: main?.kind === 'item' ? main.fromMs : null,
    until: main?.kind === 'item' ? main.untilMs : null,
    answerUntil: answer.untilMs,
    regions: answer.regions.map(({ regionId, shown }) => `${regionId}: ${inWords(shown)}`),
    losers: Object.fromEntries(answer.reason.losers.map(({ entryId, why }) => [entryId, why.kind])),
    loserOrder: answer.reason.losers.map(({ entryId, why }) => `${entryId}: ${why.kind}`),
    nextEntry: compiled.timeline.nextChange(atMs, 'entry'),
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
