import type { Measure, Plan } from '@gatecast/schedules';
import { compiledPlan } from './compiled-plan.ts';
import type { Range } from './range.ts';
import { columns, lengthInWords, shareInWords, siteWords, type SiteWords } from './site-words.ts';

/** What a range of a plan comes to on the glass, as a line of JSON or in tables. Throws a Refusal. */
export async function measure(file: string, range: Range, isPretty: boolean): Promise<string> {
  const { plan, timeline } = await compiledPlan(file, { range, isPretty });
  const measured = timeline.measure(range.fromMs, range.untilMs);
  return isPretty ? measureInWords(plan, measured) : `${JSON.stringify(measured)}\n`;
}

function measureInWords(plan: Plan, { fromMs, untilMs, entries, regions }: Measure): string {
  const words = siteWords(plan, fromMs);
  return [
    `From ${words.heading(fromMs)} until ${words.dateTime(untilMs)}`,
    '',
    'Entries:',
    ...columns(entries.map((entry) => entryRow(entry, words))),
    ...regions.flatMap(({ layoutId, regionId, shownMs, items, languages }) => [
      '',
      `Region ${regionId} of ${layoutId === null ? 'the full screen' : `layout ${layoutId}`}, ${lengthInWords(shownMs)}:`,
      ...columns(items.map(({ itemId, exposures, shownMs: ms }) => [itemId, `${exposures} times`, lengthInWords(ms)])),
      ...columns(
        languages.map(({ language, shownMs: ms, longestAbsenceMs }) => [
          language,
          lengthInWords(ms),
          `away for ${lengthInWords(longestAbsenceMs)} at most`,
        ]),
      ),
    ]),
    '',
  ].join('\n');
}

function entryRow({ entryId, shownMs, shareBp, interrupt }: Measure['entries'][number], words: SiteWords): readonly string[] {
  const promise =
    interrupt === undefined
      ? ''
      : `${shareInWords(interrupt.achievedBp)} of ${lengthInWords(interrupt.eligibleMs)} in which it could speak, ` +
        `promised ${shareInWords(interrupt.promisedBp)}, ${interrupt.plays} items`;
  return [words.entry(entryId), lengthInWords(shownMs), shareInWords(shareBp), promise];
}
