import { element, spoken } from '../element.ts';
import { piecesOfText, type Flow, type Piece } from '../text/flow.ts';
import { isRightToLeft } from '../text/is-right-to-left.ts';
import type { Words } from '../text/words.ts';
import { categoryChip } from './frame-parts.ts';
import { qrPicture, type QrPicture } from './qr-picture.ts';
import { templateParts, type TemplateRow } from './template-parts.ts';

/** The words of one language, with the box whose text is fitted. */
export type TextPanel = {
  readonly element: HTMLElement;
  readonly box: HTMLElement;
  readonly flow: Flow;
  readonly qr: QrPicture | null;
  /** Whether the code and its caption stand within the panel. */
  readonly holdsCode: () => boolean;
  /** Where a line beneath the words stands; it may be empty. */
  readonly note: HTMLElement;
  /** Says which page is on, `2/3`; null where there is one only. */
  readonly mark: (text: string | null) => void;
};

/** `category` is null but for the panel that speaks first. */
export function textPanel(words: Words, category: string | null, hasQr: boolean): TextPanel {
  const { language, title, body, template } = words;
  const heading = spoken('h1', 'title', language, title);
  const text = spoken('p', 'body', language, body);
  const parts = template === null ? null : templateParts(language, template);
  const inner = element('div', 'fit-inner', heading, text, ...(parts === null ? [] : [parts.list]));
  const box = element('div', 'fit', inner);
  const qr = hasQr && words.qr !== null ? qrPicture(language, words.qr) : null;
  const mark = element('span', 'page-mark');
  const note = element('p', 'panel-note');
  const panel = element(
    'section',
    `panel${category === null ? '' : ' panel-lead'}`,
    ...(category === null ? [] : [categoryChip(category, language)]),
    box,
    ...(qr === null ? [] : [qr.element]),
    note,
    mark,
  );
  panel.lang = language;
  panel.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
  return {
    element: panel,
    box,
    qr,
    note,
    flow: flowOf(language, {
      panel,
      box,
      heading,
      body: text,
      list: parts?.list ?? null,
      rows: parts?.rows ?? [],
      code: qr?.element ?? null,
    }),
    holdsCode: () =>
      qr === null || qr.element.hidden === true || isWithin(qr.element.getBoundingClientRect(), panel.getBoundingClientRect()),
    mark(said) {
      panel.classList.toggle('is-paged', said !== null);
      mark.textContent = said ?? '';
    },
  };
}

/** Lengths are rounded, so a pixel is no overflow. */
function isWithin(inner: DOMRect, outer: DOMRect): boolean {
  return inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1 && inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
}

type Parts = {
  readonly panel: HTMLElement;
  readonly box: HTMLElement;
  readonly heading: HTMLElement;
  readonly body: HTMLElement;
  readonly list: HTMLElement | null;
  readonly rows: readonly TemplateRow[];
  readonly code: HTMLElement | null;
};

/** A row that is never divided: all of it is read, its first cell stands for it. */
function wholePiece(row: HTMLElement, text: HTMLElement): Piece & { readonly text: string } {
  return { text: text.textContent, weight: row.textContent.length, isEnd: true };
}

/** To take out a telephone and aim it, in characters. */
const codeWeight = 60;

/** The body, then the rows, word by word; the code is the last piece: it stands beside the words where there is room, else on a page of its own. */
function flowOf(language: string, { panel, box, heading, body, list, rows, code }: Parts): Flow {
  const stretches = [{ row: body, text: body } as TemplateRow, ...rows].map(({ row, text, isWhole }) => {
    const words = isWhole === true ? [wholePiece(row, text)] : piecesOfText(text.textContent, language);
    return { row, text, words };
  });
  const words = stretches.flatMap((stretch) => stretch.words);
  return {
    pieces: [...words, ...(code === null ? [] : [{ weight: codeWeight, isEnd: true }])],
    show({ from, until, hasTitle }) {
      heading.hidden = !hasTitle;
      let at = 0;
      for (const { row, text, words } of stretches) {
        const said = words.slice(Math.max(from - at, 0), Math.max(until - at, 0));
        const saying = said.map((word) => word.text).join('');
        if (text.textContent !== saying.trim()) text.textContent = saying.trim();
        row.hidden = said.length === 0;
        at += words.length;
      }
      if (list !== null) list.hidden = rows.every(({ row }) => row.hidden);
      box.hidden = !hasTitle && stretches.every(({ row }) => row.hidden);
      if (code === null) return;
      code.hidden = words.length < from || words.length >= until;
      panel.classList.toggle('has-qr', !code.hidden);
    },
  };
}
