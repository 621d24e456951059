import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatedClock, type SimulatedClock } from '@gatecast/clock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceClock, type DeviceClock } from '../src/agent/device-clock.ts';
import { openSoundStore, type SoundStore } from '../src/agent/store/open-sound-store.ts';

const startMs = Date.UTC(2026, 6, 29);
const hour = 3_600_000;
let folder: string;
let opened: SoundStore;
let incidents: string[];
let sleptMs: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-clock-'));
  opened = openSoundStore({ file: join(folder, 'player.sqlite'), setAsideFolder: join(folder, 'set-aside'), nativeBinding: undefined });
  incidents = [];
  sleptMs = 0;
});
afterEach(() => {
  opened.close();
  rmSync(folder, { recursive: true });
});
function clockOn(clock: SimulatedClock): DeviceClock {
  return deviceClock({
    ...{ store: opened.store, clock, whenRoom: (work) => work(), onIncident: (detail) => void incidents.push(detail) },
    uptimeMs: () => clock.monotonicMs() + sleptMs,
    bootId: 'boot-1',
  });
}
/** What the link measures where the server's clock is `aheadMs` ahead of the truth. */
function measure(device: DeviceClock, clock: SimulatedClock, truthMs: number, aheadMs = 0): void {
  device.measured(truthMs + aheadMs - clock.nowMs());
}

test('the device’s clock set by hours, days or to 1970 while the player runs moves neither its time nor its state', () => {
  const clock = simulatedClock(startMs);
  const device = clockOn(clock);
  measure(device, clock, startMs + 5_000);
  for (const wallMs of [startMs + hour, startMs - hour, startMs + 48 * hour, startMs - 48 * hour, 0]) {
    clock.setWallClock(wallMs);
    const before = device.serverNowMs();
    clock.advance(1_000);
    expect([device.serverNowMs() - before, device.look(), device.look()]).toEqual([1_000, true, false]);
    // what is handed to the stage is made for the device's clock as it is now
    expect(clock.nowMs() + device.present().offsetMs).toBe(device.serverNowMs());
    measure(device, clock, device.serverNowMs());
  }
  expect([device.serverNowMs(), device.present().state, incidents]).toEqual([startMs + 10_000, 'synced', []]);
});

test('a machine that slept is at the server’s time again when it wakes', () => {
  const clock = simulatedClock(startMs);
  const device = clockOn(clock);
  measure(device, clock, startMs);
  clock.setWallClock(startMs + 8 * hour);
  sleptMs = 8 * hour;
  expect([device.look(), device.serverNowMs() - startMs, device.look()]).toEqual([true, 8 * hour, false]);
});

test('a server whose clock moves by hours is not followed and is told once; one that comes back is', () => {
  const clock = simulatedClock(startMs);
  const device = clockOn(clock);
  measure(device, clock, startMs);
  for (const aheadMs of [2 * hour, 2 * hour, 0, -400]) measure(device, clock, startMs, aheadMs);
  expect(incidents).toEqual([`the server's clock is ${2 * hour} ms away and not followed`]);
  const before = device.serverNowMs();
  clock.advance(100);
  // set back by less than 5 minutes: it stands until the time that was given is reached again
  expect([device.serverNowMs() >= before, device.present().state]).toEqual([true, 'synced']);
});

test('a device that starts in 1970 goes on after the last instant that was kept, without trust until it is told the time', () => {
  const before = simulatedClock(startMs);
  const earlier = clockOn(before);
  measure(earlier, before, startMs);
  before.advance(60_000);
  earlier.keep();
  const clock = simulatedClock(0);
  const device = clockOn(clock);
  clock.advance(1_000);
  expect([device.serverNowMs(), device.present().state]).toEqual([startMs + 61_000, 'untrusted']);
  measure(device, clock, startMs + 9 * hour);
  expect([device.serverNowMs(), device.present().state]).toEqual([startMs + 9 * hour, 'synced']);
});

test('a wrong clock that no server confirmed stays without trust in every life of the same boot, and its time does not go back', () => {
  const clock = simulatedClock(startMs);
  const before = clockOn(clock);
  clock.advance(60_000);
  before.keep();
  clock.setWallClock(0);
  const again = clockOn(clock);
  expect([again.serverNowMs() - startMs, again.present().state]).toEqual([60_000, 'untrusted']);
});

test('a server whose clock moved by hours is not followed by an agent that it had started again, and the time given does not go back', () => {
  const clock = simulatedClock(startMs);
  const before = clockOn(clock);
  measure(before, clock, startMs);
  clock.advance(60_000);
  before.keep();
  const again = clockOn(clock);
  const given = again.serverNowMs();
  for (const aheadMs of [3 * hour, -3 * hour]) measure(again, clock, startMs + 60_000, aheadMs);
  expect([again.serverNowMs() - given, again.present().state, again.quality().notFollowedMs]).toEqual([0, 'trusted', -3 * hour]);
  expect(incidents).toEqual([`the server's clock is ${3 * hour} ms away and not followed`]);
  measure(again, clock, startMs + 60_000, -400);
  expect([again.serverNowMs() - given, again.present().state]).toEqual([0, 'synced']);
});
