import type { Plan } from '@gatecast/schedules';

const open = { fromMs: null, untilMs: null };
const always = { kind: 'always' } as const;
const common = { mode: 'replace', layoutId: null, when: always, daypartIds: [] } as const;

/** A site in Hanoi with a fallback, a loop by day and one by night. */
export const samplePlan: Plan = {
  version: 1,
  semantics: 1,
  screen: {
    widthPx: 1_920,
    heightPx: 1_080,
    languages: ['vi', 'en'],
    zone: { name: 'Asia/Ho_Chi_Minh', initialOffsetMs: 25_200_000, transitions: [] },
    dayStart: '04:00',
  },
  dayparts: [{ id: 'night', name: 'Night', spans: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], from: '22:00', to: '05:00' }] }],
  layouts: [],
  playlists: [
    { id: 'all', name: 'All', slots: [{ kind: 'item', itemId: 'welcome', weight: 1 }] },
    { id: 'old', name: 'Old', slots: [{ kind: 'item', itemId: 'last-year', weight: 1 }] },
  ],
  items: [
    {
      ...{ id: 'welcome', kind: 'notice', validity: open, missing: 'skip' },
      variants: [
        { language: 'vi', durationMs: 8_000, validity: open },
        { language: 'en', durationMs: 7_000, validity: open },
      ],
    },
    {
      ...{ id: 'last-year', kind: 'notice', validity: { fromMs: null, untilMs: 1_000 }, missing: 'skip' },
      variants: [{ language: 'vi', durationMs: 8_000, validity: open }],
    },
  ],
  entries: [
    { ...common, id: 'e1', name: 'Always there', tier: 'fallback', specificity: 0, playlistId: 'all' },
    { ...common, id: 'e2', name: 'Arrivals', tier: 'regular', specificity: 2, playlistId: 'all' },
    { ...common, id: 'e3', name: 'By night', tier: 'campaign', specificity: 0, playlistId: 'all', daypartIds: ['night'] },
    { ...common, id: 'e4', name: 'Last year', tier: 'priority', specificity: 1_000, playlistId: 'old' },
    { ...common, id: 'e5', name: 'Everywhere', tier: 'regular', specificity: 0, playlistId: 'all' },
    {
      ...{ ...common, id: 'e6', name: 'Tết', tier: 'campaign', specificity: 0, playlistId: 'all' },
      when: { kind: 'once', start: '2027-02-05T08:00', end: '2027-02-08T20:00' },
    },
  ],
};
