import { describe, expect, it } from 'vitest';
import type { Cast } from './cast.ts';
import { closeLog, emptyLog, forget, observe, type Glass } from './exposures.ts';

function cast(itemId: string, fromMs: number, untilMs: number): Cast {
  return {
    key: `${itemId} ${fromMs}`,
    basis: 1,
    releaseNumber: 7,
    entryId: 'entry',
    sceneKey: 'full',
    regionId: 'main',
    isAlone: false,
    isTogether: false,
    fromMs,
    untilMs,
    content: { kind: 'item', itemId, isSubstitute: false, said: [] },
  };
}
const glass = (casts: readonly Cast[], cover: Glass['cover'] = 'none'): Glass => ({
  casts,
  cover,
  clock: 'synced',
  isFailing: (one) => one === broken,
});
const broken = cast('broken', 0, 10_000);
const a = cast('a', 0, 10_000);
const b = cast('b', 10_000, 20_000);

describe('exposures', () => {
  it('are written down as they end, with how they ended', () => {
    let log = observe(emptyLog, glass([a]), 200);
    log = observe(log, glass([b]), 10_005);
    log = observe(log, glass([b], 'alert'), 15_000);
    log = observe(log, glass([b]), 18_000);
    log = closeLog(log, 'synced', 19_000);
    expect(log.kept.map(({ sequence, itemId, fromMs, untilMs, ended }) => [sequence, itemId, fromMs, untilMs, ended])).toEqual([
      [1, 'a', 200, 10_005, 'completed'],
      [2, 'b', 10_005, 15_000, 'cut-by-alert'],
      [3, 'b', 18_000, 19_000, 'cut-by-stop'],
    ]);
  });

  it('are cut by the plan where something else comes before their end', () => {
    const log = observe(observe(emptyLog, glass([a]), 0), glass([b]), 4_000);
    expect(log.kept.map((one) => one.ended)).toEqual(['cut-by-plan']);
  });

  it('say when what was shown broke', () => {
    const log = observe(observe(emptyLog, glass([broken]), 0), glass([b]), 4_000);
    expect(log.kept.map((one) => one.ended)).toEqual(['cut-by-failure']);
  });

  it('stay until the agent has them, and their numbers go on', () => {
    let log = observe(observe(emptyLog, glass([a]), 0), glass([b]), 10_000);
    log = forget(log, 1);
    expect(log.kept).toEqual([]);
    log = closeLog(log, 'synced', 20_000);
    expect(log.kept.map((one) => one.sequence)).toEqual([2]);
  });
});
