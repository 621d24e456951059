import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Alert, Order } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ddcDisplay } from '../src/agent/display/ddc-display.ts';
import { dpmsDisplay } from '../src/agent/display/dpms-display.ts';
import { runAgent, type Running } from './support/agent-process.ts';
import { testServer, type TestServer } from './support/test-server.ts';

const path = process.env['PATH'] ?? '';
let folder: string;
let programs: string;
let server: TestServer | null = null;
let agent: Running | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-display-'));
  programs = join(folder, 'programs');
  mkdirSync(programs);
});
afterEach(async () => {
  await agent?.end('SIGKILL');
  await server?.close();
  [agent, server] = [null, null];
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true, force: true });
});

/** A ddcutil that answers as one does for a display whose values lie in files, and writes down what it was asked. */
function ddcutil(power: string, brightness = 'C 50 100'): void {
  writeFileSync(join(folder, 'D6'), power);
  writeFileSync(join(folder, '10'), brightness);
  const script = `#!/bin/sh
echo "$@" >> "${folder}/asked"
if [ "$1" = --bus ]; then shift 2; fi
if [ "$1" = getvcp ]; then echo "VCP $2 $(cat "${folder}/$2")"; exit 0; fi
case "$2" in
  D6) printf 'SNC x%02x' "$3" > "${folder}/D6" ;;
  10) printf 'C %s 100' "$3" > "${folder}/10" ;;
esac
`;
  install('ddcutil', script);
}
function install(name: string, script: string): void {
  writeFileSync(join(programs, name), script);
  chmodSync(join(programs, name), 0o755);
  process.env['PATH'] = `${programs}${delimiter}${path}`;
}

test('a display that can be asked confirms, in its own units, and one that stays as it was is told as failed', async () => {
  ddcutil('SNC x01');
  const display = ddcDisplay(4);
  expect(await display.setPower('standby')).toEqual({ kind: 'confirmed' });
  expect(await display.setBrightness(7_500)).toEqual({ kind: 'confirmed' });
  expect(await display.read()).toEqual({ power: 'standby', brightnessBp: 7_500 });
  expect(readFileSync(join(folder, 'asked'), 'utf8').split('\n').slice(0, 2)).toEqual([
    '--bus 4 setvcp D6 2 --noverify',
    '--bus 4 getvcp D6 --terse',
  ]);
  install('ddcutil', '#!/bin/sh\nif [ "$1" = getvcp ]; then echo "VCP D6 SNC x04"; fi\n');
  expect(await ddcDisplay(null).setPower('on')).toEqual({ kind: 'failed', detail: 'the display stays at 4' });
});

test('a display that goes dark and stops answering was told; no bus, no display, no program and no brightness are not supported', async () => {
  install('ddcutil', '#!/bin/sh\nif [ "$1" = getvcp ]; then echo "VCP D6 ERR"; exit 1; fi\n');
  expect(await ddcDisplay(null).setPower('off')).toEqual({ kind: 'sent' });
  expect(await ddcDisplay(null).setBrightness(100)).toMatchObject({ kind: 'not-supported' });
  install('ddcutil', '#!/bin/sh\necho "No /dev/i2c devices exist." >&2\nexit 1\n');
  expect(await ddcDisplay(null).setPower('on')).toEqual({ kind: 'not-supported', detail: 'ddcutil: No /dev/i2c devices exist.' });
  process.env['PATH'] = join(folder, 'nothing');
  expect([await ddcDisplay(null).setPower('on'), await dpmsDisplay().setPower('on')]).toEqual([
    { kind: 'not-supported', detail: 'ddcutil is not installed' },
    { kind: 'not-supported', detail: 'xset is not installed' },
  ]);
  expect(await ddcDisplay(null).read()).toEqual({ power: 'unknown', brightnessBp: null });
});

function alert(): Alert {
  const text = { headline: 'Sơ tán', instruction: 'Đi theo nhân viên' };
  return {
    ...{ id: 'alert-1', revision: 1, status: 'actual', severity: 'extreme', urgency: 'immediate', style: 'full-screen' },
    ...{ targets: { areaIds: [], screenIds: [] }, effectiveMs: Date.now(), expiresMs: Date.now() + 3_600_000 },
    ...{ languages: ['vi'], texts: { vi: text }, approvals: [] },
  };
}

test('a display that was ordered dark is told in the heartbeat, woken by an alert, put back after it, and dark again after a restart', async () => {
  ddcutil('SNC x01');
  const { seen, ...rest } = (server = await testServer());
  const until = (holds: () => boolean) => rest.until(holds);
  const environment = { GATECAST_DISPLAY: 'ddc', PATH: process.env['PATH'] ?? '' };
  agent = runAgent(rest.url, folder, environment);
  await until(rest.isDeviceWaiting);
  await rest.enrol();
  const tells = (power: string) => until(() => seen.heartbeats.at(-1)?.display.power === power);
  const value = () => readFileSync(join(folder, 'D6'), 'utf8');
  const order: Order = { name: 'display-power', power: 'off' };
  await tells('powered');
  await rest.command(order, { id: 'a' });
  await tells('connected');
  expect([value(), seen.commandReports[0]?.end]).toEqual(['SNC x04', { kind: 'done', effect: { kind: 'confirmed' } }]);
  rest.raise(7, [alert()]);
  await tells('powered');
  expect(value()).toBe('SNC x01');
  await rest.command(order, { id: 'b' });
  await until(() => seen.commandReports.length === 2);
  expect(seen.commandReports[1]?.end).toMatchObject({ kind: 'refused', detail: 'an alert is shown' });
  rest.raise(8, []);
  await tells('connected');
  expect(value()).toBe('SNC x04');
  await agent.end('SIGKILL');
  writeFileSync(join(folder, 'D6'), 'SNC x01');
  agent = runAgent(rest.url, folder, environment);
  await expect.poll(value, { timeout: 10_000 }).toBe('SNC x04');
});

test('a display that a remote control or its own timer darkened is woken by an alert and put back after it; one that starts under an alert is never darkened', async () => {
  ddcutil('SNC x01');
  const { seen, ...rest } = (server = await testServer());
  const environment = { GATECAST_DISPLAY: 'ddc', PATH: process.env['PATH'] ?? '' };
  agent = runAgent(rest.url, folder, environment);
  await rest.until(rest.isDeviceWaiting);
  await rest.enrol();
  await rest.until(() => seen.heartbeats.at(-1)?.display.power === 'powered');
  const value = () => readFileSync(join(folder, 'D6'), 'utf8');
  const isNow = (power: string) => expect.poll(value, { timeout: 10_000 }).toBe(power);
  // nobody ordered it
  writeFileSync(join(folder, 'D6'), 'SNC x04');
  rest.raise(7, [alert()]);
  await isNow('SNC x01');
  rest.raise(8, []);
  await isNow('SNC x04');
  await rest.command({ name: 'display-power', power: 'off' }, { id: 'a' });
  await rest.until(() => seen.commandReports.length === 1);
  rest.raise(9, [alert()]);
  await isNow('SNC x01');
  await agent.end('SIGKILL');
  writeFileSync(join(folder, 'asked'), '');
  agent = runAgent(rest.url, folder, environment);
  const before = seen.heartbeats.length;
  await rest.until(() => seen.heartbeats.length > before && seen.heartbeats.at(-1)?.display.power === 'powered');
  expect(readFileSync(join(folder, 'asked'), 'utf8').match(/setvcp D6 \d/g)).toEqual(['setvcp D6 1']);
});
