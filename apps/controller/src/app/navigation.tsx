import {
  IconBuildingCommunity,
  IconCalendarEvent,
  IconChartBar,
  IconCalendarTime,
  IconCalendarWeek,
  IconChecklist,
  IconClipboardList,
  IconClipboardCheck,
  IconDeviceTv,
  IconFiles,
  IconHeartbeat,
  IconHistory,
  IconInbox,
  IconLayoutDashboard,
  IconLayoutGrid,
  IconListDetails,
  IconPalette,
  IconPhoto,
  IconPlayerPlay,
  IconQrcode,
  IconRss,
  IconSpeakerphone,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import type { Permission } from '@gatecast/protocol';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { incidentsQuery, waitingItemsQuery } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import { OtherServerLink } from '../parts/other-server-link.tsx';
import { useWords, type WordKey } from '../words/words.ts';
import classes from './shell.module.css';

type Entry = { readonly to: NonNullable<LinkProps['to']>; readonly word: WordKey; readonly icon: Icon; readonly needs: Permission };
const groups: readonly { readonly word: WordKey; readonly entries: readonly Entry[] }[] = [
  {
    word: 'nav.fleet',
    entries: [
      { to: '/', word: 'nav.wall', icon: IconLayoutGrid, needs: 'fleet.read' },
      { to: '/screens', word: 'nav.screens', icon: IconDeviceTv, needs: 'fleet.read' },
      { to: '/incidents', word: 'nav.incidents', icon: IconInbox, needs: 'fleet.read' },
      { to: '/health', word: 'nav.health', icon: IconHeartbeat, needs: 'fleet.read' },
      { to: '/enrol', word: 'nav.enrol', icon: IconQrcode, needs: 'fleet.enrol' },
      { to: '/sites', word: 'nav.sites', icon: IconBuildingCommunity, needs: 'fleet.read' },
      { to: '/survey', word: 'nav.survey', icon: IconClipboardList, needs: 'survey.read' },
      { to: '/survey/sheets', word: 'nav.sheets', icon: IconClipboardCheck, needs: 'survey.edit' },
    ],
  },
  {
    word: 'nav.programme',
    entries: [
      { to: '/schedule', word: 'nav.schedule', icon: IconCalendarTime, needs: 'schedule.read' },
      { to: '/schedule/timetable', word: 'nav.timetable', icon: IconCalendarWeek, needs: 'schedule.read' },
      { to: '/schedule/calendars', word: 'nav.calendars', icon: IconCalendarEvent, needs: 'schedule.read' },
      { to: '/content', word: 'nav.items', icon: IconFiles, needs: 'content.read' },
      { to: '/content/approvals', word: 'nav.approvals', icon: IconChecklist, needs: 'content.read' },
      { to: '/content/media', word: 'nav.media', icon: IconPhoto, needs: 'content.read' },
      { to: '/content/feeds', word: 'nav.feeds', icon: IconRss, needs: 'content.read' },
      { to: '/content/playlists', word: 'nav.playlists', icon: IconListDetails, needs: 'content.read' },
      { to: '/layouts', word: 'nav.layouts', icon: IconLayoutDashboard, needs: 'schedule.read' },
    ],
  },
  {
    word: 'nav.house',
    entries: [
      { to: '/emergency/templates', word: 'nav.templates', icon: IconSpeakerphone, needs: 'alert.read' },
      { to: '/reports', word: 'nav.reports', icon: IconChartBar, needs: 'report.read' },
      { to: '/plays', word: 'nav.plays', icon: IconPlayerPlay, needs: 'fleet.read' },
      { to: '/people', word: 'nav.people', icon: IconUsers, needs: 'people.read' },
      { to: '/audit', word: 'nav.audit', icon: IconHistory, needs: 'audit.read' },
      { to: '/appearance', word: 'nav.appearance', icon: IconPalette, needs: 'house.edit' },
    ],
  },
];

/** The places a person may go; what they may not is not shown. */
export function Navigation({ onGo }: { onGo: () => void }) {
  const words = useWords();
  const may = useMay();
  const { data: items } = useQuery(waitingItemsQuery);
  const { data: incidents } = useQuery(incidentsQuery);
  const open = (incidents?.incidents ?? []).filter(({ state }) => state === 'open').length;
  const waiting = (items ?? []).flatMap(({ variants }) => variants).filter(({ review }) => review === 'submitted').length;
  return (
    <nav aria-label={words('nav.label')}>
      {groups.map(({ word, entries }) => {
        const allowed = entries.filter(({ needs }) => may(needs));
        if (allowed.length === 0) return null;
        return (
          <div key={word}>
            <div className={classes['group']}>{words(word)}</div>
            {allowed.map(({ to, word: name, icon: Sign }) => (
              <Link key={to} to={to} className={classes['link'] ?? ''} activeOptions={{ exact: true, includeSearch: false }} onClick={onGo}>
                <Sign size={18} stroke={1.7} aria-hidden />
                <span>{words(name)}</span>
                {to === '/incidents' && open > 0 && <span className={classes['badge']}>{open}</span>}
                {to === '/content/approvals' && waiting > 0 && <span className={classes['badge']}>{waiting}</span>}
              </Link>
            ))}
          </div>
        );
      })}
      <OtherServerLink className={`${classes['link']} ${classes['other']}`} />
    </nav>
  );
}
