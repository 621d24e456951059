import { entryTicker } from '@gatecast/protocol';
import type { Region } from '@gatecast/schedules';

/** A layout as the store keeps it: a ticker region names `entryTicker` until an entry fills it. */
export type BuiltInLayout = { readonly id: string; readonly key: string; readonly name: string; readonly regions: readonly Region[] };

// The ids are constants, so that two servers made apart name the same layout alike.
export const builtInLayouts: readonly BuiltInLayout[] = [
  {
    id: '0190a000-0000-7000-8000-000000000001',
    key: 'full-screen',
    name: 'Full screen',
    regions: [
      {
        id: 'main',
        frame: { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 },
        languages: { kind: 'sequence' },
        content: { kind: 'main' },
      },
    ],
  },
  {
    id: '0190a000-0000-7000-8000-000000000002',
    key: 'main-ticker',
    name: 'Main and ticker',
    regions: [
      {
        id: 'main',
        frame: { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 8_800 },
        languages: { kind: 'sequence' },
        content: { kind: 'main' },
      },
      {
        id: 'ticker',
        frame: { xBp: 0, yBp: 8_800, widthBp: 8_600, heightBp: 1_200 },
        languages: { kind: 'sequence' },
        content: { kind: 'ticker', playlistId: entryTicker },
      },
      {
        id: 'clock',
        frame: { xBp: 8_600, yBp: 8_800, widthBp: 1_400, heightBp: 1_200 },
        languages: { kind: 'sequence' },
        content: { kind: 'clock' },
      },
    ],
  },
];

/** For overlays: the main region leaves the rest of the screen to the winner. */
export const overlayLayouts: readonly BuiltInLayout[] = [
  {
    id: '0190a000-0000-7000-8000-000000000003',
    key: 'overlay-foot',
    name: 'Band at the foot',
    regions: [
      {
        id: 'main',
        frame: { xBp: 0, yBp: 8_500, widthBp: 10_000, heightBp: 1_500 },
        languages: { kind: 'sequence' },
        content: { kind: 'main' },
      },
    ],
  },
  {
    id: '0190a000-0000-7000-8000-000000000004',
    key: 'overlay-corner',
    name: 'Corner',
    regions: [
      {
        id: 'main',
        frame: { xBp: 7_200, yBp: 400, widthBp: 2_400, heightBp: 2_400 },
        languages: { kind: 'sequence' },
        content: { kind: 'main' },
      },
    ],
  },
];

/** For screens of other shapes than the usual one: where a foot of an eighth is a band of one line too many, or too tall. */
export const shapedLayouts: readonly BuiltInLayout[] = [
  {
    id: '0190a000-0000-7000-8000-000000000005',
    key: 'portrait-ticker',
    name: 'Portrait: main, ticker and clock',
    regions: [
      {
        id: 'main',
        frame: { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 9_300 },
        languages: { kind: 'sequence' },
        content: { kind: 'main' },
      },
      {
        id: 'ticker',
        frame: { xBp: 0, yBp: 9_300, widthBp: 7_600, heightBp: 700 },
        languages: { kind: 'sequence' },
        content: { kind: 'ticker', playlistId: entryTicker },
      },
      {
        id: 'clock',
        frame: { xBp: 7_600, yBp: 9_300, widthBp: 2_400, heightBp: 700 },
        languages: { kind: 'sequence' },
        content: { kind: 'clock' },
      },
    ],
  },
  {
    id: '0190a000-0000-7000-8000-000000000006',
    key: 'bar-clock',
    name: 'Bar: main and clock',
    regions: [
      {
        id: 'main',
        frame: { xBp: 0, yBp: 0, widthBp: 8_600, heightBp: 10_000 },
        languages: { kind: 'sequence' },
        content: { kind: 'main' },
      },
      {
        id: 'clock',
        frame: { xBp: 8_600, yBp: 0, widthBp: 1_400, heightBp: 10_000 },
        languages: { kind: 'sequence' },
        content: { kind: 'clock' },
      },
    ],
  },
];
