import type { HandedDevice } from '../../bridge/bridge.ts';
import { element, spoken } from '../element.ts';
import { fontsReadyFor } from '../text/fonts-ready.ts';
import { longDate, timeOfDay } from '../text/local-time.ts';
import { nameIn, phrase } from '../text/phrases.ts';
import { qrCode } from '../surfaces/qr-picture.ts';
import type { Place } from '../surfaces/surface.ts';
import { enrolAddress } from './enrol-address.ts';

/** What the stage draws out of itself: it lies beneath everything, so that there is always something. */
export type Board = {
  readonly show: (view: BoardView, place: Place) => void;
  readonly tick: (nowMs: number) => void;
};

export type BoardView =
  | { readonly kind: 'starting' }
  | { readonly kind: 'unpublished'; readonly link: HandedDevice['link'] }
  /** Of player and server the one named is there to practise with, and the other is in service. */
  | { readonly kind: 'trainingPlayer' | 'trainingServer' }
  | { readonly kind: 'pairing'; readonly pairing: NonNullable<HandedDevice['pairing']>; readonly link: HandedDevice['link'] }
  /** Something is published and nothing of it can be shown: the site's name and the time. */
  | { readonly kind: 'name-and-clock' };

/** Name of the zone before a release or the device's own setting tells the real one. */
export const unknownZone = 'unknown';

/** Languages of the screens that come before a site is known. */
const houseLanguages = ['vi', 'en'];

export function createBoard(root: HTMLElement): Board {
  let shownKey = '';
  let keep: (nowMs: number) => void = () => undefined;

  return {
    show(view, place) {
      const key = JSON.stringify([view, place.siteName, place.languages]);
      if (key === shownKey) return;
      shownKey = key;
      const drawn = view.kind === 'pairing' ? pairingScreen(view) : namedBoard(view, place);
      root.replaceChildren(drawn.element);
      keep = drawn.tick;
      keep(place.nowMs());
      // only warms the fonts: the board is shown at once in whatever there is
      void fontsReadyFor([{ language: 'vi', text: root.textContent }]);
    },
    tick: (nowMs) => keep(nowMs),
  };
}

type Drawn = { readonly element: HTMLElement; readonly tick: (nowMs: number) => void };

function namedBoard(view: Exclude<BoardView, { kind: 'pairing' }>, place: Place): Drawn {
  const lead = place.languages[0] ?? 'vi';
  const time = element('p', 'board-time');
  const languages = place.languages.length === 0 ? houseLanguages : [...new Set([lead, ...houseLanguages])];
  const dates = languages.slice(0, 2).map((language) => spoken('p', 'board-date', language, ''));
  const says = view.kind === 'name-and-clock' ? [] : languages.map((language) => phrase(view.kind, language));
  const lines = says.map(({ text, language }, index) =>
    spoken('p', index === 0 ? 'board-line board-line-lead' : 'board-line', language, text),
  );
  const name = nameIn(place.siteName, lead, lead);
  const root = element(
    'section',
    `board board-${view.kind}${place.zone.name === unknownZone ? ' is-timeless' : ''}`,
    element('p', 'board-brand', 'Gatecast'),
    element(
      'div',
      'board-middle',
      ...(name === '' ? [] : [spoken('h1', 'board-name', lead, name)]),
      time,
      ...dates,
      element('div', 'board-lines', ...lines),
    ),
  );
  return {
    element: root,
    tick(nowMs) {
      time.textContent = timeOfDay(place.zone, nowMs);
      for (const [index, date] of dates.entries()) date.textContent = longDate(place.zone, nowMs, languages[index] ?? lead);
    },
  };
}

function pairingScreen({ pairing, link }: Extract<BoardView, { kind: 'pairing' }>): Drawn {
  const groups = grouped(pairing.code, 4).map((group) =>
    element('span', 'code-group', ...Array.from(group, (sign) => element('span', 'code-sign', sign))),
  );
  const both = (
    name: 'pairingTitle' | 'pairingSteps' | 'fingerprint' | 'fingerprintHint' | 'pairingScan' | 'serverAddress',
    className: string,
  ): HTMLElement => element('div', className, ...houseLanguages.map((language) => spoken('p', '', language, phrase(name, language).text)));
  const address = enrolAddress(pairing.serverUrl, pairing.code);
  const scanned = address === null ? [] : [element('div', 'pairing-scan', qrCode(address).element, both('pairingScan', 'fact-hint'))];
  const facts = element(
    'div',
    'pairing-facts',
    ...scanned,
    element('div', 'fact', both('serverAddress', 'fact-name'), element('p', 'fact-value', pairing.serverUrl)),
    element(
      'div',
      'fact',
      both('fingerprint', 'fact-name'),
      element('p', 'fact-value fingerprint', pairing.fingerprint),
      both('fingerprintHint', 'fact-hint'),
    ),
  );
  const waiting =
    link === 'connected'
      ? []
      : [element('div', 'pairing-link', ...houseLanguages.map((one) => spoken('span', '', one, phrase('connecting', one).text)))];
  const root = element(
    'section',
    'board board-pairing',
    element('p', 'board-brand', 'Gatecast'),
    element(
      'div',
      'pairing-middle',
      both('pairingTitle', 'pairing-title'),
      element('p', 'code', ...groups),
      both('pairingSteps', 'pairing-steps'),
      facts,
    ),
    ...waiting,
  );
  return { element: root, tick: () => undefined };
}

function grouped(text: string, size: number): readonly string[] {
  return text.match(new RegExp(`.{1,${size}}`, 'gu')) ?? [text];
}
