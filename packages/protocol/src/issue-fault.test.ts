import { expect, test } from 'vitest';
import { z } from 'zod';
import { issueFaultsOf } from './issue-fault.ts';

function faultsOf(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  return parsed.success ? 'accepted' : issueFaultsOf(parsed.error).map(({ path, code, limit }) => [path, code, limit]);
}

const weight = z.strictObject({ slots: z.array(z.strictObject({ weight: z.int().min(1).max(100) })).max(2) });

test('a fault has the path of its field, places of lists in brackets, and the limit that the value broke', () => {
  expect(faultsOf(weight, { slots: [{ weight: 1 }, { weight: 0 }] })).toEqual([['slots[1].weight', 'too_small', 1]]);
  expect(faultsOf(weight, { slots: [{ weight: 1 }, { weight: 1 }, { weight: 1 }] })).toEqual([['slots', 'too_big', 2]]);
  expect(faultsOf(z.string().max(3), 'four')).toEqual([['', 'too_big', 3]]);
  expect(faultsOf(weight, [])).toEqual([['', 'invalid_type', 'object']]);
});

test('beyond 2^53 the limit of the field is told, not that of all whole numbers', () => {
  expect(faultsOf(weight, { slots: [{ weight: 2 ** 53 }] })).toEqual([['slots[0].weight', 'too_big', 100]]);
  expect(faultsOf(weight, { slots: [{ weight: -(2 ** 53) }] })).toEqual([['slots[0].weight', 'too_small', 1]]);
});

test('an unknown field is named itself, not what it stands in', () => {
  expect(faultsOf(weight, { slots: [{ weight: 1, colour: 'red', size: 2 }] })).toEqual([
    ['slots[0].colour', 'unrecognized_keys', 'unknown field'],
    ['slots[0].size', 'unrecognized_keys', 'unknown field'],
  ]);
});

test('a union says what its branch that got furthest says, else what any of them takes', () => {
  const either = z.strictObject({ id: z.union([z.string().max(3), z.number()]), of: z.union([weight, z.null()]) });
  expect(faultsOf(either, { id: true, of: { slots: 7 } })).toEqual([
    ['id', 'invalid_type', 'string | number'],
    ['of.slots', 'invalid_type', 'array'],
  ]);
  expect(faultsOf(either, { id: 'four', of: null })).toEqual([['id', 'too_big', 3]]);
  const kinds = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('a') }), z.strictObject({ kind: z.literal('b') })]);
  expect(faultsOf(kinds, { kind: 'c' })).toEqual([['kind', 'invalid_union', 'a | b']]);
});

test("a rule of the house's own may name its limit too", () => {
  const even = z.number().superRefine((value, context) => {
    if (value % 2 === 1) context.addIssue({ code: 'custom', message: 'is odd', params: { limit: value - 1 } });
  });
  expect(faultsOf(even, 3)).toEqual([['', 'custom', 2]]);
});
