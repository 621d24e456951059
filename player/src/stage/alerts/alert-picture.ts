import { legibleSize } from '@gatecast/glass-text';
import type { Alert } from '@gatecast/protocol';
import type { Turn } from '../director/alert-order.ts';
import { element, icon, spoken } from '../element.ts';
import { glassSize } from '../mount-glass.ts';
import { headClock } from '../surfaces/frame-parts.ts';
import { nothing, type Place } from '../surfaces/surface.ts';
import { fitText, textBoxes, type FitBounds } from '../text/fit-text.ts';
import { fontsReadyFor } from '../text/fonts-ready.ts';
import { nameIn, phrase } from '../text/phrases.ts';
import { quickFit } from '../text/quick-fit.ts';
import { divideAlert, pageAfter, pageMs, spokenIn, type AlertPage } from './alert-pages.ts';

export type AlertPicture = {
  readonly element: HTMLElement;
  /** Gives the texts of the first page sizes that hold them, with few layouts: for the first frame. */
  readonly fitQuickly: () => void;
  /** Gives them the largest sizes that hold them. */
  readonly fit: () => void;
  /** Settles when the fonts of its texts are there, or have been waited for long enough. */
  readonly fontsReady: () => Promise<void>;
  /** Keeps its clock, and turns its pages; called about every second. `elapsedMs`: since the alerts in force last changed. */
  readonly tick: (nowMs: number, elapsedMs: number) => void;
};
/** Boxes whose texts have one size. */
type Group = { readonly boxes: readonly HTMLElement[]; readonly bounds: FitBounds };
/** What is laid out of a page, within a square of this side at least. */
type Laid = { readonly groups: readonly Group[]; readonly side: number };

/** A glass too small to be read from where people stand is not filled with a single letter. */
const mostLegible = 0.2;
const leastPageMs = { full: 8_000, banner: 6_000 } as const;

const triangle =
  'M12 1.6c-.6 0-1.1.3-1.4.8L.8 19.7A1.6 1.6 0 0 0 2.2 22.1h19.6a1.6 1.6 0 0 0 1.4-2.4L13.4 2.4A1.6 1.6 0 0 0 12 1.6Zm-1.3 6.6h2.6l-.3 7.2h-2l-.3-7.2Zm1.3 8.7a1.450 1.450 0 1 1 0 2.9 1.450 1.450 0 0 1 0-2.9Z';
const circle = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1.2 15h-2.4v-6.6h2.4V17ZM12 8.9a1.5 1.5 0 1 1 0-3 1.5 1.5 0 0 1 0 3Z';

/** The whole glass: the lead language large, every other language beneath it, as far as all of them can be read; else page by page. */
export function fullScreenAlert(turn: Turn, place: Place): AlertPicture {
  const { alert, index, count } = turn;
  const lead = spokenIn(alert)[0] ?? 'en';
  const { clock, tick } = headClock(place);
  const mark = element('span', 'alert-page');
  const head = element(
    'header',
    'alert-head',
    spoken('span', '', lead, nameIn(place.siteName, lead, lead)),
    element('span', 'alert-turn', count > 1 ? `${index + 1} / ${count}` : ''),
    clock,
  );
  const body = element('div', 'alert-body');
  const root = element(
    'section',
    classOf(alert, 'alert alert-full'),
    ...exerciseMarks(alert, place),
    element('div', 'alert-sheet', head, body, mark),
  );
  root.setAttribute('role', 'alert');
  return pictureOf(root, turn, place, {
    ...{ mark, tick, mostAtOnce: 24, leastMs: leastPageMs.full },
    lay(page) {
      const [first = lead, ...others] = page.languages;
      const leadBox = textBox(alert, first, 'alert-lead', page);
      const boxes = others.map((language) => textBox(alert, language, 'alert-other', page));
      body.replaceChildren(
        element('div', 'alert-lead-row', alertIcon(alert), leadBox),
        element('div', `alert-others alert-others-${Math.min(boxes.length, 6)}`, ...boxes),
      );
      return {
        side: Math.min(root.clientWidth, root.clientHeight),
        groups: [
          { boxes: [leadBox], bounds: { legible: 0.034, largest: boxes.length === 0 ? 0.075 : 0.058 } },
          { boxes, bounds: { legible: 0.02, largest: boxes.length === 1 ? 0.052 : boxes.length === 2 ? 0.044 : 0.036 } },
        ],
      };
    },
  });
}

/** A strip above the layout, which goes on beneath it: one language after another, each with all of its words. */
export function bannerAlert(turn: Turn, place: Place): AlertPicture {
  const { alert, index, count } = turn;
  const mark = element('span', 'alert-page');
  const stand = element('div', 'banner-text');
  const marks = element('div', 'banner-marks', element('span', 'alert-turn', count > 1 ? `${index + 1} / ${count}` : ''), mark);
  const root = element(
    'section',
    classOf(alert, 'alert alert-banner'),
    ...exerciseMarks(alert, place),
    element('div', 'banner-row', alertIcon(alert), stand, marks),
  );
  root.setAttribute('role', 'alert');
  return pictureOf(root, turn, place, {
    ...{ mark, tick: nothing, mostAtOnce: 1, leastMs: leastPageMs.banner },
    lay(page) {
      const box = textBox(alert, page.languages[0] ?? 'en', 'banner-box', page);
      stand.replaceChildren(box);
      const { widthPx, heightPx } = glassSize();
      return { groups: [{ boxes: [box], bounds: { legible: 0.018, largest: 0.044 } }], side: Math.min(widthPx, heightPx) };
    },
  });
}

/** The smallest size of an alert's text: nothing on the glass is set smaller, as long as a single word holds at it. */
export function alertLegiblePx({ viewing }: Place): number {
  const { widthPx, heightPx } = glassSize();
  return Math.min(legibleSize({ widthPx, heightPx, viewing }), Math.min(widthPx, heightPx) * mostLegible);
}

function pictureOf(
  root: HTMLElement,
  { alert, visit, count }: Turn,
  place: Place,
  parts: {
    readonly mark: HTMLElement;
    readonly tick: (nowMs: number) => void;
    readonly mostAtOnce: number;
    readonly leastMs: number;
    readonly lay: (page: AlertPage) => Laid;
  },
): AlertPicture {
  const texts = Object.entries(alert.texts).map(([language, { headline, instruction }]) => ({ language, text: headline + instruction }));
  let pages: readonly AlertPage[] = [];
  let laid: Laid = { groups: [], side: 0 };
  let shown = -1;
  let dividedFor = '';
  let elapsedMs = 0;

  function lay(page: AlertPage): void {
    laid = parts.lay(page);
  }
  /** Whether what is laid out holds at the smallest size. */
  function holds(): boolean {
    const sizePx = alertLegiblePx(place);
    return laid.groups.every(({ boxes }) => {
      const text = textBoxes(boxes);
      text?.set(sizePx);
      return text?.holds() ?? true;
    });
  }
  function divide(): void {
    root.style.setProperty('--legible', `${alertLegiblePx(place)}px`);
    root.classList.remove('is-paged');
    const whole = { languages: spokenIn(alert), part: null };
    lay(whole);
    shown = whole.languages.length <= parts.mostAtOnce && holds() ? 0 : -1;
    if (shown === 0) pages = [whole];
    else {
      // the mark takes room, whatever it says
      root.classList.add('is-paged');
      pages = divideAlert(alert, parts.mostAtOnce, (page) => {
        lay(page);
        return holds();
      });
      root.classList.toggle('is-paged', pages.length > 1);
    }
    parts.mark.textContent = '';
    dividedFor = sizeNow();
  }
  function sizeNow(): string {
    return `${root.clientWidth} ${root.clientHeight} ${alertLegiblePx(place)}`;
  }
  /** Alerts that take turns show their next page with each turn. */
  function pageDue(): number {
    if (count > 1) return visit % Math.max(pages.length, 1);
    return pageAfter(
      pages.map((page) => pageMs(alert, page, parts.leastMs)),
      elapsedMs,
    );
  }
  function showPage(index: number): void {
    const page = pages[index];
    if (page === undefined || index === shown) return;
    shown = index;
    lay(page);
    parts.mark.textContent = pages.length > 1 ? `${index + 1}/${pages.length}` : '';
  }
  /** What holds as large as it stands is not measured smaller: a text that was read once only grows. */
  function stands(): boolean {
    const leastPx = alertLegiblePx(place);
    return laid.groups.every(({ boxes }) => {
      const text = textBoxes(boxes);
      return text === null || (text.sizePx >= leastPx && text.holds());
    });
  }
  /** Divided for what the glass is now; a page that a better font made too large is divided anew. */
  function ready(): void {
    if (dividedFor !== sizeNow()) divide();
    showPage(pageDue());
    if (pages.length > 0 && !stands() && !holds()) {
      divide();
      showPage(pageDue());
    }
  }
  function fitWith(fitter: typeof fitText | typeof quickFit): void {
    ready();
    for (const { boxes, bounds } of laid.groups) fitter(boxes, bounds, laid.side, alertLegiblePx(place));
    holdMarks(root, elapsedMs);
  }
  return {
    element: root,
    fitQuickly: () => fitWith(quickFit),
    fit: () => fitWith(fitText),
    fontsReady: () => fontsReadyFor(texts),
    tick(nowMs, sinceMs) {
      parts.tick(nowMs);
      elapsedMs = sinceMs;
      if (shown < 0) return;
      if (pageDue() !== shown) fitWith(fitText);
      else holdMarks(root, elapsedMs);
    },
  };
}

function textBox(alert: Alert, language: string, className: string, { part }: AlertPage): HTMLElement {
  const { headline, instruction } = part ?? alert.texts[language] ?? { headline: '', instruction: '' };
  const lines = [
    ...(headline === '' ? [] : [spoken('h1', 'alert-headline', language, headline)]),
    ...(instruction === '' ? [] : [spoken('p', 'alert-instruction', language, instruction)]),
  ];
  const box = element('div', `fit ${className}`, element('div', 'fit-inner', ...lines));
  box.lang = language;
  return box;
}

function alertIcon(alert: Alert): SVGSVGElement {
  return icon('alert-icon', alert.severity === 'minor' ? circle : triangle);
}

function classOf(alert: Alert, base: string): string {
  return `${base} severity-${alert.severity} ${alert.status === 'exercise' ? 'is-exercise' : 'is-actual'}`;
}

/** The words at head and foot of the hatched frame, in every language of the alert. */
function exerciseMarks(alert: Alert, place: Place): readonly HTMLElement[] {
  if (alert.status === 'actual') return [];
  const languages = [...new Set([...alert.languages, ...place.languages, 'en'])];
  const mark = (name: 'exercise' | 'exerciseHint', className: string): HTMLElement => {
    const said = [...new Map(languages.map((language) => phrase(name, language)).map((one) => [one.text, one])).values()];
    return element('div', `exercise-mark ${className}`, ...said.map(({ language, text }) => spoken('span', '', language, text)));
  };
  return [mark('exercise', 'exercise-head'), mark('exerciseHint', 'exercise-foot')];
}

const marksTurnMs = 6_000;

/** Of the words at head and foot as many as have room side by side; the others come in their turn. */
function holdMarks(root: HTMLElement, elapsedMs: number): void {
  for (const mark of root.querySelectorAll<HTMLElement>('.exercise-mark')) {
    const words = [...mark.children].filter((word) => word instanceof HTMLElement);
    for (const word of words) word.hidden = false;
    if (mark.scrollWidth <= mark.clientWidth + 1) continue;
    const first = Math.floor(elapsedMs / marksTurnMs) % words.length;
    const inTurn = [...words.slice(first), ...words.slice(0, first)];
    for (const word of inTurn.slice(1).toReversed()) {
      if (mark.scrollWidth <= mark.clientWidth + 1) break;
      word.hidden = true;
    }
  }
}
