import type { Permission, Role } from '@gatecast/protocol';
import { pages } from '../../app/pages.ts';
import type { PagePath } from '../../app/router.tsx';

/** Things of the shell that the tour points at, by `data-tour`; `welcome` and `end` point at nothing. */
export type SpotName = 'welcome' | 'navigation' | 'emergency' | 'search' | 'help' | 'account' | 'end';
/** A page that an address alone leads to. */
type Place = Exclude<PagePath, `${string}$${string}`>;
export type TourStop = { readonly kind: 'spot'; readonly spot: SpotName } | { readonly kind: 'page'; readonly path: Place };

/** The pages at which each role works most, beside the wall, which is everybody's. */
const workplaces: { readonly [R in Role]: readonly Place[] } = {
  administrator: ['/sites', '/enrol', '/people', '/audit'],
  editor: ['/content', '/content/media', '/layouts'],
  approver: ['/content/approvals', '/content'],
  publisher: ['/content/playlists', '/schedule', '/schedule/timetable', '/schedule/publish'],
  'emergency-issuer': ['/emergency', '/emergency/templates'],
  'emergency-approver': ['/emergency', '/emergency/templates'],
  technician: ['/screens', '/incidents', '/enrol', '/survey/sheets'],
  clerk: ['/screens', '/emergency'],
  auditor: ['/plays', '/reports', '/people', '/audit'],
};

/** The tour of a person: the shell, then the pages at which their roles work and which they may open, in the order of the navigation. */
export function tourStops(roles: readonly Role[], permissions: readonly Permission[]): readonly TourStop[] {
  const wanted = new Set<string>(['/', ...roles.flatMap((role) => workplaces[role])]);
  const allowed = pages.filter(({ to, needs }) => wanted.has(to) && (needs === null || permissions.includes(needs)));
  const spot = (name: SpotName): TourStop => ({ kind: 'spot', spot: name });
  return [
    spot('welcome'),
    spot('navigation'),
    ...allowed.map(({ to }): TourStop => ({ kind: 'page', path: to as Place })),
    spot('emergency'),
    spot('search'),
    spot('help'),
    spot('account'),
    spot('end'),
  ];
}
