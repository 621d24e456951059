import { element, spoken } from '../element.ts';
import type { Said } from '../director/programme.ts';
import { categoryLook } from '../text/categories.ts';
import { fitText } from '../text/fit-text.ts';
import { fontsReadyFor } from '../text/fonts-ready.ts';
import { categoryChip, footOf, headOf } from './frame-parts.ts';
import { nothing, type BuiltSurface, type Place } from './surface.ts';

type Words = { readonly language: string; readonly title: string; readonly body: string };

/** A notice, or the summary of an article: one language large, or several side by side with the lead language first and larger. */
export function textSurface(place: Place, kind: 'notice' | 'article', all: readonly Said[], isSubstitute: boolean): BuiltSurface {
  const [first] = all;
  if (first === undefined) throw new RangeError('a text surface needs a variant');
  const words = all.flatMap((said) => wordsOf(said) ?? []);
  const { head, tick } = headOf(place, first.document.language);
  const panels = words.map((one, index) => panelOf(first.item.category, one, index === 0));
  const root = element(
    'article',
    `surface text ${kind} ${words.length > 1 ? `together together-${Math.min(words.length - 1, 5)}` : 'alone'}`,
    head,
    element('div', 'panels', ...panels),
    footOf(first, isSubstitute, words.length > 1),
  );
  root.dataset['accent'] = categoryLook(first.item.category).accent;
  return {
    element: root,
    async prepare() {
      if (words.length === 0) throw new Error('a text surface without words');
      await fontsReadyFor(words.map(({ language, title, body }) => ({ language, text: title + body })));
      fitPanels(root, panels);
    },
    show: nothing,
    tick,
    relayout: () => fitPanels(root, panels),
    stop: nothing,
  };
}

/** From this many times as wide as high, a surface is a band of one or two lines; the style sheet has the same. */
const bandShape = 3;

/** Bounds of the body's size as shares of the smaller side. */
function sizesOf(count: number, index: number, isBand: boolean): { readonly legible: number; readonly largest: number } {
  if (isBand) return { legible: 0.14, largest: 0.21 };
  if (count === 1) return { legible: 0.03, largest: 0.07 };
  if (index === 0) return { legible: 0.024, largest: 0.052 };
  return { legible: 0.02, largest: count === 2 ? 0.044 : 0.034 };
}

function wordsOf({ document }: Said): Words | null {
  const { language, content } = document;
  switch (content.kind) {
    case 'notice':
      return { language, title: content.title, body: content.body };
    case 'article':
      return { language, title: content.title, body: content.summary };
    case 'image':
    case 'video':
    case 'bundle':
    case 'clock':
      return null;
  }
}

function panelOf(category: string, { language, title, body }: Words, isLead: boolean): HTMLElement {
  const texts = [spoken('h1', 'title', language, title), spoken('p', 'body', language, body)];
  const chip = isLead ? [categoryChip(category, language)] : [];
  const panel = element(
    'section',
    isLead ? 'panel panel-lead' : 'panel',
    ...chip,
    element('div', 'fit', element('div', 'fit-inner', ...texts)),
  );
  panel.lang = language;
  return panel;
}

/** The panels beside the lead one share one size, so that no language looks like an afterthought. */
function fitPanels(root: HTMLElement, panels: readonly HTMLElement[]): void {
  const side = Math.min(root.clientWidth, root.clientHeight);
  const isBand = root.clientWidth >= bandShape * root.clientHeight;
  const boxes = panels.flatMap((panel) => panel.querySelector<HTMLElement>('.fit') ?? []);
  fitText(boxes.slice(0, 1), sizesOf(boxes.length, 0, isBand), side);
  fitText(boxes.slice(1), sizesOf(boxes.length, 1, isBand), side);
}
