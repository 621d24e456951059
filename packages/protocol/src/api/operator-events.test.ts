import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operatorEventSchemas } from './operator-events.ts';

test('the page of live events names exactly those that there are, both ways', () => {
  const page = readFileSync(new URL('../../LIVE.md', import.meta.url), 'utf8');
  const named = [...page.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name]) => name);
  expect(named).toEqual(Object.keys(operatorEventSchemas));
});
