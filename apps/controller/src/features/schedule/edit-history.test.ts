import type { StoredEntry } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { inverseOf, noHistory, noted, stillStands, turned } from './edit-history.ts';

const entry = (id: string, revision: number, name: string) => ({ id, revision, name }) as StoredEntry;

test('edits are taken back one after another and done again, whatever ids and revisions their entries get on the way', () => {
  const [a1, a2, a3] = [entry('a', 1, 'one'), entry('a', 2, 'two'), entry('a', 3, 'three')];
  let history = [
    { before: a1, after: a2 },
    { before: a2, after: a3 },
  ].reduce((before, change) => noted(before, { changes: [change] }), noHistory);
  const a4 = entry('a', 4, 'two');
  history = turned(history, 'undo', { changes: [{ before: a3, after: a4 }] });
  expect(history).toEqual({ done: [{ changes: [{ before: a1, after: a4 }] }], undone: [{ changes: [{ before: a4, after: a3 }] }] });
  const a5 = entry('a', 5, 'one');
  history = turned(history, 'undo', { changes: [{ before: a4, after: a5 }] });
  expect(history.undone).toEqual([{ changes: [{ before: a4, after: a3 }] }, { changes: [{ before: a5, after: a4 }] }]);
  const a6 = entry('a', 6, 'two');
  history = turned(history, 'redo', { changes: [{ before: a5, after: a6 }] });
  expect(history).toEqual({ done: [{ changes: [{ before: a5, after: a6 }] }], undone: [{ changes: [{ before: a6, after: a3 }] }] });
});

test('a removed entry comes back under another id, and what was done before it is meant of that', () => {
  const [a1, a2, b1] = [entry('a', 1, 'one'), entry('a', 2, 'two'), entry('b', 1, 'two')];
  const removed = noted(noted(noHistory, { changes: [{ before: a1, after: a2 }] }), { changes: [{ before: a2, after: null }] });
  const back = turned(removed, 'undo', { changes: [{ before: null, after: b1 }] });
  expect(back).toEqual({ done: [{ changes: [{ before: a1, after: b1 }] }], undone: [{ changes: [{ before: b1, after: null }] }] });
});

test('what somebody changed since is not overwritten', () => {
  const edit = {
    changes: [
      { before: entry('a', 1, 'one'), after: entry('a', 2, 'two') },
      { before: null, after: entry('b', 1, 'own') },
    ],
  };
  const wanted = inverseOf(edit);
  expect(wanted.changes.map(({ before }) => before?.id)).toEqual(['b', 'a']);
  expect(stillStands(wanted, [entry('a', 2, 'two'), entry('b', 1, 'own')])).toBe(true);
  expect(stillStands(wanted, [entry('a', 3, 'theirs'), entry('b', 1, 'own')])).toBe(false);
  expect(stillStands(wanted, [entry('a', 2, 'two')])).toBe(false);
});
