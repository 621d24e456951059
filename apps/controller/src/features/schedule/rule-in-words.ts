import type { Words } from '../../words/words.ts';
import { localInWords } from './local-in-words.ts';
import { oftenInWords } from './often-in-words.ts';
import { partsOfRule, type Recurring } from './when-draft.ts';

const dayMs = 86_400_000;

/** A recurrence that is no plain week: how often in words where there are words for it, its times, its first and last day, its exceptions. */
export function ruleInWords({ start, end, rules, excludedStarts, addedStarts }: Recurring, words: Words, locale: string): string {
  const said = rules.map((rule) => oneRuleInWords(rule, start, words, locale));
  const [only] = said;
  const isSaid = said.length > 0 && said.every((one) => one !== null);
  return [
    !isSaid
      ? words('when.byRule', { rule: rules.join(' + ') })
      : said.length === 1 && only
        ? only.often
        : said.map((one) => [one?.often, ...(one?.ends ?? [])].join(', ')).join(' + '),
    timesInWords(start, end, words),
    words('when.firstDate', { date: localInWords(start.slice(0, 10), locale) }),
    ...(isSaid && said.length === 1 && only ? only.ends : []),
    ...(excludedStarts.length > 0 ? [words('when.without', { count: excludedStarts.length })] : []),
    ...(addedStarts.length > 0 ? [words('when.added', { count: addedStarts.length })] : []),
  ].join(', ');
}

/** How often, and where it ends; null for what there are no words for. */
function oneRuleInWords(
  rule: string,
  start: string,
  words: Words,
  locale: string,
): { readonly often: string; readonly ends: readonly string[] } | null {
  const parts = partsOfRule(rule);
  const often = oftenInWords(parts, start, { words, locale });
  if (often === null) return null;
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '');
  const count = Number(parts.get('COUNT'));
  return {
    often,
    ends: [
      ...(until === null ? [] : [words('when.lastDate', { date: localInWords(`${until[1]}-${until[2]}-${until[3]}`, locale) })]),
      ...(count > 0 ? [words('when.times', { count })] : []),
    ],
  };
}

function timesInWords(start: string, end: string, words: Words): string {
  const [from, to] = [start.slice(11), end.slice(11)];
  const days = Math.round((Date.parse(`${end.slice(0, 10)}T00:00Z`) - Date.parse(`${start.slice(0, 10)}T00:00Z`)) / dayMs);
  if (days === 1 && from === '00:00' && to === '00:00') return words('when.allDay');
  if (days === 0) return `${from}–${to}`;
  return words(days === 1 ? 'when.nextDay' : 'when.daysLater', { from, to, count: days });
}
