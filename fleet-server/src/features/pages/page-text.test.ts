import { pagesContentSchema, pagesLimits } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { pageText } from './page-text.ts';

test('what a page says comes as lines of words, without what nobody can read', () => {
  const found = 'Thông báo:\r\n  Cửa khẩu\u00a0\t Hữu Nghị \u0000\ufffe\u00ad\ue000đóng\u202e cửa\f\n\nlúc 22 giờ\u2028';
  expect(pageText(found)).toBe('Thông báo:\nCửa khẩu Hữu Nghị đóng cửa\nlúc 22 giờ');
});

test('a long page is cut between two characters, however these are made up', () => {
  const flag = '🇻🇳';
  const cut = pageText(`a${flag.repeat(pagesLimits.textLength)}`);
  expect([cut.length <= pagesLimits.textLength, cut.length > pagesLimits.textLength - flag.length]).toEqual([true, true]);
  expect(cut.endsWith(flag)).toBe(true);
});

test('whatever was found, a variant takes it as it comes out', () => {
  const schema = pagesContentSchema.shape.pages.element.shape.text;
  for (const found of ['', ' \n ', 'e\u0302\u0323', '\ud800 x', 'line\u0085next', '\u2060'.repeat(5_000)]) {
    const text = pageText(found);
    expect(schema.parse(text)).toBe(text);
  }
});
