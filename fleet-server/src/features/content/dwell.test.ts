import { expect, test } from 'vitest';
import { dwellOfContent, dwellOfText } from './dwell.ts';

test('a short text stands six seconds, a very long one forty-five', () => {
  expect([dwellOfText('Gate 5'), dwellOfText('x'.repeat(2_000))]).toEqual([6_000, 45_000]);
});

test('each script has its own reading rate, and marks and spaces cost nothing', () => {
  expect(dwellOfText('a'.repeat(100))).toBe(11_000);
  expect(dwellOfText('한'.repeat(100))).toBe(14_500);
  expect(dwellOfText('请'.repeat(100))).toBe(19_000);
  expect(dwellOfText('ế'.normalize('NFD').repeat(100))).toBe(dwellOfText('e   '.repeat(100)));
});

test('a picture stands ten seconds, a clock fifteen, a film as long as it is', () => {
  const media = { hash: 'a'.repeat(64), mime: 'video/mp4' as const, sizeBytes: 1, widthPx: 1, heightPx: 1 };
  expect([
    dwellOfContent({ kind: 'image', media: { ...media, mime: 'image/webp' }, alternative: '' }, null),
    dwellOfContent({ kind: 'clock' }, null),
    dwellOfContent({ kind: 'video', media, alternative: '' }, 12_480),
  ]).toEqual([10_000, 15_000, 12_480]);
});

test('a notice stands for its template as well, up to ninety seconds, and six more for a code to be scanned', () => {
  const notice = { kind: 'notice' as const, title: 'a'.repeat(20), body: '' };
  const steps = (count: number) => ({ kind: 'steps' as const, steps: Array<string>(count).fill('b'.repeat(100)) });
  const qr = { url: 'https://evisa.gov.vn', caption: 'c'.repeat(20) };
  expect([
    dwellOfContent({ ...notice, template: steps(1) }, null),
    dwellOfContent({ ...notice, template: steps(8), body: 'd'.repeat(600) }, null),
    dwellOfContent({ ...notice, template: steps(1), qr }, null),
  ]).toEqual([13_000, 90_000, 21_000]);
});

test('an article stands for its title and summary', () => {
  const blocks = [{ kind: 'paragraph' as const, text: 'y'.repeat(4_000) }];
  expect(dwellOfContent({ kind: 'article', title: 'Visa', summary: 'z'.repeat(96), blocks }, null)).toBe(11_000);
});
