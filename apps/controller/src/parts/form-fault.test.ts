import { problemOf } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { ApiFault } from '../api/call.ts';
import { fieldOf } from './form-fault.ts';

it('finds the form field that a problem names', () => {
  const problem = problemOf('bad-input', 'must be HH:MM', { field: 'body.spans[0].from' });
  expect(fieldOf(new ApiFault(problem, problem.detail))).toEqual({ path: 'spans.0.from', detail: 'must be HH:MM' });
});

it('finds none in a problem about the whole', () => {
  const problem = problemOf('edited-meanwhile', 'revision 3 is newer');
  expect(fieldOf(new ApiFault(problem, problem.detail))).toBe(null);
});
