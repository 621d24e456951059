import { describe, expect, it } from 'vitest';
import type { Exposure } from '../../bridge/bridge.ts';
import type { Cast } from './cast.ts';
import { closeLog, emptyLog, forget, observe, type ExposureLog, type Glass } from './exposures.ts';

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
  framesOf: () => null,
});
/** An instant at which nobody set the clock. */
const at = (nowMs: number) => ({ nowMs, monotonicMs: nowMs });
const broken = cast('broken', 0, 10_000);
const a = cast('a', 0, 10_000);
const b = cast('b', 10_000, 20_000);

describe('exposures', () => {
  it('are written down as they end, with how they ended', () => {
    let log = observe(emptyLog, glass([a]), at(200));
    log = observe(log, glass([b]), at(10_005));
    log = observe(log, glass([b], 'alert'), at(15_000));
    log = observe(log, glass([b]), at(18_000));
    log = closeLog(log, glass([]), at(19_000));
    expect(log.kept.map(({ sequence, itemId, fromMs, untilMs, ended }) => [sequence, itemId, fromMs, untilMs, ended])).toEqual([
      [1, 'a', 200, 10_005, 'completed'],
      [2, 'b', 10_005, 15_000, 'cut-by-alert'],
      [3, 'b', 18_000, 19_000, 'cut-by-stop'],
    ]);
  });

  it('are cut by the plan where something else comes before their end', () => {
    const log = observe(observe(emptyLog, glass([a]), at(0)), glass([b]), at(4_000));
    expect(log.kept.map((one) => one.ended)).toEqual(['cut-by-plan']);
  });

  it('say when what was shown broke', () => {
    const log = observe(observe(emptyLog, glass([broken]), at(0)), glass([b]), at(4_000));
    expect(log.kept.map((one) => one.ended)).toEqual(['cut-by-failure']);
  });

  it('stay until the agent has them, and their numbers go on', () => {
    let log = observe(observe(emptyLog, glass([a]), at(0)), glass([b]), at(10_000));
    log = forget(log, 1);
    expect(log.kept).toEqual([]);
    log = closeLog(log, glass([]), at(20_000));
    expect(log.kept.map((one) => one.sequence)).toEqual([2]);
  });

  it('say how each of them ended', () => {
    const endOf = (next: Glass, untilMs: number) => observe(observe(emptyLog, glass([broken]), at(0)), next, at(untilMs)).kept[0]?.ended;
    const unbroken = (one: Glass): Glass => ({ ...one, isFailing: () => false });
    expect([
      endOf(unbroken(glass([b])), 10_000),
      endOf(unbroken(glass([b])), 4_000),
      endOf(glass([broken], 'alert'), 4_000),
      endOf(glass([broken], 'visitor'), 4_000),
      endOf(glass([b]), 4_000),
      closeLog(observe(emptyLog, glass([a]), at(0)), glass([a]), at(4_000)).kept[0]?.ended,
    ]).toEqual(['completed', 'cut-by-plan', 'cut-by-alert', 'cut-by-visitor', 'cut-by-failure', 'cut-by-stop']);
  });

  it('last as long as they were seen, however the clock was set meanwhile, and tell the clock under which they began', () => {
    const start = observe(emptyLog, { ...glass([a]), clock: 'untrusted' }, { nowMs: 1_000, monotonicMs: 500 });
    const hour = 3_600_000;
    const lengths = [1, -1, 24, -24 * 365 * 50].map((hours) => {
      const [one] = observe(start, glass([b]), { nowMs: 5_000 + hours * hour, monotonicMs: 4_500 }).kept;
      return [one?.fromMs, one?.untilMs, one?.ended, one?.clock];
    });
    expect(lengths).toEqual(lengths.map(() => [1_000, 5_000, 'cut-by-plan', 'untrusted']));
  });

  it('count the frames of a film, those before it was uncovered left out', () => {
    const film = (shown: number, dropped: number): Glass => ({ ...glass([a]), framesOf: (one) => (one === a ? { shown, dropped } : null) });
    let log = observe(emptyLog, film(3, 1), at(0));
    log = observe(log, film(200, 4), at(8_000));
    // the last look at a film is the one before it left
    log = observe(log, glass([b]), at(10_000));
    expect(log.kept.map((one) => one.frames)).toEqual([{ shown: 197, dropped: 3 }]);
  });

  it('are bounded: the oldest go, and the first that stays says how many', () => {
    const seen = observe(observe(emptyLog, glass([a]), at(0)), glass([b]), at(10_000));
    const many = Array.from({ length: 20_000 }, (_, index) => ({ ...seen.kept[0], sequence: index + 1 }) as Exposure);
    let log: ExposureLog = { ...seen, lastSequence: many.length, kept: many };
    for (let n = 1; n <= 3; n += 1) log = observe(log, glass([cast(`${n}`, n, n + 1)]), at(10_000 + n));
    const told = log.kept.filter((one) => one.lostBefore !== undefined).map(({ sequence, lostBefore }) => [sequence, lostBefore]);
    expect([log.kept.length, log.lastSequence, told]).toEqual([20_000, 20_003, [[4, 3]]]);
  });
});
