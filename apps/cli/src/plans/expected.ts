import { pathText } from '@gatecast/protocol';
import { compareWithPlays, type Comparison, type Plan, type Verdict } from '@gatecast/schedules';
import { timelineOf } from './compiled-plan.ts';
import { expectedDocumentSchema, playsSchema, strangerFaults } from './expected-document.ts';
import type { Range } from './range.ts';
import { documentRefusal, readDocument } from './read-document.ts';
import { columns, lengthInWords, shareInWords, siteWords, type SiteWords } from './site-words.ts';

type Options = { readonly range: Range; readonly graceMs: number; readonly playsFile: string | null; readonly isPretty: boolean };

/** What a screen was to show beside what it says it showed, as a line of JSON or in words. Throws a Refusal. */
export async function expected(file: string, { range, graceMs, playsFile, isPretty }: Options): Promise<string> {
  const { releases, ...told } = await readDocument(file, expectedDocumentSchema, {
    field: 'expected.json',
    what: 'a document of expected',
  });
  const more = playsFile === null ? [] : await readDocument(playsFile, playsSchema, { field: '--plays', what: 'a list of play records' });
  const strangers = strangerFaults(releases, more, []).map(({ path, message }) => ({ path: pathText(path), code: 'custom', message }));
  if (strangers.length > 0) throw documentRefusal(`${playsFile} is not of this document`, strangers, '--plays');
  const programmes = releases.map(({ releaseNumber, activatedAtMs, plan }, index) => ({
    releaseNumber,
    activatedAtMs,
    timeline: timelineOf(plan, `releases[${index}].plan.`),
  }));
  const { outages, alerts } = told;
  const comparison = compareWithPlays({ ...range, graceMs, programmes, plays: [...told.plays, ...more], outages, alerts });
  const plan = releases.toSorted((a, b) => b.activatedAtMs - a.activatedAtMs)[0]?.plan;
  return isPretty && plan !== undefined ? comparisonInWords(plan, comparison) : `${JSON.stringify(comparison)}\n`;
}

/** Totals first; then everything that was not confirmed, and what was not expected. Names are those of the last release. */
function comparisonInWords(plan: Plan, { fromMs, untilMs, graceMs, exposures, unexpected, totals }: Comparison): string {
  const words = siteWords(plan, fromMs);
  const otherwise = exposures.filter(({ verdict }) => verdict.kind !== 'confirmed');
  const without = totals.withoutReleaseMs === 0 ? [] : [`  no release in force for ${lengthInWords(totals.withoutReleaseMs)}`];
  return [
    `From ${words.heading(fromMs)} until ${words.dateTime(untilMs)}, with a grace of ${lengthInWords(graceMs)}`,
    '',
    `${shareInWords(totals.confirmedBp)} of what was expected is confirmed`,
    ...columns(
      Object.entries(totals.verdicts).map(([kind, { count, ms }]) => [kinds[kind as Verdict['kind']], `${count}`, lengthInWords(ms)]),
    ),
    ...without,
    ...(otherwise.length === 0 ? [] : ['', 'Not as expected:']),
    ...columns(
      otherwise.map((one) => [
        `${words.time(one.fromMs)} to ${words.time(one.untilMs)}`,
        words.entry(one.entryId),
        one.regionId,
        thing(one),
        verdictInWords(one.verdict, words),
      ]),
    ),
    ...(unexpected.length === 0 ? [] : ['', `Shown and not expected, ${lengthInWords(totals.unexpectedMs)}:`]),
    ...columns(
      unexpected.map((one) => [
        `${words.time(one.fromMs)} to ${words.time(one.untilMs)}`,
        words.entry(one.entryId),
        one.regionId,
        thing(one),
        `release ${one.releaseNumber}`,
      ]),
    ),
    '',
  ].join('\n');
}

const kinds: Readonly<Record<Verdict['kind'], string>> = {
  confirmed: 'confirmed',
  late: 'late',
  'ended-early': 'ended early',
  'never-started': 'never started',
  'screen-offline': 'screen offline',
  'overridden-by-alert': 'overridden by an alert',
};

function thing({ itemId, languages }: { readonly itemId: string; readonly languages: readonly string[] | null }): string {
  return languages === null ? `${itemId} in the running line` : `${itemId} in ${languages.join(' + ')}`;
}

function verdictInWords(verdict: Verdict, words: SiteWords): string {
  switch (verdict.kind) {
    case 'confirmed':
    case 'never-started':
      return kinds[verdict.kind];
    case 'late':
      return `late by ${lengthInWords(verdict.byMs)}, shown from ${words.time(verdict.played.fromMs)}`;
    case 'ended-early':
      return `ended early by ${lengthInWords(verdict.byMs)}, shown until ${words.time(verdict.played.untilMs)}`;
    case 'screen-offline':
      return `screen offline for ${lengthInWords(verdict.outMs)} of it`;
    case 'overridden-by-alert':
      return `an alert covered ${lengthInWords(verdict.coveredMs)} of it`;
  }
}
