import type { Alert } from '@gatecast/protocol';
import { pagesOf, piecesOfText, type Page, type Piece } from '../text/flow.ts';

/** What of an alert is on the glass at once: some of its languages whole, or a part of one. */
export type AlertPage = { readonly languages: readonly string[]; readonly part: TextPart | null };
/** A stretch of one language's words: of its headline or of its instruction, which may stand beneath the whole headline. */
type TextPart = { readonly headline: string; readonly instruction: string };

/** The languages that an alert has words in, the lead language first. */
export function spokenIn(alert: Alert): readonly string[] {
  return alert.languages.filter((language) => alert.texts[language] !== undefined);
}

/**
 * Divides an alert into pages that hold at the smallest size that can be read: as few as possible, each with about as many languages. A language that
 * does not hold by itself is divided between its words. `holds` lays a page out and looks at it. `mostAtOnce`: languages on one page.
 */
export function divideAlert(alert: Alert, mostAtOnce: number, holds: (page: AlertPage) => boolean): readonly AlertPage[] {
  const languages = spokenIn(alert);
  for (let count = Math.ceil(languages.length / mostAtOnce); count < languages.length; count++) {
    const pages = inGroups(languages, Math.ceil(languages.length / count)).map((group) => ({ languages: group, part: null }));
    if (pages.every(holds)) return pages;
  }
  return languages.flatMap((language): readonly AlertPage[] => {
    const whole = { languages: [language], part: null };
    return holds(whole) ? [whole] : partsOf(alert, language, holds).map((part) => ({ languages: [language], part }));
  });
}

function inGroups(languages: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(languages.length / size) }, (_, index) => languages.slice(index * size, (index + 1) * size));
}

type Words = readonly (Piece & { readonly text: string })[];
const said = (words: Words, { from, until }: Pick<Page, 'from' | 'until'>): string =>
  words
    .slice(from, until)
    .map(({ text }) => text)
    .join('')
    .trim();

/** The headline stands on each page, where it leaves room for words beneath it; else it is read first. */
function partsOf(alert: Alert, language: string, holds: (page: AlertPage) => boolean): readonly TextPart[] {
  const { headline, instruction } = alert.texts[language] ?? { headline: '', instruction: '' };
  function divide(text: string, partOf: (words: string, hasTitle: boolean) => TextPart): readonly TextPart[] {
    const words = piecesOfText(text, language);
    let shown: TextPart = partOf('', false);
    const flow = { pieces: words, show: (page: Page) => void (shown = partOf(said(words, page), page.hasTitle)) };
    const pages = pagesOf(flow, () => holds({ languages: [language], part: shown }));
    return pages.map((page) => partOf(said(words, page), page.hasTitle));
  }
  const parts = divide(instruction, (words, hasTitle) => ({ headline: hasTitle ? headline : '', instruction: words }));
  // a page of the headline alone
  return parts.flatMap((part) =>
    part.headline === '' || holds({ languages: [language], part })
      ? [part]
      : divide(headline, (words) => ({ headline: words, instruction: '' })).filter(({ headline: words }) => words !== ''),
  );
}

const noticingMs = 2_000;
/** As slow as a screen's texts are counted at publish, for scripts that are read fastest. */
const characterMs = 90;
const longestMs = 24_000;

/** How long a page stands: as long as it takes to read its longest text. */
export function pageMs(alert: Alert, { languages, part }: AlertPage, leastMs: number): number {
  const texts = languages.map((language) => part ?? alert.texts[language] ?? { headline: '', instruction: '' });
  const characters = Math.max(...texts.map(({ headline, instruction }) => headline.length + instruction.length));
  return Math.min(Math.max(noticingMs + characters * characterMs, leastMs), longestMs);
}

/** Which page is on, so long after the first one came, where they follow one another without end. */
export function pageAfter(durationsMs: readonly number[], elapsedMs: number): number {
  const wholeMs = durationsMs.reduce((sum, one) => sum + one, 0);
  let leftMs = wholeMs === 0 ? 0 : elapsedMs % wholeMs;
  for (const [index, durationMs] of durationsMs.entries()) {
    if (leftMs < durationMs) return index;
    leftMs -= durationMs;
  }
  return 0;
}
