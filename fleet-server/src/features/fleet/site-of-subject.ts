import type { Fleet } from './store.ts';

/** The site of an audit row's subject (`site:…`, `area:…`, `screen:…`); null: it lies in none, or another kind of thing. */
export function siteOfSubject(fleet: Fleet, subject: string): string | null {
  const [kind = '', id = ''] = subject.split(':');
  switch (kind) {
    case 'site':
      return id;
    case 'area':
      return fleet.areas.get(id)?.siteId ?? null;
    case 'screen':
      return fleet.screens.get(id)?.siteId ?? null;
    default:
      return null;
  }
}
