import type { Alert } from '@gatecast/protocol';
import type { Turn } from '../director/alert-order.ts';
import { element, icon, spoken } from '../element.ts';
import { headClock } from '../surfaces/frame-parts.ts';
import { nothing, type Place } from '../surfaces/surface.ts';
import { fitText, type FitBounds } from '../text/fit-text.ts';
import { fontsReadyFor } from '../text/fonts-ready.ts';
import { nameIn, phrase } from '../text/phrases.ts';
import { quickFit } from '../text/quick-fit.ts';

export type AlertPicture = {
  readonly element: HTMLElement;
  /** Gives the texts sizes that hold them, with a single layout: for the first frame. */
  readonly fitQuickly: () => void;
  /** Gives them the largest sizes that hold them. */
  readonly fit: () => void;
  /** Settles when the fonts of its texts are there, or have been waited for long enough. */
  readonly fontsReady: () => Promise<void>;
  /** Keeps its clock; called about every second of server's time. */
  readonly tick: (nowMs: number) => void;
};
type Fitter = (boxes: readonly HTMLElement[], bounds: FitBounds, side: number) => void;

const triangle =
  'M12 1.6c-.6 0-1.1.3-1.4.8L.8 19.7A1.6 1.6 0 0 0 2.2 22.1h19.6a1.6 1.6 0 0 0 1.4-2.4L13.4 2.4A1.6 1.6 0 0 0 12 1.6Zm-1.3 6.6h2.6l-.3 7.2h-2l-.3-7.2Zm1.3 8.7a1.450 1.450 0 1 1 0 2.9 1.450 1.450 0 0 1 0-2.9Z';
const circle = 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm1.2 15h-2.4v-6.6h2.4V17ZM12 8.9a1.5 1.5 0 1 1 0-3 1.5 1.5 0 0 1 0 3Z';

/** The whole glass: the lead language large, every other language beneath it. */
export function fullScreenAlert({ alert, index, count }: Turn, place: Place): AlertPicture {
  const lead = alert.languages[0] ?? 'en';
  const others = alert.languages.slice(1).filter((language) => alert.texts[language] !== undefined);
  const { clock, tick } = headClock(place);
  const head = element(
    'header',
    'alert-head',
    spoken('span', '', lead, nameIn(place.siteName, lead, lead)),
    element('span', 'alert-turn', count > 1 ? `${index + 1} / ${count}` : ''),
    clock,
  );
  const leadBox = textBox(alert, lead, 'alert-lead');
  const boxes = others.map((language) => textBox(alert, language, 'alert-other'));
  const body = element(
    'div',
    'alert-body',
    element('div', 'alert-lead-row', alertIcon(alert), leadBox),
    element('div', `alert-others alert-others-${Math.min(boxes.length, 6)}`, ...boxes),
  );
  const root = element(
    'section',
    classOf(alert, 'alert alert-full'),
    ...exerciseMarks(alert, place),
    element('div', 'alert-sheet', head, body),
  );
  root.setAttribute('role', 'alert');
  return pictureOf(root, alert, tick, (fitBoxes) => {
    const side = Math.min(root.clientWidth, root.clientHeight);
    fitBoxes([leadBox], { legible: 0.034, largest: boxes.length === 0 ? 0.075 : 0.058 }, side);
    fitBoxes(boxes, { legible: 0.02, largest: boxes.length === 1 ? 0.052 : boxes.length === 2 ? 0.044 : 0.036 }, side);
  });
}

/** A strip above the layout, which goes on beneath it. */
export function bannerAlert({ alert, index, count }: Turn, place: Place): AlertPicture {
  const lead = alert.languages[0] ?? 'en';
  const others = alert.languages.slice(1).flatMap((language) => {
    const text = alert.texts[language];
    return text === undefined ? [] : [spoken('span', 'banner-other', language, text.headline)];
  });
  const text = alert.texts[lead];
  const lines = [
    spoken('p', 'banner-headline', lead, text?.headline ?? ''),
    ...(text === undefined || text.instruction === '' ? [] : [spoken('p', 'banner-instruction', lead, text.instruction)]),
    element('p', 'banner-others', ...others),
  ];
  const box = element('div', 'fit banner-text', element('div', 'fit-inner', ...lines));
  const turn = element('span', 'alert-turn', count > 1 ? `${index + 1} / ${count}` : '');
  const root = element(
    'section',
    classOf(alert, 'alert alert-banner'),
    ...exerciseMarks(alert, place),
    element('div', 'banner-row', alertIcon(alert), box, turn),
  );
  root.setAttribute('role', 'alert');
  return pictureOf(root, alert, nothing, (fitBoxes) =>
    fitBoxes([box], { legible: 0.018, largest: 0.04 }, Math.min(window.innerWidth, window.innerHeight)),
  );
}

function pictureOf(root: HTMLElement, alert: Alert, tick: AlertPicture['tick'], fitAll: (fitter: Fitter) => void): AlertPicture {
  const texts = Object.entries(alert.texts).map(([language, { headline, instruction }]) => ({ language, text: headline + instruction }));
  return {
    element: root,
    fitQuickly: () => fitAll(quickFit),
    fit: () => fitAll(fitText),
    fontsReady: () => fontsReadyFor(texts),
    tick,
  };
}

function textBox(alert: Alert, language: string, className: string): HTMLElement {
  const text = alert.texts[language];
  const lines = [spoken('h1', 'alert-headline', language, text?.headline ?? '')];
  const body = text === undefined || text.instruction === '' ? [] : [spoken('p', 'alert-instruction', language, text.instruction)];
  const box = element('div', `fit ${className}`, element('div', 'fit-inner', ...lines, ...body));
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
  const mark = (name: 'exercise' | 'exerciseHint', className: string, most: number): HTMLElement => {
    const said = [...new Map(languages.map((language) => phrase(name, language)).map((one) => [one.text, one])).values()].slice(0, most);
    return element('div', `exercise-mark ${className}`, ...said.map(({ language, text }) => spoken('span', '', language, text)));
  };
  return [mark('exercise', 'exercise-head', 6), mark('exerciseHint', 'exercise-foot', 3)];
}
