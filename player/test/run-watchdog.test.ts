import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { kioskBrowser } from '../src/shells/chromium/kiosk-browser.ts';
import { runWatchdog, type WatchdogHands } from '../src/shells/run-watchdog.ts';

let folder: string;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-run-watchdog-'));
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test('a known-good release that was ordered and is gone at the next start ends safe mode once there is a stage, and not before', () => {
  const file = join(folder, 'watchdog.json');
  const memory = { version: 1, climbed: 0, safeMode: 'known-good', stays: 0, isOrdered: true };
  writeFileSync(file, JSON.stringify(memory));
  const done: string[] = [];
  const hands: WatchdogHands = {
    reloadStage: (symptom) => done.push(`reload: ${symptom}, ${kept()}`),
    tellAgent: ({ last }) => done.push(`tell: ${last?.rung}`),
    ...{ startAgent: () => undefined, restartAgent: () => undefined, askAgent: () => undefined },
    ...{ endBundle: () => undefined, restartShell: () => undefined },
  };
  const kept = (): string => (JSON.parse(readFileSync(file, 'utf8')) as { safeMode: string }).safeMode;
  const watchdog = runWatchdog(folder, hands);
  try {
    expect([done, watchdog.mode()]).toEqual([[], 'known-good']);
    watchdog.begin();
    expect([done, watchdog.mode()]).toEqual([['tell: leave-safe-mode', 'reload: ordered, off'], 'plan']);
  } finally {
    watchdog.stop();
  }
});

test('a browser that cannot even be started is trouble, and the shell goes on trying', async () => {
  const browser = kioskBrowser({
    // no system takes such a name, and says so before there is a process
    executable: 'no\0browser',
    profileFolder: folder,
    display: { kind: 'headless' },
    size: { widthPx: 640, heightPx: 360 },
    isSandboxed: false,
    origin: 'http://127.0.0.1:1',
    proxyUrl: 'http://127.0.0.1:1',
    startUrl: () => 'http://127.0.0.1:1/',
    isBridged: () => false,
    canBridge: () => false,
    begun: Promise.resolve(),
    onStageFailed: () => undefined,
    onStageLoading: () => undefined,
    onGpuGone: () => undefined,
  });
  await expect.poll(() => lines.filter((line) => line.includes('"trouble"')).length, { timeout: 5_000 }).toBeGreaterThan(1);
  await browser.stop();
});
