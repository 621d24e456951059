import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oversizedSources } from '../check/oversized-sources.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gatecast-sizes-'));
  for (const room of ['schedules', 'packages', 'fleet-server', 'player', 'apps', 'scripts', 'e2e']) mkdirSync(join(root, room));
});
afterAll(() => rmSync(root, { recursive: true }));

const lines = (count: number) => Array.from({ length: count }, (_, index) => `  line${index};`).join('\n');
function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('long files and long functions are listed with their lengths; short ones, tests and what was built are not', () => {
  write('player/src/short.ts', `export function short() {\n${lines(58)}\n}\n`);
  write('player/src/long-file.ts', lines(401));
  write('apps/portal/src/long-function.tsx', `const x = 1;\n\nexport async function build() {\n${lines(59)}\n}\n`);
  write('scripts/two.mjs', `function first() {\n${lines(70)}\n}\nfunction second() {\n}\n`);
  write('player/src/long.test.ts', lines(900));
  write('player/dist/agent.ts', lines(900));
  write('packages/clock/node_modules/dependency/index.ts', lines(900));
  write('e2e/notes.md', lines(900));
  expect(oversizedSources(root)).toEqual([
    'player/src/long-file.ts: 401 lines (over 400)',
    'apps/portal/src/long-function.tsx:3 build: 61 lines (over 60)',
    'scripts/two.mjs:1 first: 72 lines (over 60)',
  ]);
});
