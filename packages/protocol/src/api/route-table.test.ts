import { expect, test } from 'vitest';
import { z } from 'zod';
import { permissions } from '../permissions.ts';
import { accountKeepingRoutes, accountRoutes } from './account.ts';
import { alertRoutes } from './alerts.ts';
import { auditRoutes } from './audit.ts';
import { brandingRoutes } from './branding.ts';
import { calendarRoutes } from './calendars.ts';
import { orderSchema } from '../command.ts';
import { commandRoutes, permissionOf } from './commands.ts';
import { contentRoutes } from './content.ts';
import { feedRoutes } from './feeds.ts';
import { fleetRoutes } from './fleet.ts';
import { healthRoutes } from './health.ts';
import { momentRoutes } from './moments.ts';
import { playRoutes } from './plays.ts';
import { incidentRoutes } from './incidents.ts';
import { collectionRoutes } from './collection.ts';
import { knownGoodRoutes } from './known-good.ts';
import { meansRoutes } from './means.ts';
import { provisionRoutes } from './provisions.ts';
import { peopleRoutes } from './people.ts';
import { portalRoutes } from './portal.ts';
import { reportRoutes } from './reports.ts';
import type { Route } from './route.ts';
import { layoutRoutes } from './layouts.ts';
import { scheduleRoutes } from './schedule.ts';
import { screenRoutes } from './screens.ts';
import { timetableRoutes } from './timetable.ts';
import { uploadRoutes } from './uploads.ts';
import { workRoutes } from './works.ts';

const tables = {
  accountKeepingRoutes,
  accountRoutes,
  alertRoutes,
  auditRoutes,
  brandingRoutes,
  calendarRoutes,
  commandRoutes,
  contentRoutes,
  feedRoutes,
  fleetRoutes,
  healthRoutes,
  playRoutes,
  momentRoutes,
  incidentRoutes,
  collectionRoutes,
  knownGoodRoutes,
  meansRoutes,
  peopleRoutes,
  portalRoutes,
  provisionRoutes,
  reportRoutes,
  layoutRoutes,
  scheduleRoutes,
  screenRoutes,
  timetableRoutes,
  uploadRoutes,
  workRoutes,
};
const routes = Object.values(tables).flatMap((table) => Object.entries<Route>(table).map(([name, route]) => ({ name, ...route })));

function namesOf(values: readonly { readonly name: string }[]): string[] {
  return values.map((value) => value.name);
}
function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

test('no two routes share a method and a path, or a name', () => {
  // parameters are compared by place: /api/items/:a and /api/items/:b would be one address
  expect(repeated(routes.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`))).toEqual([]);
  expect(repeated(namesOf(routes))).toEqual([]);
});

test('every route asks for a permission that exists, for a session, or says that it is public', () => {
  const known = new Set(['public', 'session', 'person', ...Object.keys(permissions)]);
  expect(namesOf(routes.filter((route) => !known.has(route.access)))).toEqual([]);
});

test('every permission is asked for by a route, and held by somebody', () => {
  const asked = new Set<string>(routes.map((route) => route.access));
  // one route takes all orders, and asks for what each of them needs
  for (const { shape } of orderSchema.options) asked.add(permissionOf(shape.name.value));
  expect(Object.keys(permissions).filter((permission) => !asked.has(permission))).toEqual([]);
  expect(Object.entries(permissions).filter(([, roles]) => roles.length === 0)).toEqual([]);
});

test('the parameters in a path are exactly those of its schema', () => {
  const wrong = routes.filter(({ path, params }) => {
    const inPath = (path.match(/:\w+/g) ?? []).map((name) => name.slice(1));
    const inSchema = params instanceof z.ZodObject ? Object.keys(params.shape) : [];
    return inPath.sort().join(',') !== inSchema.sort().join(',');
  });
  expect(namesOf(wrong)).toEqual([]);
});

test('reading has no body, and only reading is safe: what is public and changes something is named here', () => {
  expect(namesOf(routes.filter(({ method, body }) => method === 'GET' && body !== undefined))).toEqual([]);
  expect(namesOf(routes.filter(({ method, access }) => method !== 'GET' && access === 'public'))).toEqual([
    'beginPasskeySignIn',
    'signInByPasskey',
    'forgotPassword',
    'verifyTotp',
    'useRecoveryCode',
    'resetPassword',
    'readReset',
    'readInvitation',
    'acceptInvitation',
    'pushFeedValues',
    'completeSetup',
    'callOffWork',
  ]);
});

test('bodies and queries refuse fields that nobody defined', () => {
  const open = routes.filter(({ body, query }) =>
    [body, query].some(
      (schema) =>
        schema instanceof z.ZodObject &&
        schema.safeParse({ 'no-such-field': 1 }).error?.issues.every((issue) => issue.code !== 'unrecognized_keys'),
    ),
  );
  expect(namesOf(open)).toEqual([]);
});

test('paths are under /api, in words parted by hyphens, and every route says what it does', () => {
  expect(namesOf(routes.filter(({ path }) => !/^\/api(\/(:[a-z][A-Za-z]*|[a-z0-9]+(-[a-z0-9]+)*))+(\.json)?$/.test(path)))).toEqual([]);
  expect(namesOf(routes.filter(({ summary, tag }) => summary.length < 5 || tag === '' || summary.endsWith('.')))).toEqual([]);
});
