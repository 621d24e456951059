import type { Variant } from '@gatecast/protocol';
import { describe, expect, it } from 'vitest';
import { changedTiming, readTiming } from './timing-form.ts';

const zone = 'Asia/Ho_Chi_Minh';
// seconds and milliseconds, as a program may set them, which no field of the form can hold
const validity = { fromMs: Date.UTC(2026, 10, 1, 1, 30, 12, 345), untilMs: null };
const variant = { validity, durationMs: 9_000 } as Variant;

describe('the timing of a variant', () => {
  it('is told by the wall clock of the zone', () => {
    expect(readTiming(variant, zone)).toEqual({ from: '2026-11-01T08:30', until: '', seconds: 9 });
  });

  it('sends nothing that nobody touched', () => {
    const read = readTiming(variant, zone);
    expect(changedTiming(read, read, zone)).toEqual({});
  });

  it('sends both bounds where one was changed, and null where the duration was taken away', () => {
    const read = readTiming(variant, zone);
    expect(changedTiming(read, { from: '', until: '2026-12-01T00:00', seconds: null }, zone)).toEqual({
      validity: { fromMs: null, untilMs: Date.UTC(2026, 10, 30, 17) },
      durationMs: null,
    });
    expect(changedTiming(read, { ...read, seconds: 12.5 }, zone)).toEqual({ durationMs: 12_500 });
  });
});
