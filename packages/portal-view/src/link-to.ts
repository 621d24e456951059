import { h, type ComponentChildren, type JSX } from 'preact';
import type { Navigation, PortalRoute } from './portal-route.ts';

/** A link on the web, a button on a touch screen (which knows no addresses, tabs or context menus). */
export function LinkTo(props: {
  readonly navigation: Navigation;
  readonly to: PortalRoute;
  readonly class?: string;
  readonly lang?: string;
  readonly rel?: string;
  readonly isCurrent?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { navigation, to, isCurrent = false, children, rel } = props;
  const shared = { class: props.class ?? '', ...(props.lang === undefined ? {} : { lang: props.lang }) };
  const current = isCurrent ? { 'aria-current': 'true' as const } : {};
  switch (navigation.mode) {
    case 'web':
      return h('a', { ...shared, ...current, ...(rel === undefined ? {} : { rel }), href: navigation.hrefOf(to) }, children);
    case 'touch':
      return h('button', { ...shared, ...current, type: 'button', onClick: () => navigation.onNavigate(to) }, children);
  }
}
