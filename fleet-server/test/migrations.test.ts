import { sql, type Kysely } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listDayparts, listEntries, listLayouts } from '../src/features/schedule/store.ts';
import { findPublication } from '../src/features/publications/store.ts';
import { grantsOf } from '../src/features/people/store.ts';
import { truthMigrations } from '../src/store/migrations/truth/index.ts';
import { openDatabase } from '../src/store/open-database.ts';
import type { TruthSchema } from '../src/store/truth-schema.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-migrations-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const siteId = '0190a000-0000-7000-8000-00000000000a';
const playlistId = '0190a000-0000-7000-8000-0000000000a1';
const entryId = '0190a000-0000-7000-8000-0000000000e1';
const daypartId = '0190a000-0000-7000-8000-0000000000d1';
const publicationId = '0190a000-0000-7000-8000-0000000000f1';

async function openAt(last: string): Promise<Kysely<TruthSchema>> {
  const migrations = Object.fromEntries(Object.entries(truthMigrations).filter(([name]) => name <= last));
  return openDatabase<TruthSchema>({ path: join(folder, 'truth.sqlite'), sqliteBinding: null, migrations });
}

test('entries, dayparts and publications of a server from before calendars and modes mean what they meant', async () => {
  const older = await openAt('0104-publications');
  const spans = [{ days: ['FR'], from: '22:00', to: '02:00' }];
  const statements = [
    sql`insert into playlists (id, name, slots, changedAtMs) values (${playlistId}, 'loop', '[]', 1)`,
    sql`insert into dayparts (id, name, spans) values (${daypartId}, 'Night', ${JSON.stringify(spans)})`,
    sql`insert into entries (id, name, tier, targets, playlistId, layoutId, tickerPlaylistId, "when", daypartIds, revision, publishedRevision,
      changedAtMs) values (${entryId}, 'Base', 'fallback', ${JSON.stringify([{ kind: 'site', siteId }])}, ${playlistId}, null, null,
      '{"kind":"always"}', ${JSON.stringify([daypartId])}, 3, 3, 7)`,
    sql`insert into publications (id, note, publishedBy, publishedAtMs, unchangedCount) values (${publicationId}, 'n', 'u', 5, 2)`,
  ];
  for (const statement of statements) await statement.execute(older);
  const regionsBefore = (await listLayouts(older)).map(({ regions }) => regions);
  await older.destroy();

  const newer = await openAt('9999');
  expect(await listEntries(newer)).toEqual([
    {
      ...{ id: entryId, name: 'Base', tier: 'fallback', mode: 'replace', turnMs: null, shareBp: null, isAlone: false },
      ...{ targets: [{ kind: 'site', siteId }], playlistId, layoutId: null, tickerPlaylistId: null, when: { kind: 'always' } },
      ...{ daypartIds: [daypartId], calendarIds: [], exceptCalendarIds: [], revision: 3, changedAtMs: 7, isPublished: true },
    },
  ]);
  expect(await listDayparts(newer)).toEqual([{ id: daypartId, name: 'Night', spans, exceptions: [], revision: 1 }]);
  expect(await findPublication(newer, publicationId)).toEqual({
    ...{ id: publicationId, note: 'n', publishedBy: 'u', publishedAtMs: 5, countsBySite: new Map(), unchangedCount: 2, refused: [] },
    ...{ source: { kind: 'drafts' }, activateAtMs: null, withdrawnById: null },
  });
  const layouts = await listLayouts(newer);
  expect(layouts.map(({ key }) => key)).toEqual([
    'full-screen',
    'main-ticker',
    'overlay-foot',
    'overlay-corner',
    'portrait-ticker',
    'bar-clock',
  ]);
  expect(layouts.slice(0, 2).map(({ regions }) => regions)).toEqual(regionsBefore);
  expect(layouts.map(({ aspect, isBuiltIn }) => `${aspect} ${isBuiltIn}`)).toEqual([
    ...['16:9 true', '16:9 true', '16:9 true', '16:9 true'],
    ...['9:16 true', '32:9 true'],
  ]);
  await newer.destroy();
});

test('a database that was made today and one that came through every migration have the same tables', async () => {
  async function tablesOf(db: Kysely<TruthSchema>) {
    const { rows } = await sql`select name, sql from sqlite_master where name not like 'kysely%' order by name`.execute(db);
    await db.destroy();
    return rows;
  }
  for (const name of Object.keys(truthMigrations)) await (await openAt(name)).destroy();
  const stepwise = await tablesOf(await openAt('9999'));
  await rm(join(folder, 'truth.sqlite'), { force: true });
  expect(stepwise).toEqual(await tablesOf(await openAt('9999')));
});

test('migrations that fail half-way leave nothing behind: the same start succeeds once the reason is gone', async () => {
  const path = join(folder, 'halves.sqlite');
  const open = async (isDiskFull: boolean) =>
    openDatabase<TruthSchema>({
      path,
      sqliteBinding: null,
      migrations: {
        '1-sites': { up: async (db) => void (await sql`create table sites (id text)`.execute(db)) },
        '2-areas': {
          async up(db) {
            await sql`alter table sites add column name text`.execute(db);
            if (isDiskFull) throw new Error('database or disk is full');
            await sql`create table areas (id text)`.execute(db);
          },
        },
      },
    });
  await expect(open(true)).rejects.toThrow(/migrations of .+ failed/);
  const db = await open(false);
  const { rows } = await sql`select name from sqlite_master where type = 'table' and name not like 'kysely%' order by name`.execute(db);
  expect(rows).toEqual([{ name: 'areas' }, { name: 'sites' }]);
  await db.destroy();
});

test('people keep the roles of before, everywhere and for good', async () => {
  const older = await openAt('0200-shaped-layouts');
  const at = '2026-01-01T00:00:00.000Z';
  await sql`insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt") values ('u', 'Lan', 'lan@example.vn', 1, ${at}, ${at})`.execute(
    older,
  );
  for (const role of ['approver', 'auditor'])
    await sql`insert into role_grants ("userId", role, "grantedBy", "grantedAtMs") values ('u', ${role}, 'system', 5)`.execute(older);
  await older.destroy();
  const newer = await openAt('9999');
  const all = { userId: 'u', siteId: null, fromMs: null, untilMs: null, deputyFor: null };
  expect(await grantsOf(newer, 'u', 0)).toEqual([
    { ...all, role: 'approver' },
    { ...all, role: 'auditor' },
  ]);
  await newer.destroy();
});

test('items of before lists looked at their rows are found by how their variants stand and by language', async () => {
  const older = await openAt('0631-item-tags');
  const itemId = '0190a000-0000-7000-8000-000000000011';
  const silentId = '0190a000-0000-7000-8000-000000000012';
  await sql`insert into suppliers (id, name) values ('s', 'Airport')`.execute(older);
  for (const id of [itemId, silentId])
    await sql`insert into items (id, kind, title, category, supplierId, missing, leadLanguage, changedAtMs)
      values (${id}, 'notice', 'T', 'travel', 's', 'lead', 'vi', 1)`.execute(older);
  const revisions = [
    { language: 'vi', revision: 1, leadRevision: 1, review: 'approved' },
    { language: 'vi', revision: 2, leadRevision: 2, review: 'approved' },
    { language: 'en', revision: 1, leadRevision: 1, review: 'approved' },
    { language: 'zh-CN', revision: 1, leadRevision: 2, review: 'rejected' },
    { language: 'zh-CN', revision: 2, leadRevision: 2, review: 'draft' },
  ];
  for (const { language, revision, leadRevision, review } of revisions)
    await sql`insert into variant_revisions (itemId, language, revision, leadRevision, review, document, content, durationMs, authorId,
      contributorIds, reviewNote, changedAtMs) values (${itemId}, ${language}, ${revision}, ${leadRevision}, ${review}, 'd', '{}', 1, 'u',
      '[]', '', 1)`.execute(older);
  await older.destroy();

  const newer = await openAt('9999');
  const rows = await newer.selectFrom('items').select(['id', 'states', 'languages']).orderBy('id').execute();
  expect(rows).toEqual([
    { id: itemId, states: ' approved stale draft ', languages: ' en vi zh-CN ' },
    { id: silentId, states: '', languages: '' },
  ]);
  await newer.destroy();
});

test('incidents of before there were any of the server itself are what they were, and one of a kind is open at most', async () => {
  const older = await openAt('0520-release-progress');
  const screenId = '0190a000-0000-7000-8000-0000000000c1';
  const statements = [
    sql`insert into sites (id, names, "timeZone", languages, "dayStart", "createdAtMs")
      values (${siteId}, '{"en":"Here"}', 'UTC', '["en"]', '04:00', 1)`,
    sql`insert into screens (id, name, "siteId", kind, "widthPx", "heightPx", tags, "createdAtMs")
      values (${screenId}, 'B12', ${siteId}, 'display', 1920, 1080, '[]', 1)`,
    sql`insert into incidents (id, "screenId", "siteId", kind, state, "openedAtMs", detail, note)
      values ('i', ${screenId}, ${siteId}, 'offline', 'open', 5, '', '')`,
  ];
  for (const statement of statements) await statement.execute(older);
  await older.destroy();
  const newer = await openAt('9999');
  const before = await newer.selectFrom('incidents').selectAll().execute();
  expect(before).toMatchObject([{ id: 'i', screenId, siteId, kind: 'offline', state: 'open', openedAtMs: 5, fact: null }]);
  const again = { ...before[0], id: 'j' } as NonNullable<(typeof before)[0]>;
  await expect(newer.insertInto('incidents').values(again).execute()).rejects.toThrow(/UNIQUE/);
  const ofServer = { ...again, screenId: null, siteId: null, kind: 'certificate' as const };
  await newer.insertInto('incidents').values(ofServer).execute();
  await expect(
    newer
      .insertInto('incidents')
      .values({ ...ofServer, id: 'k' })
      .execute(),
  ).rejects.toThrow(/UNIQUE/);
  await newer.destroy();
});

test('of which publications an older server collected releases is told by what the audit says that they changed', async () => {
  const older = await openAt('0640-items-in-lists');
  const made = (id: string, changed: number) =>
    sql`insert into audit (atMs, actor, action, subject, detail) values (1, 'u', 'publication-made', ${`publication:${id}`},
      ${JSON.stringify({ note: '', changed })})`;
  const release = (id: string, number: number) =>
    sql`insert into releases (screenId, number, publicationId, tree, basis, document, state, queuedAtMs, changedAtMs)
      values ('s', ${number}, ${id}, 't', 'b', '{}', 'queued', 1, 1)`;
  const publications = ['whole', 'less', 'nothing'].map(
    (id) => sql`insert into publications (id, note, publishedBy, publishedAtMs, unchangedCount) values (${id}, '', 'u', 1, 0)`,
  );
  const rows = [made('whole', 1), release('whole', 1), made('less', 2), release('less', 2), made('nothing', 0)];
  // neither site nor screen is looked at
  await sql`pragma foreign_keys = off`.execute(older);
  for (const statement of [...publications, ...rows]) await statement.execute(older);
  await older.destroy();
  const newer = await openAt('9999');
  expect(await newer.selectFrom('forgotten_releases').selectAll().execute()).toEqual([{ publicationId: 'less' }]);
  await newer.destroy();
});
