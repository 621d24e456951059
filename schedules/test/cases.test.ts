import { expect, test } from 'vitest';
import { compile } from '../src/index.ts';
import { answerCase } from './answer-case.ts';
import { readCases } from './read-cases.ts';

// The rules in words, as a table: each case was written from DESIGN.md and README.md before the engine was asked.

test.each(readCases().map((one) => [one.file, one.why, one] as const))('%s: %s', (_file, _why, one) => {
  expect(answerCase(compile, one)).toEqual(one.expect);
});
