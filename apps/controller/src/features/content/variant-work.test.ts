import type { Item, Variant } from '@gatecast/protocol';
import { expect, it } from 'vitest';
import { beginWork, bodyOfWork, isDirty, isOvertaken, ontoTheirs, type VariantWork } from './variant-work.ts';

const zone = 'Asia/Ho_Chi_Minh';
const variantOf = (body: string, document: string) =>
  ({
    language: 'vi',
    document,
    content: { kind: 'notice', title: 'Visa', body },
    durationMs: 6_000,
    validity: { fromMs: null, untilMs: Date.UTC(2026, 11, 1) },
  }) as Variant;
const item = { kind: 'notice', variants: [] } as unknown as Item;
const begin = (variant: Variant | undefined) => beginWork({ item, variant, media: [], zone });
const write = (work: VariantWork, body: string): VariantWork => ({
  ...work,
  typed: { ...work.typed, content: { ...work.typed.content, body } },
});

it('is what somebody typed, and not theirs who only looked', () => {
  const work = begin(variantOf('Quầy 5', 'a'));
  expect(isDirty(work)).toBe(false);
  expect(isDirty(write(work, 'Quầy 6'))).toBe(true);
  expect(isDirty(write(write(work, 'Quầy 6'), 'Quầy 5'))).toBe(false);
});

it('keeps the validity that stands there, by saying nothing of it', () => {
  const work = write(begin(variantOf('Quầy 5', 'a')), 'Quầy 6');
  expect(bodyOfWork(work, item, { zone })).toEqual({
    content: { kind: 'notice', title: 'Visa', body: 'Quầy 6' },
    document: 'a',
  });
});

it('knows that a colleague was quicker, and is written over theirs only when that is wanted', () => {
  const work = write(begin(variantOf('Quầy 5', 'a')), 'Quầy 6');
  const theirs = variantOf('Quầy 7', 'b');
  expect([isOvertaken(work, variantOf('Quầy 5', 'a')), isOvertaken(work, theirs)]).toEqual([false, true]);
  const mine = ontoTheirs(work, begin(theirs));
  expect(isOvertaken(mine, theirs)).toBe(false);
  expect(bodyOfWork(mine, item, { zone })).toEqual({
    content: { kind: 'notice', title: 'Visa', body: 'Quầy 6' },
    document: 'b',
  });
});
