import { h, type ComponentChildren, type JSX } from 'preact';
import { Icon } from './icon.ts';
import { languageName } from './language-name.ts';
import { LinkTo } from './link-to.ts';
import { portalName, type PortalData } from './portal-data.ts';
import type { Navigation, PortalRoute } from './portal-route.ts';
import { wordsFor } from './words/words-for.ts';

/** What every page gets. `language` is the one the reader chose. */
export type PageProps = { readonly data: PortalData; readonly language: string; readonly navigation: Navigation };

/** What stands around every page: the name, the languages, the content. `routeIn` is this place in another language. */
export function PortalFrame(
  props: PageProps & {
    readonly routeIn: (language: string) => PortalRoute;
    readonly page: string;
    readonly place?: string;
    readonly children?: ComponentChildren;
  },
): JSX.Element {
  const { data, language, navigation, routeIn } = props;
  const words = wordsFor(language);
  const isTouch = navigation.mode === 'touch';
  const home: PortalRoute = { kind: 'home', language, category: null };
  return h(
    'div',
    { class: `portal is-${props.page}-page${isTouch ? ' is-touch' : ''}`, lang: language },
    isTouch ? null : h('a', { class: 'portal-skip', href: '#portal-content' }, words.skipToContent),
    h(
      'header',
      { class: 'portal-header' },
      h(
        'div',
        { class: 'portal-header-inner' },
        h(LinkTo, {
          navigation,
          to: home,
          class: 'portal-name',
          rel: 'home',
          children: [h(Mark, null), h('span', null, portalName(data, language))],
        }),
        data.languages.length > 1 ? h(LanguageSwitch, { data, language, navigation, routeIn }) : null,
      ),
    ),
    // another place is another element, so that it begins at its top where a stage draws over the place before
    h('main', { key: `${props.page} ${props.place ?? ''}`, id: 'portal-content', class: 'portal-main', tabIndex: -1 }, props.children),
  );
}

/** A gate: the house's own mark until an organisation brings its own. */
function Mark(): JSX.Element {
  return h(
    'svg',
    { class: 'portal-mark', viewBox: '0 0 32 32', 'aria-hidden': 'true', focusable: 'false' },
    h('rect', { width: '32', height: '32', rx: '7' }),
    h('path', { d: 'M9 24V14a7 7 0 0 1 14 0v10M16 15v9' }),
  );
}

/** On wide pages and touch screens every language stands open in a row; on narrow pages it folds into one button. */
function LanguageSwitch(props: PageProps & { readonly routeIn: (language: string) => PortalRoute }): JSX.Element {
  const { data, language, navigation, routeIn } = props;
  const words = wordsFor(language);
  const list = () =>
    h(
      'ul',
      null,
      data.languages.map((each) =>
        h(
          'li',
          { key: each },
          h(LinkTo, { navigation, to: routeIn(each), lang: each, isCurrent: each === language, children: languageName(each) }),
        ),
      ),
    );
  return h(
    'nav',
    { class: 'portal-languages', 'aria-label': words.languages },
    h('div', { class: 'portal-languages-open' }, list()),
    navigation.mode === 'touch'
      ? null
      : h(
          'details',
          { class: 'portal-languages-folded' },
          h('summary', null, h(Icon, { name: 'globe' }), h('span', null, languageName(language))),
          list(),
        ),
  );
}
