import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashSchema, instantSchema, languageSchema, numberSchema, queryInstantSchema, textSchema } from './primitives.ts';

test('text is kept in NFC, trimmed, with line feeds only', () => {
  expect(textSchema(1, 100).parse(`  ${'Đường Nội Bài'.normalize('NFD')}\r\nthị thực \n`)).toBe('Đường Nội Bài\nthị thực'.normalize('NFC'));
});

test('the length of a text is judged as it is kept', () => {
  expect(textSchema(0, 1).parse('ệ'.normalize('NFD'))).toBe('ệ');
  expect(textSchema(1, 10).safeParse('  \r\n ').success).toBe(false);
  expect(textSchema(0, 3).safeParse('four').success).toBe(false);
});

test('control characters and line separators are refused in text', () => {
  for (const code of [0, 1, 8, 9, 11, 12, 13, 27, 31, 127, 0x2028, 0x2029])
    expect([code, textSchema(0, 10).safeParse(`a${String.fromCodePoint(code)}b`).success]).toEqual([code, false]);
});

test('what text gives back, text takes unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (text) => {
      const parsed = textSchema(0, 400).safeParse(text);
      if (parsed.success) expect(textSchema(0, 400).parse(parsed.data)).toBe(parsed.data);
    }),
  );
});

test('languages are BCP 47 in their canonical case', () => {
  const verdict = (tag: string) => languageSchema.safeParse(tag).success;
  expect(['vi', 'en-GB', 'zh-Hans', 'zh-Hant-TW', 'es-419', 'zxx', 'haw'].filter((tag) => !verdict(tag))).toEqual([]);
  expect(['', 'VI', 'vi_VN', 'vi-vn', 'zh-hans', 'english', 'x', '__proto__', 'vi\n', ' vi', 'vi-VN-x-private'].filter(verdict)).toEqual(
    [],
  );
});

test('an instant in a query is digits of a year from 1970 to 9999, and nothing is no instant', () => {
  expect(['0', '253402300799999', 5].map((value) => queryInstantSchema.parse(value))).toEqual([0, 253_402_300_799_999, 5]);
  const bad = ['', ' ', '-1', '1.5', '1e3', '0x10', '253402300800000', '8640000000000001', '99999999999999999999', null, [], ['1']];
  expect(bad.filter((value) => queryInstantSchema.safeParse(value).success)).toEqual([]);
});

test('instants and numbers are safe integers, hashes 64 lower-case hex digits', () => {
  const bad = [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 253_402_300_800_000, '1', null];
  expect(bad.filter((value) => instantSchema.safeParse(value).success)).toEqual([]);
  expect([0, 2 ** 53].filter((value) => numberSchema.safeParse(value).success)).toEqual([]);
  const hash = 'a1'.repeat(32);
  expect(
    [hash, hash.toUpperCase(), hash.slice(1), `${hash}0`, `${hash}\n`, `../${hash.slice(3)}`].map(
      (text) => hashSchema.safeParse(text).success,
    ),
  ).toEqual([true, false, false, false, false, false]);
});
