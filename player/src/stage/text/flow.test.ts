import { expect, it } from 'vitest';
import { pageAt, pagesOf, piecesOfText, wholeOf, type Flow, type Page } from './flow.ts';

/** A flow of text on pages of so many characters, of which the title takes some. */
function flowOn(text: string, roomChars: number, titleChars: number, language = 'en') {
  const pieces = piecesOfText(text, language);
  let shown: Page = { from: 0, until: 0, hasTitle: true };
  const flow: Flow = { pieces, show: (page) => void (shown = page) };
  const textOf = ({ from, until }: Page): string =>
    pieces
      .slice(from, until)
      .map((piece) => piece.text)
      .join('');
  const pages = pagesOf(flow, () => textOf(shown).trim().length + (shown.hasTitle ? titleChars : 0) <= roomChars);
  return { flow, pages, texts: pages.map(textOf) };
}

const text = 'Have your passport ready. Remove hats. Wait behind the yellow line until you are called.';

it('shows all on one page where it fits', () => {
  const { pages, flow } = flowOn(text, 200, 10);
  expect(pages).toEqual([wholeOf(flow)]);
});

it('ends pages after sentences where that leaves them half full, and loses nothing', () => {
  const { texts } = flowOn(text, 60, 10);
  expect(texts).toEqual(['Have your passport ready. Remove hats. ', 'Wait behind the yellow line until you are called.']);
  expect(flowOn(text, 30, 10).texts.join('')).toBe(text);
});

it('gives a title that leaves no room a page of its own', () => {
  const { pages, texts } = flowOn(text, 60, 58);
  expect(pages.map(({ hasTitle }) => hasTitle)).toEqual([true, false, false]);
  expect(texts.join('')).toBe(text);
});

it('never cuts within a word, also where words have no spaces between them', () => {
  const thai = 'โปรดเตรียมหนังสือเดินทางให้พร้อม';
  const words = new Set([...new Intl.Segmenter('th', { granularity: 'word' }).segment(thai)].map(({ index }) => index));
  let at = 0;
  for (const page of flowOn(thai, 14, 2, 'th').texts) {
    expect(words.has(at)).toBe(true);
    at += page.length;
  }
  expect(at).toBe(thai.length);
});

it('keeps what opens with what it opens, and line breaks as they are', () => {
  expect(piecesOfText('See (gate 5).\nThen go', 'en').map((piece) => [piece.text, piece.isEnd])).toEqual([
    ['See ', false],
    ['(gate ', false],
    ['5).\n', true],
    ['Then ', false],
    ['go', true],
  ]);
});

it('gives each page the time that it takes to read', () => {
  const { flow, pages } = flowOn(text, 60, 10);
  expect([0, 0.4, 0.47, 0.99, 1, 1.5].map((share) => pageAt(flow, pages, share))).toEqual([0, 0, 1, 1, 1, 1]);
});
