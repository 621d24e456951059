import type { Exposure } from '../../src/bridge/bridge.ts';

/** Exposures of one notice, each known by its number: that of its sequence, and the millisecond in which it began. */
export function exposures(from: number, through: number): Exposure[] {
  const said = { releaseNumber: 100, entryId: 'always', regionId: 'main', itemId: 'notice-0', languages: ['vi'] };
  return Array.from({ length: through - from + 1 }, (_, index) => ({
    ...{ ...said, sequence: from + index, fromMs: from + index, untilMs: from + index + 1 },
    ...{ ended: 'completed' as const, clock: 'synced' as const },
  }));
}
