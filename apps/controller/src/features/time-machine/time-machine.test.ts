import type { StoredPlay } from '@gatecast/protocol';
import type { Answer } from '@gatecast/schedules';
import { expect, test } from 'vitest';
import { compareInstant } from './agreement.ts';
import { axisAround } from './time-axis.ts';

const changeMs = 1_000_000;
const shown = (itemId: string) => ({ kind: 'item', itemId, languages: ['vi'], isSubstitute: false, fromMs: 0, untilMs: changeMs }) as const;
const timeline = {
  at: (atMs: number) =>
    ({
      ...{ atMs, untilMs: changeMs, entryId: 'loop', layoutId: null, interruptId: null, overlays: [] },
      regions: [
        { regionId: 'main', shown: shown(atMs < changeMs ? 'a' : 'b') },
        { regionId: 'clock', shown: { kind: 'clock' } },
      ],
    }) as unknown as Answer,
};
const play = (itemId: string, regionId = 'main') => ({ entryId: 'loop', regionId, itemId }) as StoredPlay;
const toldAt = (nowMs: number, atMs: number, ...plays: readonly StoredPlay[]) => {
  const { regions, unexpected } = compareInstant(timeline, atMs, plays, nowMs);
  return [regions.map(({ agreement }) => agreement), unexpected.length];
};

const told = (atMs: number, ...plays: readonly StoredPlay[]) => toldAt(changeMs * 2, atMs, ...plays);

test('what was to be shown is held against what the player signed, and a second at a boundary is nobody’s fault', () => {
  expect(told(changeMs - 60_000, play('a'))).toEqual([['agrees', 'unrecorded'], 0]);
  expect(told(changeMs - 60_000, play('b'))).toEqual([['differs', 'unrecorded'], 0]);
  expect(told(changeMs - 1_000, play('b'))).toEqual([['agrees', 'unrecorded'], 0]);
  expect(told(changeMs + 1_000, play('a'))).toEqual([['agrees', 'unrecorded'], 0]);
  expect(told(changeMs - 60_000)).toEqual([['untold', 'unrecorded'], 0]);
  expect(told(changeMs - 60_000, play('a'), play('x', 'ticker'))).toEqual([['agrees', 'unrecorded'], 1]);
});

test('what is still on, or has only just ended, has no record yet, and that is nobody’s fault either', () => {
  for (const nowMs of [changeMs - 5_000, changeMs + 30_000]) {
    expect(toldAt(nowMs, changeMs - 10_000)).toEqual([['coming', 'unrecorded'], 0]);
    expect(toldAt(nowMs, changeMs - 10_000, play('b'))).toEqual([['differs', 'unrecorded'], 0]);
  }
  expect(toldAt(changeMs + 90_000, changeMs - 10_000)).toEqual([['untold', 'unrecorded'], 0]);
});

test('the slider stays where it is while the instant is on it', () => {
  const day = axisAround(1_790_000_000_000, 'day', null);
  expect([day.fromMs <= 1_790_000_000_000, day.untilMs - day.fromMs]).toEqual([true, 86_400_000]);
  expect(axisAround(day.untilMs, 'day', day)).toBe(day);
  expect(axisAround(day.untilMs + 1, 'day', day).fromMs).toBeGreaterThan(day.fromMs);
  expect(axisAround(1_790_000_000_000, 'hour', day).stepMs).toBe(1_000);
});
