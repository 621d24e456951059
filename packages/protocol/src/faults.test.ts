import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faults } from './faults.ts';

const page = readFileSync(new URL('../FAULTS.md', import.meta.url), 'utf8');

test('the page of fault codes says exactly what the table says, both ways', () => {
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| +(\d+) +\| (.+?) +\| (.+?) +\|$/gm)];
  const fromPage = rows.map(([, code, status, means]) => ({ code, status: Number(status), means }));
  const fromTable = Object.entries(faults).map(([code, fault]) => ({ code, ...fault }));
  expect(fromPage).toEqual(fromTable);
});

test('every code tells its reader what to do', () => {
  const advice = [...page.matchAll(/^\| `[a-z-]+` +\| +\d+ +\| .+? +\| (.*?) *\|$/gm)].map(([, words]) => words ?? '');
  expect(advice.filter((words) => words.length < 10)).toEqual([]);
});
