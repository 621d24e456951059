import type { Permission } from '@gatecast/protocol';
import type { WordKey } from '../words/words.ts';

type Action = { readonly key: string; readonly word: WordKey; readonly needs: Permission; readonly href: string };

/** What can be begun from anywhere, by whoever may: each is an address, so that a link to it opens the same form. */
export const actions: readonly Action[] = [
  { key: 'add-item', word: 'content.addItem', needs: 'content.edit', href: '/content?add=item' },
  { key: 'add-entry', word: 'schedule.addEntry', needs: 'schedule.edit', href: '/schedule?entry=new' },
  { key: 'add-playlist', word: 'playlists.add', needs: 'schedule.edit', href: '/content/playlists?open=new' },
  { key: 'publish', word: 'palette.actions.publish', needs: 'schedule.publish', href: '/schedule/publish' },
  { key: 'raise', word: 'palette.actions.raise', needs: 'alert.issue', href: '/emergency' },
  { key: 'enrol', word: 'palette.actions.enrol', needs: 'fleet.enrol', href: '/enrol' },
  { key: 'send-files', word: 'palette.actions.sendFiles', needs: 'content.edit', href: '/content/media' },
  { key: 'invite', word: 'people.invite', needs: 'people.edit', href: '/people?add=invitation' },
];
