import { expect, test } from 'vitest';
import type { Explanation, ItemStanding, LossReason, Plan, ShownRegion, Standing } from '@gatecast/schedules';
import { itemInWords, lossInWords, shownInWords, standingInWords } from './reasons-in-words.ts';
import { lengthInWords, siteWords } from './site-words.ts';

const atMs = Date.parse('2026-07-29T13:46:00+07:00');
const later = atMs + 90_000;
const tomorrow = atMs + 86_400_000;
const common = { mode: 'replace', playlistId: 'p', layoutId: null, when: { kind: 'always' }, daypartIds: [] } as const;

const plan: Plan = {
  version: 1,
  semantics: 2,
  screen: {
    ...{ widthPx: 100, heightPx: 100, languages: ['vi'], dayStart: '04:00' },
    zone: { name: 'Asia/Ho_Chi_Minh', initialOffsetMs: 25_200_000, transitions: [] },
  },
  calendars: [{ id: 'tet', name: 'Tết', dates: [] }],
  dayparts: [
    { id: 'night', name: 'Night', spans: [] },
    { id: 'noon', name: '', spans: [] },
  ],
  layouts: [],
  playlists: [],
  items: [],
  entries: [
    { ...common, id: 'one', name: 'One', tier: 'regular', specificity: 2 },
    { ...common, id: 'two', name: '', tier: 'priority', specificity: 1_000 },
  ],
};
const words = siteWords(plan, atMs);
const winner: Explanation['winner'] = {
  ...{ entryId: 'two', tier: 'priority', specificity: 1_000, anchorMs: atMs, anchor: 'occurrence' },
  ...{ decidedBy: 'tier', turn: null },
};

const losses: readonly (readonly [LossReason, string])[] = [
  [{ kind: 'outside-span', nextStartMs: null }, 'is not on, not again within 366 days'],
  [{ kind: 'outside-span', nextStartMs: tomorrow }, 'is not on, next at 2026-07-30 13:46:00'],
  [
    { kind: 'outside-span', nextStartMs: later, emptiedAtMs: atMs },
    'is not on, next at 13:47:30; the change of clocks at 13:46:00 left an occurrence empty',
  ],
  [{ kind: 'outside-daypart', daypartIds: ['night'] }, 'is outside its daypart Night'],
  [
    { kind: 'outside-daypart', daypartIds: ['night', 'noon'], emptiedAtMs: atMs },
    'is outside its dayparts Night, noon; the change of clocks at 13:46:00 left an occurrence empty',
  ],
  [{ kind: 'outside-calendar', calendarIds: ['tet'], exceptCalendarIds: [] }, 'is only for the dates of Tết'],
  [
    { kind: 'outside-calendar', calendarIds: ['x'], exceptCalendarIds: ['tet', 'y'] },
    'is only for the dates of x and is off on the dates of Tết, y',
  ],
  [{ kind: 'nothing-to-show', items: [] }, 'has nothing to show: its playlist is empty'],
  [
    {
      kind: 'nothing-to-show',
      items: [
        { itemId: 'a', reason: 'expired' },
        { itemId: 'b', reason: 'not-yet-valid' },
        { itemId: 'c', reason: 'no-variant' },
        { itemId: 'd', reason: 'media-missing' },
      ],
    },
    'has nothing to show: a has expired, b is not valid yet, c has no variant in these languages, d lacks its media',
  ],
  [{ kind: 'lower-tier', winnerTier: 'priority' }, 'is regular, below priority'],
  [{ kind: 'less-specific', winnerSpecificity: 1_000 }, 'is for an area at depth 2, less close than this screen'],
  [{ kind: 'turn-of-another', nextTurnMs: later }, 'takes turns with the winner, next at 13:47:30'],
  [{ kind: 'turn-of-another', nextTurnMs: null }, 'takes turns with the winner, not again while nothing else changes'],
  [{ kind: 'earlier-start', winnerStartMs: later }, 'came on earlier than the winner (13:47:30)'],
  [{ kind: 'later-id' }, 'ties with the winner in all; its id comes later'],
];

test.each(losses)('an entry that lost says why: %j', (why, text) => {
  expect(lossInWords(plan, 'one', why, winner, words)).toBe(text);
});

const standings: readonly (readonly [Standing, string])[] = [
  [{ kind: 'speaking' }, 'is shown now'],
  [{ kind: 'waiting', nextPlayMs: later }, 'waits, next at 13:47:30'],
  [{ kind: 'waiting', nextPlayMs: null }, 'waits, and does not speak again within sight'],
  [{ kind: 'hidden-by-interrupt', interruptId: 'two' }, 'is hidden while two speaks alone'],
  [{ kind: 'lower-tier', winnerTier: 'campaign' }, 'is regular, below campaign'],
  [{ kind: 'outside-span', nextStartMs: later }, 'is not on, next at 13:47:30'],
  [{ kind: 'outside-daypart', daypartIds: ['night'] }, 'is outside its daypart Night'],
  [{ kind: 'outside-calendar', calendarIds: [], exceptCalendarIds: ['tet'] }, 'is off on the dates of Tết'],
  [{ kind: 'nothing-to-show', items: [] }, 'has nothing to show: its playlist is empty'],
];

test.each(standings)('an interrupt or an overlay says how it stands: %j', (standing, text) => {
  expect(standingInWords(plan, 'one', standing, words)).toBe(text);
});

const shown: readonly (readonly [ShownRegion['shown'], string])[] = [
  [
    { kind: 'item', itemId: 'a', languages: ['vi', 'en'], isSubstitute: true, fromMs: atMs, untilMs: later },
    'item a in vi + en, 13:46:00 to 13:47:30, standing in for a missing language',
  ],
  [{ kind: 'ticker', itemIds: ['a'] }, 'a running line of 1 item: a'],
  [{ kind: 'ticker', itemIds: ['a', 'b'] }, 'a running line of 2 items: a, b'],
  [{ kind: 'clock' }, 'the clock'],
  [{ kind: 'empty', items: [{ itemId: 'a', reason: 'expired' }] }, 'nothing: a has expired'],
];

test.each(shown)('a region says what it shows: %j', (region, text) => {
  expect(shownInWords(region, words)).toBe(text);
});

const items: readonly (readonly [ItemStanding, string | null])[] = [
  [{ itemId: 'a', state: 'shown', languages: [{ language: 'vi', served: 'own' }] }, null],
  [{ itemId: 'a', state: 'in-round', languages: [{ language: 'vi', served: 'wordless' }] }, null],
  [{ itemId: 'a', state: 'expired', languages: [{ language: 'vi', served: 'skip', because: 'expired' }] }, 'has expired'],
  [
    {
      ...{ itemId: 'a', state: 'in-round' },
      languages: [
        { language: 'vi', served: 'own' },
        { language: 'en', served: 'substitute', because: 'no-variant' },
        { language: 'fr', served: 'skip', because: 'media-missing' },
        { language: 'zh', served: 'substitute', because: 'expired' },
        { language: 'ko', served: 'skip', because: 'not-yet-valid' },
      ],
    },
    'en is served by the lead language (its own is missing); fr is passed over (its own lacks its media); ' +
      'zh is served by the lead language (its own has expired); ko is passed over (its own is not valid yet)',
  ],
];

test.each(items)('an item says what is to know of it: %j', (item, text) => {
  expect(itemInWords(item)).toBe(text);
});

test('lengths leave out what is nothing', () => {
  expect([0, 1, 1_500, 60_000, 90_061_250].map(lengthInWords)).toEqual(['0 s', '0.001 s', '1.5 s', '1 min', '1 d 1 h 1 min 1.25 s']);
});
