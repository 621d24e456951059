import { accountRoutes } from '@gatecast/protocol';
import { sql } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { truthMigrations } from '../src/store/migrations/truth/index.ts';
import { openDatabase } from '../src/store/open-database.ts';
import type { TruthSchema } from '../src/store/truth-schema.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';

let world: FleetWorld;
beforeAll(async () => {
  world = await openFleetWorld();
});
afterAll(async () => {
  await world.close();
});

test('each person is done with the guides on their own, wherever they sign in', async () => {
  const lan = await world.server.signIn('lan', ['editor']);
  const minh = await world.server.signIn('minh', ['approver']);
  const fresh = { isTourOver: false, isChecklistHidden: false };
  expect(await lan.call(accountRoutes.getGuide, {})).toEqual(fresh);
  expect(await lan.call(accountRoutes.changeGuide, { body: { isTourOver: true } })).toEqual({ ...fresh, isTourOver: true });
  // what a change leaves out stays
  expect(await lan.call(accountRoutes.changeGuide, { body: { isChecklistHidden: true } })).toEqual({
    isTourOver: true,
    isChecklistHidden: true,
  });
  expect(await lan.call(accountRoutes.changeGuide, { body: { isTourOver: false } })).toEqual({
    isTourOver: false,
    isChecklistHidden: true,
  });
  expect(await lan.call(accountRoutes.changeGuide, { body: {} })).toEqual({ isTourOver: false, isChecklistHidden: true });
  expect(await minh.call(accountRoutes.getGuide, {})).toEqual(fresh);
});

test('a guide that does not exist is refused by its name', async () => {
  const hoa = await world.server.signIn('hoa', ['clerk']);
  const response = await fetch(`${world.server.url}/api/account/guide`, {
    method: 'PATCH',
    headers: { cookie: hoa.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ isTourOver: 'yes' }),
  });
  expect([response.status, await response.json()]).toMatchObject([400, { code: 'bad-input', field: 'body.isTourOver' }]);
});

test('whoever had an account before there were guides is offered none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-guides-'));
  const openAt = async (last: string) => {
    const migrations = Object.fromEntries(Object.entries(truthMigrations).filter(([name]) => name <= last));
    return openDatabase<TruthSchema>({ path: join(folder, 'truth.sqlite'), sqliteBinding: null, migrations });
  };
  const older = await openAt('0609');
  await sql`insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt") values ('u1', 'Lan', 'lan@example.vn', 1, '2026-01-01', '2026-01-01')`.execute(
    older,
  );
  await older.destroy();
  const newer = await openAt('9999');
  expect(await newer.selectFrom('guides').selectAll().execute()).toEqual([{ userId: 'u1', tourEndedAtMs: 0, checklistHiddenAtMs: null }]);
  await newer.destroy();
  await rm(folder, { recursive: true, force: true });
});
