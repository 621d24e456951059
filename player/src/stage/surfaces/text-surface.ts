import { element } from '../element.ts';
import type { Said } from '../director/programme.ts';
import { categoryLook } from '../text/categories.ts';
import { pageAt, type Page } from '../text/flow.ts';
import { fontsReadyFor } from '../text/fonts-ready.ts';
import { isRightToLeft } from '../text/is-right-to-left.ts';
import { wordsOf, type Words } from '../text/words.ts';
import { fitPanels } from './fit-panels.ts';
import { footOf, headOf } from './frame-parts.ts';
import type { BuiltSurface, Place } from './surface.ts';
import { textPanel, type TextPanel } from './text-panel.ts';

/** When it stands, in server's time: pages take turns within it. */
export type TextSpan = { readonly fromMs: number; readonly untilMs: number };
export type TextKind = 'notice' | 'article';

/** A notice, or the summary of an article: one language large, or several side by side with the lead language first and larger. */
export function textSurface(place: Place, kind: TextKind, span: TextSpan, all: readonly Said[], isSubstitute: boolean): BuiltSurface {
  const [first] = all;
  if (first === undefined) throw new RangeError('a text surface needs a variant');
  const words = all.flatMap((said) => wordsOf(said) ?? []);
  const { head, tick } = headOf(place, first.document.language);
  // side by side there is room for one code
  const coded = words.findIndex(({ qr }) => qr !== null);
  const panels = words.map((one, index) => textPanel(one, index === 0 ? first.item.category : null, index === coded));
  const root = element(
    'article',
    `surface text ${kind} ${words.length > 1 ? `together together-${Math.min(words.length - 1, 5)}` : 'alone'}`,
    head,
    element('div', 'panels', ...panels.map((panel) => panel.element)),
    footOf(first, isSubstitute, words.length > 1),
  );
  root.dataset['accent'] = categoryLook(first.item.category).accent;
  root.dir = isRightToLeft(first.document.language) ? 'rtl' : 'ltr';
  let pages: readonly (readonly Page[])[] = [];
  let turning: ReturnType<typeof setInterval> | undefined;
  const fit = (): void => {
    pages = fitPanels(root, panels, place);
    turn(place.nowMs());
  };
  function turn(nowMs: number): void {
    const share = (nowMs - span.fromMs) / Math.max(span.untilMs - span.fromMs, 1);
    for (const [index, panel] of panels.entries()) turnTo(panel, pages[index] ?? [], share);
  }
  return {
    element: root,
    async prepare() {
      if (words.length === 0) throw new Error('a text surface without words');
      await fontsReadyFor(words.map((one) => ({ language: one.language, text: everythingIn(one) })));
      fit();
    },
    show() {
      turn(place.nowMs());
      turning ??= setInterval(() => turn(place.nowMs()), turnCheckMs);
    },
    tick,
    relayout: fit,
    stop: () => clearInterval(turning),
  };
}

/** How late a page may turn: nobody sees less, and pages are few. */
export const turnCheckMs = 250;

/** Turns a panel to the page that is on when a share of the time is over. */
export function turnTo(panel: TextPanel, pages: readonly Page[], share: number): void {
  if (pages.length < 2) return;
  const index = pageAt(panel.flow, pages, share);
  const mark = `${index + 1}/${pages.length}`;
  if (panel.element.dataset['page'] === mark) return;
  panel.element.dataset['page'] = mark;
  const page = pages[index];
  if (page !== undefined) panel.flow.show(page);
  panel.mark(mark);
}

function everythingIn(words: Words): string {
  return JSON.stringify([words.title, words.body, words.template, words.qr?.caption]);
}
