import { expect, it } from 'vitest';
import { vi } from '../words/vi.ts';
import type { Words } from '../words/words.ts';
import { lengthInWords } from './length-in-words.ts';

const words: Words = (key, values = {}) => {
  const text = vi.lengths[key.replace('lengths.', '') as keyof typeof vi.lengths];
  return text.replaceAll(/{{(\w+)}}/g, (_, name: string) => String(values[name]));
};
const number = (value: number) => new Intl.NumberFormat('vi-VN').format(value);

it('says a length in the units that it fills', () => {
  const said = [0, 12_100, 60_000, 90_000, 600_000, 5_400_000, 86_400_000].map((ms) => lengthInWords(ms, words, number));
  expect(said).toEqual(['0 giây', '12,1 giây', '1 phút', '1 phút 30 giây', '10 phút', '1 giờ 30 phút', '24 giờ']);
});
