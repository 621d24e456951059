import { largestFitting, legibleSize } from '@gatecast/glass-text';
import type { Zone } from '@gatecast/schedules';
import type { Said } from '../director/programme.ts';
import { element, spoken } from '../element.ts';
import { glassSize } from '../mount-glass.ts';
import { textBoxes } from '../text/fit-text.ts';
import { fontsReadyFor } from '../text/fonts-ready.ts';
import { dayOf, timeOfDay } from '../text/local-time.ts';
import { turnOf } from './clock-surface.ts';
import { gridOf } from './clock-grid.ts';
import { nothing, type BuiltSurface, type Place } from './surface.ts';
import type { TextSpan } from './text-surface.ts';

/** A clock among others: its zone by name, and its place in each language that names it. */
type PlacedClock = { readonly zone: string; readonly places: readonly { readonly language: string; readonly text: string }[] };

/** The clocks of the variant that speaks first; the others say what its places are called in theirs. */
export function clocksIn(said: readonly Said[]): readonly PlacedClock[] {
  const worded = said.flatMap(({ document: { language, content } }) =>
    content.kind === 'clock' && content.zones !== undefined ? [{ language, zones: content.zones }] : [],
  );
  return (worded[0]?.zones ?? []).map(({ zone }, index) => ({
    zone,
    places: worded.flatMap(({ language, zones }) => {
      const named = zones[index]?.zone === zone ? zones[index] : zones.find((other) => other.zone === zone);
      return named === undefined ? [] : [{ language, text: named.place }];
    }),
  }));
}

/** Share of the smaller side that a place's name has at most; the style sheet makes the time of it. */
const largestName = 0.12;
const precisionPx = 1;

type Cell = {
  readonly element: HTMLElement;
  readonly box: HTMLElement;
  readonly zone: string;
  readonly time: HTMLElement;
  readonly dates: readonly { readonly language: string; readonly element: HTMLElement }[];
};

/**
 * Clocks of several places, each with its day. All have one size, the largest at which they hold; where they do not hold at the smallest that can be
 * read, they turn pages within the item's time.
 */
export function clocksSurface(place: Place, span: TextSpan, clocks: readonly PlacedClock[], languages: readonly string[]): BuiltSurface {
  const cells = clocks.map((clock) => cellOf(clock, languages));
  const grid = element('div', 'clock-grid', ...cells.map((cell) => cell.element));
  const root = element('section', 'surface clocks', grid);
  let perPage = cells.length;
  let drawn = '';

  function zoneOf(name: string): Zone {
    const zone = place.zoneNamed(name);
    if (zone === null) throw new Error(`the release carries no offsets of ${name}`);
    return zone;
  }
  function showPage(page: number): void {
    for (const [index, cell] of cells.entries()) cell.element.hidden = Math.floor(index / perPage) !== page;
  }
  function pageCount(): number {
    return Math.ceil(cells.length / perPage);
  }
  function turn(nowMs: number): void {
    const share = (nowMs - span.fromMs) / Math.max(span.untilMs - span.fromMs, 1);
    showPage(Math.min(Math.max(Math.floor(share * pageCount()), 0), pageCount() - 1));
    const language = turnOf(languages, nowMs);
    for (const cell of cells) for (const date of cell.dates) date.element.classList.toggle('is-on', date.language === language);
  }
  function write(nowMs: number): void {
    for (const { zone, time, dates } of cells) {
      const offsets = zoneOf(zone);
      time.textContent = timeOfDay(offsets, nowMs);
      for (const { language, element: date } of dates) {
        const text = dayOf(offsets, nowMs, language);
        if (date.textContent !== text) date.textContent = text;
      }
    }
  }
  function datesNow(): string {
    return cells.map(({ dates }) => dates.map((date) => date.element.textContent).join()).join();
  }
  /** Lays out so many on a page, in the columns that suit the region. */
  function lay(count: number): void {
    perPage = count;
    const { columns, rows } = gridOf(count, root.clientWidth, root.clientHeight);
    grid.style.gridTemplate = `repeat(${rows}, minmax(0, 1fr)) / repeat(${columns}, minmax(0, 1fr))`;
  }
  function holds(): boolean {
    return Array.from({ length: pageCount() }, (_, page) => page).every((page) => {
      showPage(page);
      return textBoxes(boxesShown())?.holds() ?? true;
    });
  }
  function boxesShown(): readonly HTMLElement[] {
    return cells.filter((cell) => cell.element.hidden !== true).map(({ box }) => box);
  }
  function fit(): void {
    const side = Math.min(root.clientWidth, root.clientHeight);
    const legiblePx = legibleSize({ ...glassSize(), viewing: place.viewing });
    const text = textBoxes(cells.map(({ box }) => box));
    if (text === null || side === 0) return;
    const fits = (sizePx: number): boolean => {
      text.set(sizePx);
      return holds();
    };
    lay(cells.length);
    for (let pages = 2; perPage > 1 && !fits(legiblePx); pages++) lay(Math.ceil(cells.length / pages));
    text.set(largestFitting({ legiblePx, largestPx: Math.max(side * largestName, legiblePx) }, fits, precisionPx));
    drawn = datesNow();
    turn(place.nowMs());
  }
  return {
    element: root,
    async prepare() {
      write(place.nowMs());
      await fontsReadyFor([
        ...clocks.flatMap(({ places }) => places.map(({ language, text }) => ({ language: language === 'zxx' ? 'en' : language, text }))),
        ...cells.flatMap(({ dates }) =>
          dates.map(({ language, element: date }) => ({ language, text: `${date.textContent} 0123456789:` })),
        ),
      ]);
      fit();
    },
    show: () => turn(place.nowMs()),
    tick(nowMs) {
      write(nowMs);
      if (drawn !== '' && drawn !== datesNow()) fit();
      else turn(nowMs);
    },
    relayout: fit,
    stop: nothing,
  };
}

function cellOf({ zone, places }: PlacedClock, languages: readonly string[]): Cell {
  const time = element('p', 'clock-time');
  const dates = languages.map((language) => ({ language, element: spoken('span', 'clock-day', language, '') }));
  const [first, ...others] = places.filter(({ text }, index) => places.findIndex((other) => other.text === text) === index);
  const inner = element(
    'div',
    'fit-inner',
    spoken('p', 'clock-place', first?.language ?? 'zxx', first?.text ?? ''),
    ...others.map(({ language, text }) => spoken('p', 'clock-place clock-place-also', language, text)),
    time,
    element('p', 'clock-days', ...dates.map((date) => date.element)),
  );
  const box = element('div', 'fit', inner);
  return { element: element('div', 'clock-cell', box), box, zone, time, dates };
}
