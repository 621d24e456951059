import type { Alert } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { divideAlert, pageAfter, pageMs, type AlertPage } from './alert-pages.ts';

const text = (headline: string, instruction = '') => ({ headline, instruction });
function alertIn(texts: Alert['texts']): Alert {
  return {
    ...{ id: 'a', revision: 1, status: 'actual', severity: 'severe', urgency: 'immediate', style: 'full-screen' },
    ...{ targets: { areaIds: [], screenIds: [] }, effectiveMs: 0, expiresMs: 1, languages: Object.keys(texts), approvals: [], texts },
  };
}
/** So many characters have room on a page. */
const room =
  (characters: number, alert: Alert) =>
  ({ languages, part }: AlertPage): boolean =>
    languages
      .map((language) => part ?? alert.texts[language] ?? text(''))
      .reduce((sum, { headline, instruction }) => sum + headline.length + instruction.length, 0) <= characters;
const six = alertIn(Object.fromEntries(['vi', 'en', 'zh', 'ko', 'ja', 'fr'].map((language) => [language, text('ten chars.')])));
const languagesOf = (pages: readonly AlertPage[]) => pages.map(({ languages }) => languages.join(' '));

test('as few pages as can be read, with about as many languages on each', () => {
  expect([60, 59, 29, 19].map((characters) => languagesOf(divideAlert(six, 6, room(characters, six))))).toEqual([
    ['vi en zh ko ja fr'],
    ['vi en zh', 'ko ja fr'],
    ['vi en', 'zh ko', 'ja fr'],
    ['vi', 'en', 'zh', 'ko', 'ja', 'fr'],
  ]);
  expect(languagesOf(divideAlert(six, 1, room(60, six)))).toEqual(['vi', 'en', 'zh', 'ko', 'ja', 'fr']);
});

test('a language without words is left out', () => {
  expect(languagesOf(divideAlert({ ...six, languages: ['en', 'th', 'vi'] }, 6, room(60, six)))).toEqual(['en vi']);
});

test('a language that does not hold by itself is divided between its words, beneath its headline where there is room for both', () => {
  const alert = alertIn({ en: text('Gate shut.', 'Go to gate four. Wait there. Then board.') });
  expect(divideAlert(alert, 6, room(30, alert)).map(({ part }) => part)).toEqual([
    { headline: 'Gate shut.', instruction: 'Go to gate four.' },
    { headline: 'Gate shut.', instruction: 'Wait there.' },
    { headline: 'Gate shut.', instruction: 'Then board.' },
  ]);
  const long = alertIn({ en: text('This gate is shut for now', 'Go to gate four') });
  expect(divideAlert(long, 6, room(15, long)).map(({ part }) => part)).toEqual([
    { headline: 'This gate is', instruction: '' },
    { headline: 'shut for now', instruction: '' },
    { headline: '', instruction: 'Go to gate four' },
  ]);
});

test('a page stands for as long as its longest text takes to read, and the pages follow one another without end', () => {
  const alert = alertIn({ vi: text('x'.repeat(100)), en: text('Short') });
  expect([pageMs(alert, { languages: ['vi', 'en'], part: null }, 8_000), pageMs(alert, { languages: ['en'], part: null }, 8_000)]).toEqual([
    11_000, 8_000,
  ]);
  expect([0, 10_999, 11_000, 18_999, 19_000].map((elapsedMs) => pageAfter([11_000, 8_000], elapsedMs))).toEqual([0, 0, 1, 1, 0]);
  expect(pageAfter([], 5)).toBe(0);
});
