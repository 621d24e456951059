import { expect, test } from 'vitest';
import { alertOnStage, countByArea, oneOfEachShape, type Drafted } from './drafted.ts';

const drafted: Drafted = {
  siteId: 'site',
  targets: { areaIds: [], screenIds: [] },
  status: 'exercise',
  severity: 'severe',
  urgency: 'immediate',
  style: 'banner',
  texts: {
    en: { headline: 'Gate 3 is closed', instruction: '' },
    vi: { headline: 'Cửa số 3 đóng', instruction: 'Đi cửa 5.' },
    ko: { headline: ' ', instruction: '' },
  },
};

test('a stage is handed the languages of the site in their order, without those that still have no headline', () => {
  expect(alertOnStage(drafted, ['vi', 'en', 'ko', 'ja'], 1_000, 7)).toMatchObject({
    ...{ revision: 7, status: 'exercise', style: 'banner', languages: ['vi', 'en'], effectiveMs: 1_000 },
    texts: { vi: drafted.texts['vi'], en: drafted.texts['en'] },
  });
  expect(alertOnStage({ ...drafted, texts: {} }, ['vi', 'en'], 1_000, 1)).toBeNull();
});

test('of the screens one that lies and one that stands is looked at, connected ones first', () => {
  const screen = (name: string, widthPx: number, heightPx: number, isConnected: boolean) => ({ name, widthPx, heightPx, isConnected });
  const wide = screen('wide', 1_920, 1_080, false);
  const tall = screen('tall', 1_080, 1_920, true);
  expect(oneOfEachShape([wide, screen('wide too', 1_280, 720, true), tall]).map(({ name }) => name)).toEqual(['wide too', 'tall']);
  expect(oneOfEachShape([wide])).toEqual([wide]);
  expect(oneOfEachShape([])).toEqual([]);
});

test('screens are counted by area, and how many of them are connected', () => {
  const at = (areaId: string | null, isConnected: boolean) => ({ areaId, isConnected });
  expect(countByArea([at('b', true), at('a', false), at('b', false), at(null, true)], (areaId) => areaId ?? '–')).toEqual([
    { area: '–', count: 1, online: 1 },
    { area: 'a', count: 1, online: 0 },
    { area: 'b', count: 2, online: 1 },
  ]);
});
