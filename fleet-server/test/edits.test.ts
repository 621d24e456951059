import {
  calendarRoutes,
  contentRoutes,
  feedRoutes,
  fleetRoutes,
  incidentRoutes,
  layoutRoutes,
  problemSchema,
  provisionRoutes,
  reportRoutes,
  scheduleRoutes,
  type Route,
  type RouteInput,
} from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allRoutes, openApiDocument } from '../src/http/open-api.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';

// Two people never overwrite each other silently: whatever edits or removes something that is there says what it read.

type Body<R extends Route> = RouteInput<R> extends { readonly body: infer B } ? B : never;

let world: FleetWorld;
beforeAll(async () => {
  world = await openFleetWorld();
});
afterAll(() => world.close());

/** What changes something without saying what was read, each with the reason. Whatever is new and not here must say it. */
const exceptions: Readonly<Record<string, string>> = {
  // what is made anew overwrites nothing
  ...reasoned('it makes something new', [
    'POST /api/setup',
    'POST /api/people',
    'POST /api/account/tokens',
    'POST /api/account/passkeys/begin',
    'POST /api/account/passkeys',
    'POST /api/auth/invitation',
    'POST /api/auth/accept-invitation',
    'POST /api/invitations',
    'POST /api/people/:userId/reset-link',
    'POST /api/sites',
    'POST /api/software/packages',
    'POST /api/areas',
    'POST /api/screens',
    'POST /api/site-plans',
    'POST /api/commands',
    'POST /api/screens/:screenId/pre-enrolments',
    'POST /api/screens/:screenId/commands',
    'POST /api/notification-routes',
    'POST /api/notification-routes/:routeId/test',
    'POST /api/suppliers',
    'POST /api/media',
    'POST /api/items',
    'POST /api/playlists',
    'POST /api/uploads',
    'POST /api/feed-sources',
    'POST /api/dayparts',
    'POST /api/entries',
    'POST /api/layouts',
    'POST /api/calendars',
    'POST /api/alert-templates',
    'POST /api/alerts',
    'POST /api/alerts/requests',
    'POST /api/alerts/:alertId/updates',
    'POST /api/means',
    'POST /api/provisions',
    'POST /api/report-schedules',
    'POST /api/known-good',
  ]),
  ...reasoned('a publication is a new one with a number of its own; a preview’s token holds it to what was looked at', [
    'POST /api/publications',
    'POST /api/publications/:publicationId/roll-back',
    'POST /api/publications/:publicationId/withdraw',
  ]),
  ...reasoned('it changes nothing that somebody keeps: it looks, tries or sends', [
    'POST /api/timetable',
    'POST /api/timetable/days',
    'POST /api/entries/check',
    'POST /api/entries/next-starts',
    'POST /api/publications/preview',
    'POST /api/feed-sources/:sourceId/try',
    'POST /api/report-schedules/:scheduleId/send',
    'POST /api/collection',
    'POST /api/auth/reset-password/look',
  ]),
  ...reasoned('its preview’s token names the revisions of all that it changes', [
    'POST /api/screens/bulk-edit',
    'POST /api/screens/import',
    'POST /api/means/import',
    'POST /api/provisions/import',
  ]),
  ...reasoned('each of its edits says its own revision', ['POST /api/entries/edit-together']),
  ...reasoned('it gives and takes away single tags, which leaves others’ as they are', ['POST /api/item-tags']),
  ...reasoned('it stops what is in hand, before anybody can read it', ['POST /api/works/:workId/call-off']),
  ...reasoned('it is of the caller alone: how they sign in, and what they have seen', [
    'PATCH /api/account/guide',
    'POST /api/account/password',
    'DELETE /api/account/sessions/:sessionId',
    'POST /api/account/sessions/end-others',
    'POST /api/account/totp',
    'POST /api/account/totp/confirm',
    'POST /api/account/totp/remove',
    'DELETE /api/account/passkeys/:passkeyId',
    'DELETE /api/account/tokens/:tokenId',
    'POST /api/auth/sign-in/passkey/begin',
    'POST /api/auth/sign-in/passkey',
    'POST /api/auth/forgot-password',
    'POST /api/auth/sign-in/totp',
    'POST /api/auth/sign-in/recovery-code',
    'POST /api/auth/reset-password',
  ]),
  ...reasoned('what it ends never changes while it is there, so that nothing else can have been read of it', [
    'DELETE /api/invitations/:invitationId',
    'DELETE /api/screens/:screenId/pre-enrolments/:preEnrolmentId',
    'DELETE /api/uploads/:uploadId',
  ]),
  ...reasoned('it must act at once on whatever is there: a thief does not wait for a second look', [
    'POST /api/people/:userId/remove-second-factor',
    'POST /api/people/:userId/end-sessions',
    'DELETE /api/screens/:screenId/player',
    'POST /api/alerts/:alertId/clear',
  ]),
  ...reasoned('what it decides on cannot be edited, and of two decisions the second is told `wrong-state`', [
    'POST /api/alerts/:alertId/withdraw',
    'POST /api/alerts/:alertId/approve',
    'POST /api/alerts/:alertId/reject',
    'POST /api/known-good/:proposalId/approve',
    'POST /api/known-good/:proposalId/reject',
  ]),
  ...reasoned('the code on the glass is good once; another player is only replaced by whoever says so', ['POST /api/enrolments']),
  ...reasoned('the byte that a part begins at must be the one that is wanted next', [
    'PATCH /api/uploads/:uploadId',
    'POST /api/uploads/:uploadId/finish',
  ]),
  ...reasoned('whoever takes an incident on is named, and every note stands in the audit', ['POST /api/incidents/:incidentId/acknowledge']),
  ...reasoned('a machine tells how things are, by its own token', ['POST /api/feed-sources/:sourceId/values']),
};
function reasoned(reason: string, routes: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(routes.map((route) => [route, reason]));
}

const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;
const someId = '01a2069a-c20d-754c-a792-d9d43fe3ae8f';
const pathOf = ({ path }: Route) => path.replaceAll(':language', 'vi').replaceAll(/:\w+/g, someId);
async function send(method: string, path: string, headers: Record<string, string> = {}, body: unknown = {}) {
  const response = await fetch(`${world.server.url}${path}`, {
    method,
    headers: { cookie: world.chief.cookie, ...(method === 'DELETE' ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, problem: response.ok ? null : problemSchema.parse(JSON.parse(text)) };
}

test('whatever changes something says what was read, or has a reason not to; no reason is left over', () => {
  const changing = allRoutes.filter(({ method }) => method !== 'GET');
  const silent = changing.filter((route) => route.ifMatch === undefined && !(nameOf(route) in exceptions));
  expect(silent.map(nameOf)).toEqual([]);
  const guarded = new Set(changing.flatMap((route) => (route.ifMatch === undefined ? [] : [nameOf(route)])));
  const known = new Set(changing.map(nameOf));
  expect(Object.keys(exceptions).filter((name) => guarded.has(name) || !known.has(name))).toEqual([]);
  expect(guarded.size).toBeGreaterThan(30);
});

test('an edit that does not say what it read is refused before it is looked at, and the problem names the header', async () => {
  for (const route of allRoutes) {
    if (route.ifMatch === undefined) continue;
    const bare = await send(route.method, pathOf(route));
    const whatever = await send(route.method, pathOf(route), { 'if-match': '*' });
    expect([nameOf(route), bare.status, bare.problem, whatever.status]).toMatchObject([
      nameOf(route),
      428,
      { code: 'precondition-required', field: 'headers.if-match' },
      428,
    ]);
    const weak = await send(route.method, pathOf(route), { 'if-match': 'W/"1"' });
    expect([nameOf(route), weak.status, weak.problem?.field]).toEqual([nameOf(route), 400, 'headers.if-match']);
  }
});

test('the OpenAPI document asks for the header, and knows the refusals', () => {
  const { paths } = openApiDocument() as {
    paths: Record<string, Record<string, { parameters: { name: string; in: string }[]; responses: object }>>;
  };
  for (const route of allRoutes) {
    const operation = paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
    const asks = operation?.parameters.some(({ name, in: where }) => name === 'If-Match' && where === 'header');
    const knows = operation !== undefined && '428' in operation.responses && '412' in operation.responses;
    expect([nameOf(route), asks, knows]).toEqual([nameOf(route), route.ifMatch !== undefined, route.ifMatch !== undefined]);
  }
});

test('whoever removes what somebody else has changed meanwhile is told who and when, and nothing is removed', async () => {
  const { chief, site } = world;
  const draft: Body<typeof reportRoutes.createReportSchedule> = {
    ...{ kind: 'uptime', every: 'week', siteId: null, language: 'en', recipients: ['a@gatecast.test'] },
  };
  const route: Body<typeof incidentRoutes.createNotificationRoute> = {
    ...{ name: 'Duty', channel: { kind: 'email', to: ['a@gatecast.test'] }, language: 'en', isOn: true },
    ...{ siteIds: [], kinds: [], hours: [] },
  };
  const source: Body<typeof feedRoutes.createFeedSource> = {
    ...{ name: 'Rates', siteId: null, intake: { kind: 'push' } },
    columns: [{ key: 'rate', type: 'number', from: 'rate' }],
  };
  const spans = [{ days: ['MO' as const], from: '08:00', to: '12:00' }];
  const regions: Body<typeof layoutRoutes.createLayout>['regions'] = [
    {
      ...{ id: 'main', frame: { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 }, content: { kind: 'main' } },
      ...{ languages: { kind: 'sequence' } },
    },
  ];
  const line = { areaId: null, kind: 'display', year: 2027, wanted: 3 } as const;
  const made = {
    daypart: await chief.call(scheduleRoutes.createDaypart, { body: { name: 'Morning', spans } }),
    calendar: await chief.call(calendarRoutes.createCalendar, { body: { name: 'Holidays', dates: [] } }),
    layout: await chief.call(layoutRoutes.createLayout, { body: { name: 'Whole', aspect: '16:9', regions } }),
    playlist: await chief.call(contentRoutes.createPlaylist, { body: { name: 'Hall', slots: [] } }),
    provision: await chief.call(provisionRoutes.createProvision, { body: { ...line, siteId: site.id } }),
    schedule: await chief.call(reportRoutes.createReportSchedule, { body: draft }),
    route: await chief.call(incidentRoutes.createNotificationRoute, { body: route }),
    source: (await chief.call(feedRoutes.createFeedSource, { body: source })).source,
  };
  const gate = { kind: 'display', widthPx: 1_920, heightPx: 1_080, areaId: null, name: 'G1' } as const;
  const screen = await chief.call(fleetRoutes.createScreen, { body: { ...gate, siteId: site.id } });
  // somebody else changes each of them once
  await chief.call(scheduleRoutes.putDaypart, { params: { daypartId: made.daypart.id }, body: { name: 'Early', spans } });
  await chief.call(calendarRoutes.putCalendar, { params: { calendarId: made.calendar.id }, body: { name: 'Days off', dates: [] } });
  await chief.call(layoutRoutes.putLayout, { params: { layoutId: made.layout.id }, body: { name: 'All', aspect: '16:9', regions } });
  await chief.call(contentRoutes.putPlaylist, { params: { playlistId: made.playlist.id }, body: { name: 'Halls', slots: [] } });
  await chief.call(provisionRoutes.putProvision, { params: { provisionId: made.provision.id }, body: { ...line, wanted: 4 } });
  await chief.call(reportRoutes.putReportSchedule, { params: { scheduleId: made.schedule.id }, body: { ...draft, every: 'month' } });
  await chief.call(incidentRoutes.putNotificationRoute, { params: { routeId: made.route.id }, body: { ...route, name: 'Night' } });
  await chief.call(feedRoutes.putFeedDefinition, {
    params: { sourceId: made.source.id },
    body: { ...source, name: 'Rate' },
  });
  await chief.call(fleetRoutes.putScreen, { params: { screenId: screen.id }, body: { ...gate, name: 'G2' } });
  const removals: readonly (readonly [Route, string, number])[] = [
    [scheduleRoutes.deleteDaypart, made.daypart.id, made.daypart.revision],
    [calendarRoutes.deleteCalendar, made.calendar.id, made.calendar.revision],
    [layoutRoutes.deleteLayout, made.layout.id, made.layout.revision],
    [contentRoutes.deletePlaylist, made.playlist.id, made.playlist.revision],
    [provisionRoutes.deleteProvision, made.provision.id, made.provision.revision],
    [reportRoutes.deleteReportSchedule, made.schedule.id, made.schedule.revision],
    [incidentRoutes.deleteNotificationRoute, made.route.id, 0],
    [feedRoutes.removeFeedSource, made.source.id, made.source.revision],
    [fleetRoutes.deleteScreen, screen.id, screen.revision],
  ];
  for (const [removal, id, revision] of removals) {
    const path = removal.path.replace(/:\w+/, id);
    const late = await send('DELETE', path, { 'if-match': `"${revision}"` });
    expect([path, late.status, late.problem]).toMatchObject([
      path,
      412,
      { code: 'edited-meanwhile', field: 'query.revision', meanwhile: { by: 'chief', revision: revision + 1 } },
    ]);
    const { status } = await send('DELETE', path, { 'if-match': `"${revision + 1}"` });
    expect([path, status]).toEqual([path, 200]);
  }
});

test('of two people who renew the token of a source at once the second learns that another is in use', async () => {
  const intake = { kind: 'push' } as const;
  const columns = [{ key: 'wait', type: 'number' as const, from: 'wait' }];
  const { source } = await world.chief.call(feedRoutes.createFeedSource, { body: { name: 'Waiting', siteId: null, intake, columns } });
  const params = { sourceId: source.id };
  const body = { revision: source.revision };
  const first = await world.chief.call(feedRoutes.renewFeedToken, { params, body });
  expect(first.revision).toBe(1);
  expect(await world.chief.refused(feedRoutes.renewFeedToken, { params, body })).toMatchObject({
    ...{ code: 'edited-meanwhile', meanwhile: { by: 'chief', action: 'feed-token-renewed', revision: 1 } },
  });
});
