import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatedClock } from '@gatecast/clock';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stageDesk } from '../src/agent/stage-desk.ts';
import type { AgentToStage, Handover } from '../src/bridge/bridge.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-desk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function openDesk(clock = simulatedClock(0)) {
  const troubles: string[] = [];
  let alertRevision = 0;
  const desk = stageDesk({
    handoverFolder: join(folder, 'handover'),
    clock,
    source: {
      device: () => ({
        clock: { offsetMs: 0, state: 'synced' },
        link: 'offline',
        pairing: null,
        serverUrl: 'http://server',
        screenName: 'B12',
      }),
      alerts: () => ({ alertRevision, alerts: [], withdrawn: [] }),
      feeds: () => ({ feeds: [] }),
      strikes: () => ({ strikes: [] }),
      release: () => ({ release: null }),
    },
    onState: () => undefined,
    onExposures: () => 0,
    onStrikes: () => undefined,
    onTryExit: () => Promise.resolve({ result: 'no-pin', waitMs: 0 }),
    onFind: () => [],
    onPorts: () => undefined,
    onTrouble: (detail) => void troubles.push(detail),
  });
  const sent: AgentToStage[] = [];
  const open = () => desk.openPort({ send: (message) => void sent.push(message), close: () => undefined });
  return { desk, sent, open, troubles, setAlerts: (revision: number) => void (alertRevision = revision) };
}
const partsOf = (sent: readonly AgentToStage[]) =>
  sent.map((message) => (message.kind === 'handover' ? message.handover.part : message.kind));
const onDisk = (part: string) => JSON.parse(readFileSync(join(folder, 'handover', `${part}.json`), 'utf8')) as Handover;

test('a new port is sent every part, the clock before the alerts and the alerts before the release', () => {
  const { open, sent } = openDesk();
  open();
  expect(partsOf(sent)).toEqual(['device', 'alerts', 'feeds', 'strikes', 'release']);
});

test('an alert is sent alone, before anything is written, and only its part is written', async () => {
  const { desk, open, sent, setAlerts } = openDesk();
  open();
  sent.length = 0;
  setAlerts(7);
  desk.publish('alerts');
  expect([partsOf(sent), existsSync(join(folder, 'handover', 'alerts.json'))]).toEqual([['alerts'], false]);
  await desk.settled();
  expect(onDisk('alerts')).toEqual({ version: 1, part: 'alerts', revision: 1, alertRevision: 7, alerts: [], withdrawn: [] });
  expect(existsSync(join(folder, 'handover', 'release.json'))).toBe(false);
});

test('of many changes in a row the last one is on disk', async () => {
  const { desk, setAlerts } = openDesk();
  for (let revision = 1; revision <= 50; revision++) {
    setAlerts(revision);
    desk.publish('alerts', 'device');
  }
  await desk.settled();
  expect([onDisk('alerts'), onDisk('device')]).toMatchObject([
    { alertRevision: 50, revision: 50 },
    { revision: 50, screenName: 'B12' },
  ]);
});

test('a trouble of the stage is told with how many were left out, and one that is too long is refused', () => {
  const { open, troubles } = openDesk();
  const stage = open();
  stage.receive({ kind: 'trouble', detail: 'error on the stage', unsaid: 0 });
  stage.receive({ kind: 'trouble', detail: 'again', unsaid: 3 });
  stage.receive({ kind: 'trouble', detail: 'x'.repeat(501), unsaid: 0 });
  expect(troubles).toEqual([
    'error on the stage',
    'again (and 3 others before it)',
    'the stage said something that is not in the bridge: detail',
  ]);
});

test('whether a visitor is there is not known before a stage has said it, nor where it has fallen silent or gone; who was there stays', () => {
  const clock = simulatedClock(0);
  const { desk, open } = openDesk(clock);
  const state = { stageId: 's', releaseNumber: 0, widthPx: 1920, heightPx: 1080, paintedAlerts: [] };
  const says = (showing: object) => ({ kind: 'state', state: { ...state, showing } });
  const before = desk.visit();
  const stage = open();
  const unheard = desk.visit();
  stage.receive(says({ kind: 'nothing', reason: 'starting' }));
  const heard = desk.visit();
  clock.advance(9_000);
  const silent = desk.visit();
  stage.receive(says({ kind: 'lookup', language: 'vi' }));
  clock.advance(9_000);
  const wasThere = desk.visit();
  stage.closed();
  open();
  expect([before, unheard, heard, silent, wasThere, desk.visit()]).toEqual([
    'unknown',
    'unknown',
    'nobody',
    'unknown',
    'visitor',
    'visitor',
  ]);
});
