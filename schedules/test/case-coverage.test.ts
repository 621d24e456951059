import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCases } from './read-cases.ts';

// cases/README.md names the rules and the pairs that cannot meet; the cases must cover all the others.

const page = readFileSync(new URL('../cases/README.md', import.meta.url), 'utf8');
const section = (title: string): string => page.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const namedIn = (text: string): readonly string[] => [...text.matchAll(/`([a-z-]+)`/g)].map(([, id = '']) => id);
const rowsOf = (title: string): readonly (readonly string[])[] =>
  section(title)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1));

const rules = rowsOf('The rules').flatMap(([id = '']) => namedIn(id));
const pairOf = (one: string, other: string): string => [one, other].sort().join(' × ');
const pairsOf = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids)].flatMap((one, index, all) => all.slice(index + 1).map((other) => pairOf(one, other)));

test('every case names rules that cases/README.md knows, and every rule has a case', () => {
  const named = readCases().flatMap((one) => one.rules);
  expect([...new Set(named)].sort()).toEqual([...rules].sort());
  expect(readCases().filter((one) => one.rules.length === 0)).toEqual([]);
});

test('every pair of rules has a case, but for those that cannot meet', () => {
  const impossible = rowsOf('Pairs that cannot meet').flatMap(([one = '', others = '']) =>
    namedIn(one).flatMap((id) => namedIn(others).map((other) => pairOf(id, other))),
  );
  const covered = new Set(readCases().flatMap((one) => pairsOf(one.rules)));
  expect(pairsOf(rules).filter((pair) => !covered.has(pair) && !impossible.includes(pair))).toEqual([]);
  expect(impossible.filter((pair) => covered.has(pair))).toEqual([]);
});

test('no two cases of a file say the same', () => {
  const said = readCases().map((one) => `${one.file}: ${one.why}`);
  expect(said.filter((text, index) => said.indexOf(text) !== index)).toEqual([]);
});
