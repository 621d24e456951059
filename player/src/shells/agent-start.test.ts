import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { startAgentInTime } from './agent-start.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatecast-agent-start-'));
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

it('starts an agent at once where no release is on disk, and late where there is one and no stage says that it has begun', () => {
  vi.useFakeTimers();
  const start = vi.fn<() => void>();
  startAgentInTime(folder, start);
  expect(start).toHaveBeenCalledTimes(1);
  writeFileSync(join(folder, 'release.json'), '{}');
  startAgentInTime(folder, start);
  expect(start).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(3_000);
  expect(start).toHaveBeenCalledTimes(2);
});
