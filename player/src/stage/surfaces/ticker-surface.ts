import { legibleSize } from '@gatecast/glass-text';
import { element, spoken } from '../element.ts';
import type { Said } from '../director/programme.ts';
import { glassSize } from '../mount-glass.ts';
import { fontsReadyFor } from '../text/fonts-ready.ts';
import type { BuiltSurface, Place } from './surface.ts';

/** Heights of the region that the line runs in a second. */
const speedInHeights = 1.5;
const stepMs = 6_000;

type Title = { readonly language: string; readonly text: string };

/** A running line: all titles in one language, then in the next. Where motion is to be reduced, one title after another. */
export function tickerSurface(place: Place, items: readonly { readonly said: readonly Said[] }[]): BuiltSurface {
  const titles = titlesOf(place, items);
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const track = element('div', 'ticker-track');
  const root = element('section', `surface ticker${isStill ? ' is-still' : ''}`, track);
  let animation: Animation | null = null;

  function line(): HTMLElement {
    return element(
      'div',
      'ticker-line',
      ...titles.flatMap(({ language, text }) => [spoken('span', 'ticker-title', language, text), dot()]),
    );
  }

  function step(nowMs: number): void {
    const title = titles[Math.floor(nowMs / stepMs) % Math.max(titles.length, 1)];
    if (title === undefined || track.textContent === title.text) return;
    track.replaceChildren(spoken('span', 'ticker-title', title.language, title.text));
  }

  /** Fills the line for the size that its region has now. */
  function run(): void {
    if (isStill || titles.length === 0) return step(place.nowMs());
    animation?.cancel();
    root.style.setProperty('--legible', `${legibleSize({ ...glassSize(), viewing: place.viewing })}px`);
    const first = line();
    track.replaceChildren(first);
    const lengthPx = first.offsetWidth;
    const copies = Math.max(Math.ceil(root.clientWidth / Math.max(lengthPx, 1)), 1);
    for (let copy = 0; copy < copies; copy += 1) track.append(line());
    const duration = (lengthPx / (root.clientHeight * speedInHeights)) * 1_000;
    animation = track.animate([{ transform: 'translate3d(0,0,0)' }, { transform: `translate3d(${-lengthPx}px,0,0)` }], {
      duration,
      iterations: Infinity,
    });
    // from server's time, so that lines side by side run together
    animation.currentTime = place.nowMs() % duration;
    if (place.isHeld()) animation.pause();
  }

  return {
    element: root,
    async prepare() {
      await fontsReadyFor(titles);
      run();
    },
    show() {
      if (!place.isHeld()) animation?.play();
    },
    tick(nowMs) {
      if (isStill) step(nowMs);
    },
    relayout() {
      if (animation !== null) run();
    },
    stop() {
      animation?.cancel();
    },
  };
}

function titlesOf(place: Place, items: readonly { readonly said: readonly Said[] }[]): readonly Title[] {
  const everything = items.map(({ said }) => said.flatMap((one) => titleOf(one) ?? []));
  const spokenHere = new Set(everything.flat().map((title) => title.language));
  const order = [
    ...place.languages.filter((language) => spokenHere.has(language)),
    ...[...spokenHere].filter((language) => !place.languages.includes(language)),
  ];
  return order.flatMap((language) => everything.flatMap((titles) => titles.find((title) => title.language === language) ?? []));
}

function titleOf({ document }: Said): Title | null {
  const { language, content } = document;
  switch (content.kind) {
    case 'notice':
    case 'article':
      return { language, text: content.title };
    case 'image':
    case 'video':
    case 'pages':
    case 'bundle':
    case 'live-url':
      return content.alternative === '' ? null : { language, text: content.alternative };
    case 'clock':
    // a running line cannot change while it runs, and values that stay would become wrong
    case 'feed':
      return null;
  }
}

function dot(): HTMLElement {
  return element('span', 'ticker-dot', '•');
}
