import {
  ArticlePage,
  HomePage,
  NotFoundPage,
  plainHit,
  portalArticles,
  SearchPage,
  type Navigation,
  type PortalData,
  type PortalRoute,
  type SearchOutcome,
} from '@gatecast/portal-view';
import { h, render, type JSX } from 'preact';
import type { HandedRelease } from '../../bridge/bridge.ts';
import { visitAt, type Visit } from '../director/visit.ts';
import { element, spoken } from '../element.ts';
import type { Place } from '../surfaces/surface.ts';
import { phrase } from '../text/phrases.ts';
import { findHere } from './find-here.ts';
import { invitation } from './invitation.ts';

/** A look-up point: its loop with an invitation over it, and what a visitor opens by touching. */
export type Lookup = {
  readonly setRelease: (release: HandedRelease['release'], withdrawn: readonly string[], place: Place) => void;
  /** The language a visitor reads in; null while the loop plays. */
  readonly language: () => string | null;
  readonly found: (requestId: number, itemIds: readonly string[]) => void;
  /** Counts down and turns languages; called about every second. */
  readonly tick: () => void;
  /** Back to the loop. */
  readonly close: () => void;
};

export type Find = (requestId: number, language: string, query: string) => void;

/** How long the agent may take before the stage searches by itself. */
const agentPatienceMs = 700;

export function createLookup(root: HTMLElement, find: Find, onChange: () => void): Lookup {
  const inviting = element('div', 'lookup-inviting');
  const page = element('div', 'lookup-page');
  const countdown = element('div', 'lookup-countdown');
  root.append(inviting, page, countdown);
  let source: {
    readonly release: NonNullable<HandedRelease['release']>;
    readonly withdrawn: ReadonlySet<string>;
    readonly place: Place;
  } | null = null;
  let strip: ReturnType<typeof invitation> | null = null;
  let data: PortalData | null = null;
  let visit: Visit = null;
  let route: PortalRoute | null = null;
  let history: readonly PortalRoute[] = [];
  let outcome: SearchOutcome = { kind: 'searching' };
  let requestId = 0;
  let patience: ReturnType<typeof setTimeout> | undefined;

  const navigation: Navigation = { mode: 'touch', onNavigate: goTo };

  function touched(): void {
    if (visit === null) return;
    visit = { lastTouchMs: performance.now() };
    tick();
  }
  for (const name of ['pointerdown', 'keydown', 'wheel'] as const) window.addEventListener(name, touched, { passive: true });
  page.addEventListener('scroll', touched, { passive: true });

  function open(): void {
    if (source === null || visit !== null) return;
    data = readData(source);
    visit = { lastTouchMs: performance.now() };
    history = [];
    root.classList.add('is-open');
    goTo({ kind: 'home', language: data.languages[0] ?? 'en', category: null });
  }

  function close(): void {
    if (visit === null) return;
    visit = null;
    route = null;
    data = null;
    clearTimeout(patience);
    root.classList.remove('is-open');
    countdown.replaceChildren();
    render(null, page);
    onChange();
  }

  function goTo(next: PortalRoute): void {
    const isNewPlace = route?.kind !== next.kind;
    if (route !== null && isNewPlace) history = [...history, route].slice(-20);
    route = next;
    if (next.kind === 'search') search(next.language, next.query);
    draw();
    if (isNewPlace || next.kind === 'article') page.scrollTop = 0;
    onChange();
  }

  function search(language: string, query: string): void {
    requestId += 1;
    clearTimeout(patience);
    if (query.trim() === '') return;
    outcome = { kind: 'searching' };
    find(requestId, language, query.trim());
    const asked = requestId;
    patience = setTimeout(() => data !== null && found(asked, findHere(data, language, query)), agentPatienceMs);
  }

  function found(answered: number, itemIds: readonly string[]): void {
    if (answered !== requestId || data === null || route?.kind !== 'search') return;
    clearTimeout(patience);
    const { language } = route;
    const portal = data;
    outcome = { kind: 'found', hits: itemIds.flatMap((itemId) => plainHit(portal, language, itemId) ?? []), elsewhere: [] };
    draw();
  }

  function draw(): void {
    if (route === null || data === null) return;
    render(pageAt(route, data), page);
  }

  function pageAt(at: PortalRoute, portal: PortalData): JSX.Element {
    const shared = { data: portal, language: at.language, navigation };
    switch (at.kind) {
      case 'home':
        return h(HomePage, { ...shared, category: at.category });
      case 'search':
        return h(SearchPage, { ...shared, query: at.query, outcome });
      case 'article': {
        const article = portal.articles.find((one) => one.itemId === at.itemId);
        const back = history.findLast((one) => one.kind !== 'article');
        if (article === undefined) return h(NotFoundPage, shared);
        return h(ArticlePage, { ...shared, article, backTo: { ...(back ?? { kind: 'home', category: null }), language: at.language } });
      }
    }
  }

  function tick(): void {
    strip?.tick(Date.now());
    const now = visitAt(visit, performance.now());
    switch (now.kind) {
      case 'none':
        return;
      case 'over':
        return close();
      case 'going-on':
        return showCountdown(now.secondsLeft);
    }
  }

  function showCountdown(secondsLeft: number | null): void {
    if (secondsLeft === null || route === null) return countdown.replaceChildren();
    const returning = phrase('returning', route.language);
    const on = phrase('continueReading', route.language);
    const button = spoken('button', 'countdown-stay', on.language, on.text);
    button.type = 'button';
    countdown.replaceChildren(
      element(
        'div',
        'countdown-bar',
        spoken('span', '', returning.language, returning.text),
        element('strong', 'countdown-seconds', String(secondsLeft)),
        button,
      ),
    );
  }

  return {
    setRelease(release, withdrawn, place) {
      const isLookup = release?.screenKind === 'lookup';
      source = release !== null && isLookup ? { release, withdrawn: new Set(withdrawn), place } : null;
      strip = isLookup ? invitation(place.languages, open) : null;
      document.documentElement.classList.toggle('has-invitation', strip !== null);
      inviting.replaceChildren(...(strip === null ? [] : [strip.element]));
      strip?.tick(Date.now());
      if (source === null) return close();
      if (visit === null) return;
      // who is reading goes on reading, in what holds now
      data = readData(source);
      draw();
    },
    language: () => (visit === null ? null : (route?.language ?? null)),
    found,
    tick,
    close,
  };
}

function readData(source: {
  readonly release: NonNullable<HandedRelease['release']>;
  readonly withdrawn: ReadonlySet<string>;
  readonly place: Place;
}): PortalData {
  const { release, withdrawn, place } = source;
  const documentOf = (name: string) =>
    withdrawn.has(name) || !Object.hasOwn(release.documents, name) ? undefined : release.documents[name];
  return {
    names: release.siteName,
    languages: place.languages,
    articles: portalArticles({ items: release.items, documentOf, languages: place.languages, atMs: place.nowMs() }),
    asOfMs: null,
    timeZone: place.zone.name,
  };
}
