import type { VariantContent } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { compareTexts, isOtherFile } from './compare-texts.ts';

const notice = (title: string, body: string): VariantContent => ({ kind: 'notice', title, body });

test('texts are compared word by word, and what did not change says so', () => {
  expect(compareTexts(notice('Visa', 'Pay at counter 5.'), notice('Visa', 'Pay at counter 6.'), 'en')).toEqual([
    { field: 'title', isChanged: false, pieces: [{ kind: 'same', text: 'Visa' }] },
    {
      field: 'body',
      isChanged: true,
      pieces: [
        { kind: 'same', text: 'Pay at counter ' },
        { kind: 'gone', text: '5' },
        { kind: 'new', text: '6' },
        { kind: 'same', text: '.' },
      ],
    },
  ]);
});

test('a language without spaces is compared by its words too, and a field that is gone is told', () => {
  const [title, body] = compareTexts(notice('請走三號門', 'x'), notice('請走五號門', ''), 'zh-Hant');
  expect(
    title?.pieces
      .filter(({ kind }) => kind === 'same')
      .map(({ text }) => text)
      .join(''),
  ).toContain('請');
  expect(
    title?.pieces
      .filter(({ kind }) => kind === 'new')
      .map(({ text }) => text)
      .join(''),
  ).toContain('五');
  expect(body).toEqual({ field: 'body', isChanged: true, pieces: [{ kind: 'gone', text: 'x' }] });
});

test('a code that leads elsewhere is told, though it looks the same', () => {
  const withCode = (url: string): VariantContent => ({ kind: 'notice', title: 'Visa', body: 'On line', qr: { url, caption: 'Apply' } });
  const compared = compareTexts(withCode('https://evisa.gov.vn'), withCode('https://evisa.gov.example'), 'en');
  expect(compared.filter(({ isChanged }) => isChanged).map(({ field }) => field)).toEqual(['qr.url']);
});

test('another file is told, the same under other words is not another', () => {
  const picture = (letter: string, alternative: string): VariantContent => ({
    kind: 'image',
    media: { hash: letter.repeat(64), mime: 'image/webp', sizeBytes: 1, widthPx: 1, heightPx: 1 },
    alternative,
  });
  expect(isOtherFile(picture('a', 'gate'), picture('b', 'gate'))).toBe(true);
  expect(isOtherFile(picture('a', 'gate'), picture('a', 'door'))).toBe(false);
});
