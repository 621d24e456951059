import type { When } from '@gatecast/schedules';
import { createInstance } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../words/en.ts';
import { vi } from '../../words/vi.ts';
import type { Words } from '../../words/words.ts';
import { alwaysDraft, readWhen, switchWhen, writeWhen } from './when-draft.ts';
import { daysInWords } from './days-in-words.ts';
import { ruleInWords } from './rule-in-words.ts';
import { whenInWords } from './when-in-words.ts';

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

  it('says every so many weeks, with the first day that they are counted from', () => {
    const when = weekly('2026-11-23T07:00', '2026-11-23T19:00', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO');
    expect([inEnglish(when), inVietnamese(when)]).toEqual([
      'Every 2 weeks: Mon 07:00–19:00, from 23 Nov 2026',
      'Cứ 2 tuần một lần: T2 07:00–19:00, từ ngày 23/11/2026',
    ]);
  });

  it('says days of the month and of the year, and what is left out, added and counted', () => {
    const monthly = (rule: string) => inEnglish(weekly('2026-12-15T08:00', '2026-12-15T09:00', rule));
    const more = { excludedStarts: ['2027-01-15T08:00'], addedStarts: ['2027-01-16T08:00', '2027-01-17T08:00'] };
    expect([
      monthly('FREQ=MONTHLY'),
      monthly('FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1,15;COUNT=4'),
      monthly('FREQ=MONTHLY;BYDAY=-1FR'),
      monthly('FREQ=DAILY;INTERVAL=10;UNTIL=20271231T235959'),
      inEnglish(weekly('2027-09-02T22:00', '2027-09-03T02:00', 'FREQ=YEARLY')),
      inVietnamese(weekly('2027-09-02T00:00', '2027-09-03T00:00', 'FREQ=YEARLY')),
      inEnglish({ ...weekly('2026-12-15T08:00', '2026-12-18T09:00', 'FREQ=WEEKLY;BYDAY=TU'), ...more } as When),
    ]).toEqual([
      'Every month on day 15, 08:00–09:00, from 15 Dec 2026',
      'Every 3 months on day 1, 15, 08:00–09:00, from 15 Dec 2026, 4 times',
      'Every month on the last Friday, 08:00–09:00, from 15 Dec 2026',
      'Every 10 days, 08:00–09:00, from 15 Dec 2026, until 31 Dec 2027',
      'Every year on 2 September, 22:00 to 02:00 the next day, from 2 Sept 2027',
      'Hằng năm vào 2 tháng 9, cả ngày, từ ngày 2/9/2027',
      'Every week: Tue, 08:00 to 09:00 3 days later, from 15 Dec 2026, without 1 date, with 2 more dates',
    ]);
  });

  it('has words in both languages for every rule that people write down', () => {
    const table: readonly (readonly [rule: string, english: string, vietnamese: string])[] = [
      ['FREQ=MONTHLY;BYMONTHDAY=-1', 'Every month on the last day', 'Hằng tháng vào ngày cuối cùng'],
      [
        'FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=6',
        'Every month on day 15 and the last day; 6 times',
        'Hằng tháng vào ngày 15 và ngày cuối cùng; 6 lần',
      ],
      ['FREQ=MONTHLY;BYMONTHDAY=-3', 'Every month on day 3 from the end', 'Hằng tháng vào ngày thứ 3 tính từ cuối tháng'],
      ['FREQ=MONTHLY;BYDAY=+2TU', 'Every month on the second Tuesday', 'Hằng tháng vào Thứ Ba lần thứ hai'],
      [
        'FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,3MO',
        'Every 2 months on the first Monday and the third Monday',
        'Cứ 2 tháng một lần vào Thứ Hai đầu tiên và Thứ Hai lần thứ ba',
      ],
      ['FREQ=MONTHLY;BYDAY=-2SU', 'Every month on the second to last Sunday', 'Hằng tháng vào Chủ Nhật áp chót'],
      [
        'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
        'Every month on the last day of Mon–Fri',
        'Hằng tháng vào ngày cuối cùng trong các ngày T2–T6',
      ],
      [
        'FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-1',
        'Every month on the first day of Sat, Sun and the last day of Sat, Sun',
        'Hằng tháng vào ngày đầu tiên trong các ngày T7, CN và ngày cuối cùng trong các ngày T7, CN',
      ],
      ['FREQ=MONTHLY;INTERVAL=2;BYDAY=MO', 'Every 2 months on every Mon', 'Cứ 2 tháng một lần vào mọi T2'],
      ['FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=5,6', 'Every month on day 1, in May and June', 'Hằng tháng vào ngày 1, trong tháng 5 và tháng 6'],
      ['FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;COUNT=2', 'Every 3 weeks: Fri; 2 times', 'Cứ 3 tuần một lần: T6; 2 lần'],
      ['FREQ=WEEKLY;BYDAY=FR;BYMONTH=12', 'Every week: Fri, in December', 'Hằng tuần: T6, trong tháng 12'],
      ['FREQ=DAILY;BYMONTH=2', 'Every day, in February', 'Hằng ngày, trong tháng 2'],
      [
        'FREQ=YEARLY;BYMONTH=4,9;BYMONTHDAY=30,2',
        'Every year on 30 April, 2 April, 30 September and 2 September',
        'Hằng năm vào 30 tháng 4, 2 tháng 4, 30 tháng 9 và 2 tháng 9',
      ],
      ['FREQ=YEARLY;BYMONTH=5;BYDAY=2SU', 'Every year on the second Sunday of May', 'Hằng năm vào Chủ Nhật lần thứ hai của tháng 5'],
      ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', 'Every year on the last day of February', 'Hằng năm vào ngày cuối cùng của tháng 2'],
      ['FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29', 'Every 4 years on 29 February', 'Cứ 4 năm một lần vào 29 tháng 2'],
    ];
    const said = (rule: string, words: Words, locale: string) => {
      const all = ruleInWords(
        { kind: 'recurring', start: '2026-12-15T08:00', end: '2026-12-15T09:00', rules: [rule], excludedStarts: [], addedStarts: [] },
        words,
        locale,
      );
      // the times and the first day are those of all
      const [often = '', ends = ''] = all.split(/, 08:00–09:00, (?:from 15 Dec 2026|từ ngày 15\/12\/2026)/);
      return `${often}${ends.replace(/^, /, '; ')}`;
    };
    expect(table.map(([rule]) => said(rule, english, 'en-GB'))).toEqual(table.map(([, inWords]) => inWords));
    expect(table.map(([rule]) => said(rule, vietnamese, 'vi-VN'))).toEqual(table.map(([, , inWords]) => inWords));
  });

  it('says two rules one after the other, each with its end', () => {
    const when: When = {
      ...{ kind: 'recurring', start: '2026-12-15T08:00', end: '2026-12-15T09:00', excludedStarts: [], addedStarts: [] },
      rules: ['FREQ=MONTHLY;BYDAY=1MO;COUNT=3', 'FREQ=YEARLY'],
    };
    expect(inEnglish(when)).toBe('Every month on the first Monday, 3 times + Every year on 15 December, 08:00–09:00, from 15 Dec 2026');
  });

  it('keeps a rule it has no words for, and shows it with its times and first day', () => {
    const rules = [
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
      // of the year, not of the month in which it begins
      'FREQ=YEARLY;BYMONTHDAY=15',
      'FREQ=YEARLY;BYDAY=20MO',
      'FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR',
      'FREQ=DAILY;INTERVAL=2;BYDAY=MO',
      'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1;BYMONTH=5',
    ];
    for (const rule of rules) {
      const when = weekly('2026-11-23T07:00:30', '2026-11-23T19:00', rule);
      expect([inEnglish(when), writeWhen(readWhen(when))]).toEqual([`By rule: ${rule}, 07:00:30–19:00, from 23 Nov 2026`, when]);
    }
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

  it('gives back every kind as it was, to the second', () => {
    const all: readonly When[] = [
      { kind: 'always' },
      { kind: 'once', start: '2026-12-24T18:00:30', end: '2026-12-25T06:00:05' },
      weekly('2026-11-24T08:00:30', '2026-11-24T09:00:15', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'),
      // a first start that is no day of the rule, and weeks that begin on Sunday
      weekly('2026-11-21T08:00', '2026-11-21T09:00', 'FREQ=WEEKLY;BYDAY=MO'),
      weekly('2026-11-23T08:00', '2026-11-23T09:00', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU'),
      {
        ...{ kind: 'recurring', start: '2026-11-24T08:00', end: '2026-11-26T08:00', rules: ['FREQ=MONTHLY', 'FREQ=YEARLY;BYMONTH=2'] },
        ...{ excludedStarts: ['2027-01-24T08:00'], addedStarts: ['2027-01-25T08:00'] },
      },
    ];
    expect(all.map((when) => writeWhen(readWhen(when)))).toEqual(all);
  });

  it('keeps what each kind had while the editor switches between them', () => {
    const rule = weekly('2026-11-24T08:00', '2026-11-24T09:00', 'FREQ=MONTHLY;BYDAY=4TU');
    const there = (['always', 'once', 'weekly', 'rule'] as const).reduce(
      (draft, kind) => switchWhen(draft, kind, '2026-11-23'),
      readWhen(rule),
    );
    expect(writeWhen(there)).toEqual(rule);
    const once = { kind: 'once' as const, start: '2026-12-24T18:00', end: null };
    const back = switchWhen(switchWhen(readWhen(once), 'weekly', '2026-11-23'), 'once', '2026-11-23');
    expect(writeWhen(back)).toEqual(once);
  });

  it('begins a rule with what the week said, and a week with the rule where it can', () => {
    const fortnight = weekly('2026-11-24T08:00', '2026-11-24T09:00', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU');
    const ruled = switchWhen(readWhen(fortnight), 'rule', '2026-11-23');
    expect([ruled.rule?.rules, writeWhen(ruled)]).toEqual(['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', fortnight]);
    expect(switchWhen({ ...ruled, weekly: null }, 'weekly', '2026-11-23').weekly).toMatchObject({ days: ['TU'], every: 2, from: '08:00' });
  });

  it('reads rules by line with or without their label, and dates as starts at the time of day', () => {
    const rule = {
      ...{ start: '2026-11-24T08:00', end: '2026-11-24T09:00', rules: ' RRULE:FREQ=DAILY;COUNT=9 \n\nFREQ=YEARLY\n' },
      ...{ excluded: '2026-11-25, 2026-11-26T08:00', added: '' },
    };
    expect(writeWhen({ ...alwaysDraft, kind: 'rule', rule })).toEqual({
      ...{ kind: 'recurring', start: '2026-11-24T08:00', end: '2026-11-24T09:00', rules: ['FREQ=DAILY;COUNT=9', 'FREQ=YEARLY'] },
      ...{ excludedStarts: ['2026-11-25T08:00', '2026-11-26T08:00'], addedStarts: [] },
    });
  });

  it('starts on the first chosen day on or after the date given', () => {
    const fields = { days: ['WE', 'MO'] as const, every: 1, from: '07:00', to: '09:00', firstDate: '2026-11-24', lastDate: '' };
    expect(writeWhen({ ...alwaysDraft, kind: 'weekly', weekly: fields })).toEqual(
      weekly('2026-11-25T07:00', '2026-11-25T09:00', 'FREQ=WEEKLY;BYDAY=MO,WE'),
    );
  });
});
