import { expect, it } from 'vitest';
import { blocksOf, textOf } from './variant-form.ts';

const text = '# Trước chuyến bay\n\nMang theo hộ chiếu.\n\n- Hộ chiếu\n- Vé\n\n1. Xếp hàng\n2. Trình giấy tờ';

it('reads headings, paragraphs, lists and steps from plain text', () => {
  expect(blocksOf(text)).toEqual([
    { kind: 'heading', text: 'Trước chuyến bay' },
    { kind: 'paragraph', text: 'Mang theo hộ chiếu.' },
    { kind: 'list', items: ['Hộ chiếu', 'Vé'] },
    { kind: 'steps', items: ['Xếp hàng', 'Trình giấy tờ'] },
  ]);
});

it('writes the text that it reads back', () => {
  expect(textOf(blocksOf(text))).toBe(text);
});

it('splits a heading from the text right below it', () => {
  expect(blocksOf('# Giờ\nMở cửa cả ngày\n- một')).toEqual([
    { kind: 'heading', text: 'Giờ' },
    { kind: 'paragraph', text: 'Mở cửa cả ngày' },
    { kind: 'list', items: ['một'] },
  ]);
});
