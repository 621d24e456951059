import type { When } from '@gatecast/schedules';
import { createInstance } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../words/en.ts';
import { vi } from '../../words/vi.ts';
import type { Words } from '../../words/words.ts';
import { readWhen, writeWhen } from './when-draft.ts';
import { daysInWords, whenInWords } from './when-in-words.ts';

let english: Words;
let vietnamese: Words;

beforeAll(async () => {
  const instance = createInstance();
  await instance.init({
    resources: { en: { translation: en }, vi: { translation: vi } },
    lng: 'en',
    interpolation: { escapeValue: false },
  });
  english = instance.getFixedT('en') as unknown as Words;
  vietnamese = instance.getFixedT('vi') as unknown as Words;
});

const inEnglish = (when: When) => whenInWords(when, { words: english, locale: 'en-GB', today: '2026-11-23' });
const inVietnamese = (when: When) => whenInWords(when, { words: vietnamese, locale: 'vi-VN', today: '2026-11-23' });
function weekly(start: string, end: string, rule: string): When {
  return { kind: 'recurring', start, end, rules: [rule], excludedStarts: [], addedStarts: [] };
}

describe('when, in words', () => {
  it('says the weekdays as a range', () => {
    const when = weekly('2026-11-23T07:00', '2026-11-23T19:00', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR');
    expect([inEnglish(when), inVietnamese(when)]).toEqual(['Mon–Fri 07:00–19:00', 'T2–T6 07:00–19:00']);
  });

  it('names the day on which a span over midnight ends', () => {
    const when = weekly('2026-11-20T22:00', '2026-11-21T02:00', 'FREQ=WEEKLY;BYDAY=FR');
    expect([inEnglish(when), inVietnamese(when)]).toEqual(['Fri 22:00 to Sat 02:00', 'T6 22:00 đến T7 02:00']);
  });

  it('says that several days run into the next', () => {
    expect(inEnglish(weekly('2026-11-20T22:00', '2026-11-21T02:00', 'FREQ=WEEKLY;BYDAY=FR,SA'))).toBe(
      'Fri, Sat 22:00 to 02:00 the next day',
    );
  });

  it('says always, once, and once without an end', () => {
    expect([
      inEnglish({ kind: 'always' }),
      inEnglish({ kind: 'once', start: '2026-12-24T18:00', end: '2026-12-25T06:00' }),
      inEnglish({ kind: 'once', start: '2026-12-24T18:00', end: null }),
    ]).toEqual(['Always', '24 Dec 2026 18:00 to 25 Dec 2026 06:00', 'From 24 Dec 2026 18:00']);
  });

  it('tells a first day that is still to come, and a last day', () => {
    expect(inEnglish(weekly('2026-12-01T00:00', '2026-12-02T00:00', 'FREQ=DAILY;UNTIL=20261231T235959'))).toBe(
      'Every day, all day, from 1 Dec 2026, until 31 Dec 2026',
    );
  });

  it('keeps a rule it has no fields for, and shows it', () => {
    const when = weekly('2026-11-23T07:00', '2026-11-23T19:00', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO');
    expect([inEnglish(when), writeWhen(readWhen(when))]).toEqual(['By rule: FREQ=WEEKLY;INTERVAL=2;BYDAY=MO', when]);
  });

  it('lists runs and single days in the order of the week', () => {
    expect(daysInWords(['SU', 'MO', 'TU', 'WE', 'FR'], english)).toBe('Mon–Wed, Fri, Sun');
  });
});

describe('the editor of when', () => {
  it('gives back what it read', () => {
    const when = weekly('2026-11-20T22:00', '2026-11-21T02:00', 'FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231T235959');
    expect(writeWhen(readWhen(when))).toEqual(when);
  });

  it('starts on the first chosen day on or after the date given', () => {
    expect(writeWhen({ kind: 'weekly', days: ['WE', 'MO'], from: '07:00', to: '09:00', firstDate: '2026-11-24', lastDate: '' })).toEqual(
      weekly('2026-11-25T07:00', '2026-11-25T09:00', 'FREQ=WEEKLY;BYDAY=MO,WE'),
    );
  });
});
