import { expect, test } from 'vitest';
import { findNestingFault } from './playlist-nesting.ts';

function tree(edges: Record<string, readonly string[]>) {
  return new Map(Object.entries(edges));
}

test('three levels are allowed, a fourth is not', () => {
  expect(findNestingFault(tree({ a: ['b'], b: ['c'], c: [] }), 'a')).toBeNull();
  expect(findNestingFault(tree({ a: ['b'], b: ['c'], c: ['d'], d: [] }), 'a')).toEqual({
    kind: 'too-deep',
    childIndex: 0,
    path: ['a', 'b', 'c', 'd'],
  });
});

test('an edit deep down is refused where it makes a playlist above it too deep', () => {
  expect(findNestingFault(tree({ a: ['b'], b: ['c'], c: ['d'], d: [] }), 'c')).toEqual({
    kind: 'too-deep',
    childIndex: 0,
    path: ['c', 'd'],
  });
});

test('a playlist that comes back to itself is refused, with the way it takes', () => {
  expect(findNestingFault(tree({ a: ['x', 'b'], b: ['a'], x: [] }), 'a')).toEqual({ kind: 'cycle', childIndex: 1, path: ['a', 'b', 'a'] });
  expect(findNestingFault(tree({ a: ['a'] }), 'a')).toEqual({ kind: 'cycle', childIndex: 0, path: ['a', 'a'] });
});

test('a playlist that nobody made is named', () => {
  expect(findNestingFault(tree({ a: ['b'] }), 'a')).toEqual({ kind: 'unknown-playlist', childIndex: 0, path: ['a', 'b'] });
});

test('the same playlist twice is no cycle', () => {
  expect(findNestingFault(tree({ a: ['b', 'b'], b: [] }), 'a')).toBeNull();
});
