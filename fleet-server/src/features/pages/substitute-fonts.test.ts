import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isSubstitutable, substituteFontUrls, substituteFor } from './substitute-fonts.ts';

const plain = { weight: 400, isItalic: false, isFixedPitch: false, isSerif: false };

test('a font that is not in the file is drawn with the one that has its widths', () => {
  const cases = [
    [{ ...plain, name: 'TimesNewRomanPSMT' }, 'tinos regular'],
    [{ ...plain, name: 'Times-BoldItalic' }, 'tinos bold-italic'],
    [{ ...plain, name: 'Helvetica', isSerif: true }, 'arimo regular'],
    [{ ...plain, name: 'CourierNew', weight: 700 }, 'cousine bold'],
    [{ ...plain, name: 'UTMAvo', isItalic: true }, 'arimo italic'],
    [{ ...plain, name: 'Unknown', isSerif: true }, 'tinos regular'],
  ] as const;
  expect(cases.map(([wanted]) => substituteFor(wanted))).toEqual(cases.map(([, font]) => font));
});

test('every substitute is there', () => {
  const sizes = [...substituteFontUrls().values()].map((url) => statSync(url).size);
  expect([sizes.length, sizes.every((size) => size > 100_000)]).toEqual([12, true]);
});

test('Vietnamese can be drawn with a substitute; Chinese, emoji and what the old 8-bit fonts meant cannot', () => {
  expect(Array.from('Cửa khẩu 22°–ß©').every((character) => isSubstitutable('ArialMT', character))).toBe(true);
  expect(['中', '日', '한', 'ท', '🙂'].some((character) => isSubstitutable('ArialMT', character))).toBe(false);
  expect(['.VnTime', 'VNI-Times', 'VnArialH'].some((font) => isSubstitutable(font, 'a'))).toBe(false);
});
