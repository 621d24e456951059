import { expect, test } from 'vitest';
import { progressOf } from './release-progress.ts';

test('a release moves forward and never back', () => {
  expect([
    progressOf('queued', 'delivered'),
    progressOf('delivered', 'prepared'),
    progressOf('queued', 'prepared'),
    progressOf('prepared', 'active'),
  ]).toEqual(['delivered', 'prepared', 'prepared', 'active']);
  expect([
    progressOf('prepared', 'delivered'),
    progressOf('active', 'prepared'),
    progressOf('active', 'refused'),
    progressOf('queued', 'queued'),
  ]).toEqual([null, null, null, null]);
});

test('what was on the glass counts, whatever was thought of it before', () => {
  expect([progressOf('superseded', 'active'), progressOf('refused', 'active')]).toEqual(['active', 'active']);
});

test('a superseded release stays so, and a refused one may be fetched again', () => {
  expect([progressOf('superseded', 'prepared'), progressOf('superseded', 'refused'), progressOf('refused', 'prepared')]).toEqual([
    null,
    null,
    'prepared',
  ]);
});
