import { operatorEventSchemas, operatorNamespace, type OperatorEvent, type OperatorEventName } from '@gatecast/protocol';
import type { QueryClient } from '@tanstack/react-query';
import { io } from 'socket.io-client';
import { takeReach } from './alert-reach.ts';
import { setLinkState } from './link-state.ts';
import { putMedia } from './media-list.ts';
import { merged } from './merged.ts';
import {
  alertsQuery,
  commandsQuery,
  commandStatesQuery,
  firstStepsQuery,
  incidentsQuery,
  publicationQuery,
  publicationsQuery,
  screensQuery,
} from './queries.ts';
import { takeNews } from './screen-news.ts';
import { setServerTime } from './server-clock.ts';
import { withIncident } from './with-incident.ts';
import { lookForNewVersion } from './version.ts';

/** Lists of which plans are made. */
const planLists = new Set<OperatorEvent<'changed'>['lists'][number]>([
  'sites',
  'screens',
  'items',
  'playlists',
  'entries',
  'dayparts',
  'calendars',
  'layouts',
]);

/** What would be published may be another by now: who looks at a preview is told, and it does not change under their eyes. */
function markPreviews(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: ['publication-preview'], refetchType: 'none' });
}

/** Opens the operators' socket and keeps the query cache in step with it; gives the closing of it. */
export function followFleet(queries: QueryClient): () => void {
  // websocket only: the server keeps no sticky sessions, as DESIGN.md measures
  const socket = io(operatorNamespace, { transports: ['websocket'], reconnectionDelayMax: 5_000 });
  const readAgain = () => {
    const kept = new Set(['me', 'explain', 'publication-preview']);
    void queries.invalidateQueries({ predicate: ({ queryKey }) => !kept.has(String(queryKey[0])) });
    markPreviews(queries);
  };
  const on = <N extends OperatorEventName>(name: N, take: (event: OperatorEvent<N>) => void) => {
    const event: string = name;
    socket.on(event, (raw: unknown) => {
      const parsed = operatorEventSchemas[name].safeParse(raw);
      // an event that this window does not understand is one it missed: state is read again over HTTP
      if (parsed.success) take(parsed.data as OperatorEvent<N>);
      else readAgain();
    });
  };
  let hasBeenLive = false;
  socket.on('connect', () => {
    setLinkState('live');
    if (hasBeenLive) {
      readAgain();
      // what restarted may be another version
      void lookForNewVersion();
    }
    hasBeenLive = true;
  });
  socket.on('disconnect', () => {
    setLinkState('lost');
  });
  socket.on('connect_error', () => {
    setLinkState('lost');
  });
  on('screens', ({ serverTimeMs, screens }) => {
    setServerTime(serverTimeMs);
    takeNews(screens, serverTimeMs);
    queries.setQueryData(screensQuery.queryKey, (list) => list && merged(list, screens));
  });
  on('alert', ({ alert, screens }) => {
    queries.setQueryData(alertsQuery.queryKey, (list) => list && merged(list, [alert]));
    takeReach(queries, alert.id, screens);
  });
  on('command', (command) => {
    queries.setQueryData(commandsQuery(command.screenId).queryKey, (list) => list && merged(list, [command]));
    queries.setQueryData(commandStatesQuery.queryKey, (states) => states && { ...states, [command.id]: command.state });
  });
  on('incident', (incident) => {
    queries.setQueryData(incidentsQuery.queryKey, (list) => list && withIncident(list, incident));
    if (incident.resolvedAtMs !== null) void queries.invalidateQueries({ queryKey: ['incident-history', incident.screenId] });
  });
  on('publication', (publication) => {
    const isNew = !queries.getQueryData(publicationsQuery.queryKey)?.some(({ id }) => id === publication.id);
    queries.setQueryData(publicationsQuery.queryKey, (list) => list && merged(list, [publication]));
    const { queryKey } = publicationQuery(publication.id);
    queries.setQueryData(queryKey, (known) => known && { ...known, ...publication });
    // how far its screens are changes no preview, that it was made does
    if (isNew) markPreviews(queries);
    // its screens are read by whoever looks at them
    void queries.invalidateQueries({ queryKey });
    void queries.invalidateQueries({ queryKey: firstStepsQuery.queryKey });
  });
  on('media', (media) => {
    putMedia(queries, media);
    // it may be a photo of the survey or a site's plan, which has its picture now
    if (media.state !== 'ready') return;
    void queries.invalidateQueries({ queryKey: ['means'] });
    void queries.invalidateQueries({ queryKey: ['site-plans'] });
  });
  on('changed', ({ lists }) => {
    for (const list of lists) void queries.invalidateQueries({ queryKey: [list] });
    // they tell how many entries use them
    if (lists.includes('entries')) void queries.invalidateQueries({ queryKey: ['layouts'] });
    if (lists.includes('means')) void queries.invalidateQueries({ queryKey: ['provisions', 'gap'] });
    void queries.invalidateQueries({ queryKey: firstStepsQuery.queryKey });
    // values of a feed come every few seconds, and no plan is made of them
    if (lists.some((list) => planLists.has(list))) {
      for (const made of ['timetable', 'days', 'draft-stage']) void queries.invalidateQueries({ queryKey: ['entries', made] });
      markPreviews(queries);
    }
  });
  return () => {
    socket.disconnect();
    setLinkState('connecting');
  };
}
