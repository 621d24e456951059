import type { FeedContent } from '@gatecast/protocol';
import { element } from '../element.ts';
import type { Said } from '../director/programme.ts';
import { categoryLook } from '../text/categories.ts';
import { feedWords, type FeedWords } from '../text/feed-words.ts';
import type { Page } from '../text/flow.ts';
import { fontsReadyFor } from '../text/fonts-ready.ts';
import { isRightToLeft } from '../text/is-right-to-left.ts';
import { fitPanels } from './fit-panels.ts';
import { footOf, headOf } from './frame-parts.ts';
import type { BuiltSurface, Place } from './surface.ts';
import { textPanel, type TextPanel } from './text-panel.ts';
import { turnCheckMs, turnTo, type TextSpan } from './text-surface.ts';

type Saying = { readonly language: string; readonly title: string; readonly words: FeedWords };

/**
 * Values within their approved frame. New ones take the place of the old in one task, once their fonts are here, so that nothing between the
 * two is ever painted; where only the time that they are of has moved on, nothing else is touched.
 */
export function feedSurface(place: Place, span: TextSpan, all: readonly Said[], isSubstitute: boolean): BuiltSurface {
  const [first] = all;
  if (first === undefined) throw new RangeError('a feed surface needs a variant');
  const { head, tick: tickHead } = headOf(place, first.document.language);
  const stand = element('div', 'panels');
  const count = all.length;
  const root = element(
    'article',
    `surface text notice feed ${count > 1 ? `together together-${Math.min(count - 1, 5)}` : 'alone'}`,
    head,
    stand,
    footOf(first, isSubstitute, count > 1),
  );
  root.dataset['accent'] = categoryLook(first.item.category).accent;
  root.dir = isRightToLeft(first.document.language) ? 'rtl' : 'ltr';

  let panels: readonly TextPanel[] = [];
  let pages: readonly (readonly Page[])[] = [];
  let shownKey = '';
  /** What is being prepared for the glass; empty: nothing. */
  let comingKey = '';
  let isStopped = false;
  let turning: ReturnType<typeof setInterval> | undefined;

  function sayings(): readonly Saying[] {
    return all.flatMap(({ document: { language, content } }) =>
      content.kind === 'feed' ? [{ language, title: content.title, words: wordsNow(content, language) }] : [],
    );
  }
  function wordsNow(content: FeedContent, language: string): FeedWords {
    return feedWords(content, language, place.valuesOf(content.sourceId), place.zone, place.nowMs());
  }
  function turn(): void {
    const share = (place.nowMs() - span.fromMs) / Math.max(span.untilMs - span.fromMs, 1);
    for (const [index, panel] of panels.entries()) turnTo(panel, pages[index] ?? [], share);
  }
  function fit(): void {
    pages = fitPanels(root, panels, place);
    turn();
  }
  function note(said: readonly Saying[]): void {
    for (const [index, { words }] of said.entries()) {
      const line = panels[index]?.note;
      if (line === undefined) continue;
      line.lang = words.asOf?.language ?? '';
      const text = words.asOf?.text ?? '';
      if (line.textContent !== text) line.textContent = text;
    }
    root.classList.toggle(
      'is-old',
      said.some(({ words }) => words.age === 'old'),
    );
    root.classList.toggle(
      'is-gone',
      said.every(({ words }) => words.age === 'gone'),
    );
  }
  function draw(said: readonly Saying[]): void {
    const sizes = panels.map(({ box }) => box.style.getPropertyValue('--fit'));
    panels = said.map(({ language, title, words: { rows, text } }, index) =>
      textPanel({ language, title, body: text, template: rows, qr: null }, index === 0 ? (first?.item.category ?? null) : null, false),
    );
    for (const [index, { box }] of panels.entries()) box.style.setProperty('--fit', sizes[index] ?? '');
    stand.replaceChildren(...panels.map((panel) => panel.element));
    note(said);
    shownKey = keyOf(said);
  }
  async function follow(said: readonly Saying[]): Promise<void> {
    comingKey = keyOf(said);
    await fontsReadyFor(textsOf(said));
    comingKey = '';
    if (isStopped) return;
    // what came meanwhile is newer
    draw(sayings());
    fit();
  }
  return {
    element: root,
    async prepare() {
      const said = sayings();
      await fontsReadyFor(textsOf(said));
      draw(said);
      fit();
    },
    show() {
      turn();
      turning ??= setInterval(turn, turnCheckMs);
    },
    tick(nowMs) {
      tickHead(nowMs);
      if (shownKey === '') return;
      const said = sayings();
      const key = keyOf(said);
      if (key === shownKey) note(said);
      else if (comingKey === '') void follow(said);
    },
    relayout: fit,
    stop() {
      isStopped = true;
      clearInterval(turning);
    },
  };
}

/** What of a feed takes room; of the line beneath it only that there is one, and which. */
function keyOf(said: readonly Saying[]): string {
  return JSON.stringify(said.map(({ words: { rows, text, age } }) => [rows, text, age]));
}

function textsOf(said: readonly Saying[]): readonly { readonly language: string; readonly text: string }[] {
  return said.map(({ language, title, words }) => ({
    language,
    text: JSON.stringify([title, words.rows, words.text, words.asOf, '0123456789:']),
  }));
}
