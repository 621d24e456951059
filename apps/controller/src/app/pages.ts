import type { Permission } from '@gatecast/protocol';
import type { LinkProps } from '@tanstack/react-router';
import type { WordKey } from '../words/words.ts';

type PageEntry = { readonly to: NonNullable<LinkProps['to']>; readonly word: WordKey; readonly needs: Permission | null };

/** Every page that can be gone to by its name. */
export const pages: readonly PageEntry[] = [
  { to: '/', word: 'nav.wall', needs: 'fleet.read' },
  { to: '/screens', word: 'nav.screens', needs: 'fleet.read' },
  { to: '/incidents', word: 'nav.incidents', needs: 'fleet.read' },
  { to: '/health', word: 'nav.health', needs: 'fleet.read' },
  { to: '/enrol', word: 'nav.enrol', needs: 'fleet.enrol' },
  { to: '/sites', word: 'nav.sites', needs: 'fleet.read' },
  { to: '/survey', word: 'nav.survey', needs: 'survey.read' },
  { to: '/survey/sheets', word: 'nav.sheets', needs: 'survey.edit' },
  { to: '/schedule', word: 'nav.schedule', needs: 'schedule.read' },
  { to: '/schedule/timetable', word: 'nav.timetable', needs: 'schedule.read' },
  { to: '/schedule/calendars', word: 'nav.calendars', needs: 'schedule.read' },
  { to: '/content', word: 'nav.items', needs: 'content.read' },
  { to: '/content/approvals', word: 'nav.approvals', needs: 'content.read' },
  { to: '/content/media', word: 'nav.media', needs: 'content.read' },
  { to: '/content/feeds', word: 'nav.feeds', needs: 'content.read' },
  { to: '/content/playlists', word: 'nav.playlists', needs: 'content.read' },
  { to: '/layouts', word: 'nav.layouts', needs: 'schedule.read' },
  { to: '/emergency/templates', word: 'nav.templates', needs: 'alert.read' },
  { to: '/reports', word: 'nav.reports', needs: 'report.read' },
  { to: '/plays', word: 'nav.plays', needs: 'fleet.read' },
  { to: '/people', word: 'nav.people', needs: 'people.read' },
  { to: '/audit', word: 'nav.audit', needs: 'audit.read' },
  { to: '/appearance', word: 'nav.appearance', needs: 'house.edit' },
  { to: '/schedule/publish', word: 'publish.title', needs: 'schedule.read' },
  { to: '/emergency', word: 'shell.emergency', needs: 'alert.read' },
  { to: '/account', word: 'account.title', needs: null },
];
