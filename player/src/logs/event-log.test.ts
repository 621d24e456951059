import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventLog, lastLines } from './event-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const trouble = (n: number) => ({ event: 'trouble', atMs: n, where: 'disk', detail: 'x'.repeat(50) }) as const;
const instants = (lines: readonly string[]) => lines.map((line) => (JSON.parse(line) as { atMs: number }).atMs);

test('a log is so many files of such a size, over restarts too, and its last lines are read across them in order', () => {
  const limits = { fileBytes: 1_000, files: 3 };
  for (let n = 0; n < 60; n += 20) {
    const log = eventLog(folder, limits);
    for (let at = n; at < n + 20; at++) log.write(trouble(at));
  }
  const names = readdirSync(folder);
  expect(names.toSorted()).toEqual(['player.1.jsonl', 'player.2.jsonl', 'player.jsonl']);
  expect(names.every((name) => statSync(join(folder, name)).size <= 1_000)).toBe(true);
  expect(instants(lastLines(folder, 15))).toEqual(Array.from({ length: 15 }, (_, index) => 45 + index));
});

test('the half line that a power cut left is no line, and neither code nor what is shown is written down', () => {
  const log = eventLog(folder);
  log.write({ event: 'pairing', atMs: 1, code: 'SECRET22', expiresAtMs: 2, fingerprint: 'ab' });
  log.write({ event: 'showing', atMs: 2, what: 'item', itemId: 'i' });
  appendFileSync(join(folder, 'player.jsonl'), '{"event":"tro\n');
  log.write(trouble(3));
  const lines = lastLines(folder, 10);
  expect([instants(lines), lines.join('').includes('SECRET22')]).toEqual([[1, 3], false]);
});

test('what a disk did not take is counted in the next line that it takes', () => {
  const blocked = join(folder, 'player.jsonl', 'is-a-folder');
  const log = eventLog(blocked);
  appendFileSync(join(folder, 'player.jsonl'), '');
  log.write(trouble(1));
  log.write(trouble(2));
  rmSync(join(folder, 'player.jsonl'));
  log.write(trouble(3));
  expect(lastLines(blocked, 10).map((line) => (JSON.parse(line) as { linesLost?: number }).linesLost)).toEqual([2]);
});

test('a folder where nothing was ever written has no lines', () => {
  expect(lastLines(join(folder, 'nowhere'), 10)).toEqual([]);
});
