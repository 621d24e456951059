import { expect, test } from 'vitest';
import { clockAtStart, corrected } from './player-clock.ts';

const confirmed = { lastInstantMs: 10_000, offsetMs: 50 };

test('in another boot the clock is the later of the device’s and the last confirmed instant, and trusted in neither case', () => {
  const boot = { id: 'b', uptimeMs: 1_000 };
  expect(clockAtStart(confirmed, 2_000, boot)).toEqual({ offsetMs: 8_000, state: 'untrusted' });
  expect(clockAtStart(confirmed, 20_000, boot)).toEqual({ offsetMs: 50, state: 'untrusted' });
  const before = { ...boot, id: 'a', instantMs: 30_000, isTrusted: true };
  expect(clockAtStart({ ...confirmed, boot: before }, 20_000, boot)).toEqual({ offsetMs: 50, state: 'untrusted' });
});

test('a device’s clock that is set while the player restarts in the same boot moves neither its time nor its trust', () => {
  const boot = (isTrusted: boolean) => ({ id: 'a', uptimeMs: 1_000, instantMs: 10_000, isTrusted });
  const now = { id: 'a', uptimeMs: 3_000 };
  for (const wallMs of [0, 12_000, 99_000_000])
    expect(clockAtStart({ ...confirmed, boot: boot(true) }, wallMs, now)).toEqual({ offsetMs: 12_000 - wallMs, state: 'trusted' });
  expect(clockAtStart({ ...confirmed, boot: boot(false) }, 99_000_000, now).state).toBe('untrusted');
});

test('a system that names no boot is trusted in none', () => {
  const boot = { id: '', uptimeMs: 1_000 };
  expect(clockAtStart({ ...confirmed, boot: { ...boot, instantMs: 10_000, isTrusted: true } }, 20_000, boot).state).toBe('untrusted');
});

test('a new device trusts nothing until the first sync, which it takes whole', () => {
  const start = clockAtStart(null, 0, { id: 'a', uptimeMs: 0 });
  expect(start.state).toBe('untrusted');
  expect(corrected(start, 1_700_000_000_000)).toEqual({ kind: 'moved', clock: { offsetMs: 1_700_000_000_000, state: 'synced' } });
});

test('later corrections are slewed, noise is not followed', () => {
  const clock = { offsetMs: 0, state: 'synced' } as const;
  expect(corrected(clock, 30).kind).toBe('kept');
  expect(corrected(clock, 400)).toEqual({ kind: 'moved', clock: { offsetMs: 400, state: 'synced' } });
  expect(corrected(clock, -90_000)).toEqual({ kind: 'moved', clock: { offsetMs: -1_000, state: 'synced' } });
});

test('a server clock that moves by more than five minutes is not followed', () => {
  const clock = { offsetMs: 0, state: 'synced' } as const;
  expect(corrected(clock, 300_001)).toEqual({ kind: 'not-followed', clock, byMs: 300_001 });
});

test('a server’s clock that moves by hours is not followed after a restart within the boot either; a small move is slewed', () => {
  const before = { id: 'a', uptimeMs: 1_000, instantMs: 10_000, isTrusted: true };
  const clock = clockAtStart({ ...confirmed, boot: before }, 12_000, { id: 'a', uptimeMs: 3_000 });
  expect(clock).toEqual({ offsetMs: 0, state: 'trusted' });
  const hours = 3 * 3_600_000;
  expect(corrected(clock, hours)).toEqual({ kind: 'not-followed', clock, byMs: hours });
  expect(corrected(clock, -hours)).toEqual({ kind: 'not-followed', clock, byMs: -hours });
  expect(corrected(clock, 20)).toEqual({ kind: 'kept', clock: { offsetMs: 0, state: 'synced' } });
  expect(corrected(clock, 90_000)).toEqual({ kind: 'moved', clock: { offsetMs: 1_000, state: 'synced' } });
});
