import {
  alertRoutes,
  contentRoutes,
  fleetRoutes,
  mediaPath,
  mediaSchema,
  portalReleaseEnvelopeSchema,
  releaseEnvelopeSchema,
  roleSchema,
  scheduleRoutes,
  signedDocumentSchema,
  type Media,
} from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { hashFile } from '../src/store/hash-file.ts';
import { createS3Store, type S3Store } from '../src/store/s3-store.ts';
import { startBucket, type Bucket } from './bucket.ts';
import { approve, approvedNotice, openContentWorld, until, type Caller } from './content-world.ts';
import { postgresPrograms, startPostgres, type PostgresCluster } from './postgres-cluster.ts';
import { photo } from './sample-files.ts';
import { connectTestPlayer, deviceKey, knock } from './test-device.ts';

// A backup is worth what its restore is: the restored server must be believed by its players, publish and alert.

const program = fileURLToPath(new URL('../src/backup-main.ts', import.meta.url));
let folder: string;
let postgres: PostgresCluster | null = null;
let bucket: Bucket;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-backup-'));
  bucket = await startBucket();
  if (postgresPrograms() !== null) postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres?.close();
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the program beside this process, in which servers may go on. */
async function run(task: 'backup' | 'restore', path: string, environment: Record<string, string>, ...options: string[]) {
  const child = spawn(process.execPath, [program, task, path, ...options], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const events = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { status: status as unknown, events, stderr };
}
async function uploadPicture(url: string, chief: Caller): Promise<Media> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(await photo(800, 600))]), 'hall.jpg');
  const response = await fetch(`${url}/api/media`, { method: 'POST', body: form, headers: { cookie: chief.cookie } });
  const { id: mediaId } = mediaSchema.parse(await response.json());
  return until('the picture is ready', async () => {
    const media = await chief.call(contentRoutes.getMedia, { params: { mediaId } });
    return media.state === 'ready' && media;
  });
}
/** What lies in a bucket as the settings of a server name it, by the paths of a backup. */
function storeOf(settings: Record<string, string>): S3Store {
  const { hostname, pathname } = new URL(settings['GATECAST_S3'] ?? '');
  return createS3Store({ bucket: hostname, prefix: `${pathname.slice(1)}/`, endpoint: settings['GATECAST_S3_ENDPOINT'] ?? null });
}
async function emptyOut(settings: Record<string, string>): Promise<void> {
  const store = storeOf(settings);
  const all = await store.listAll();
  expect(all.length).toBeGreaterThan(0);
  for (const { key } of all) await store.remove(key);
}
/** The media files of a backup, by their paths in it. */
async function mediaOf(copy: string): Promise<readonly string[]> {
  const entries = await readdir(join(copy, 'media'), { withFileTypes: true, recursive: true });
  return entries.flatMap((entry) => (entry.isFile() ? [relative(copy, join(entry.parentPath, entry.name))] : [])).toSorted();
}
const documentAnswer = z.object({ kind: z.literal('document'), document: signedDocumentSchema });
function releaseOf(answer: unknown) {
  const { payload } = documentAnswer.parse(answer).document;
  return releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
}
async function siteWithEntry(chief: Caller, second: Caller) {
  const names = { vi: 'Nội Bài', en: 'Noi Bai' };
  const { id: siteId } = await chief.call(fleetRoutes.createSite, {
    body: { names, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi', 'en'] },
  });
  const body = { name: 'B1', siteId, areaId: null, kind: 'display' as const, widthPx: 1_920, heightPx: 1_080 };
  const { id: screenId } = await chief.call(fleetRoutes.createScreen, { body });
  const { id: supplierId } = await chief.call(contentRoutes.createSupplier, { body: { name: 'Tourism' } });
  const itemId = await approvedNotice({ editor: chief, approver: second, publisher: chief, supplierId }, 'Welcome', {
    vi: 'Xin chào',
    en: 'Welcome',
  });
  const { id: articleId } = await chief.call(contentRoutes.createItem, {
    body: { kind: 'article', title: 'Visa', category: 'border', supplierId },
  });
  await approve({ editor: chief, approver: second }, articleId, 'vi', articleOf('Cách xin thị thực'));
  const slots = [{ kind: 'item' as const, itemId, weight: 1 }];
  const { id: playlistId } = await chief.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
  const targets = [{ kind: 'site' as const, siteId }];
  const entry = { name: 'Base', tier: 'fallback' as const, targets, playlistId, when: { kind: 'always' as const } };
  await chief.call(scheduleRoutes.createEntry, { body: entry });
  return { siteId, screenId, itemId, articleId };
}
function articleOf(text: string) {
  return { kind: 'article' as const, title: 'Thị thực', summary: text, blocks: [{ kind: 'paragraph' as const, text }] };
}
async function portalOf(url: string) {
  const { payload } = signedDocumentSchema.parse(await (await fetch(`${url}/api/portal/release`)).json());
  return portalReleaseEnvelopeSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
}
const texts = { vi: { headline: 'Sơ tán', instruction: '' }, en: { headline: 'Evacuate', instruction: '' } };

const places = [
  ['sqlite', 'folder'],
  ['postgres', 'folder'],
  ['sqlite', 'bucket'],
  ['postgres', 'bucket'],
] as const;

test.for(places)(
  'a server that is restored from a backup of its running self tells what it knows past what its players hold, publishes and alerts (%s, media in a %s)',
  { timeout: 90_000 },
  async ([kind, media], context) => {
    if (kind === 'postgres' && postgres === null) return context.skip('this machine has no PostgreSQL');
    const database = async () => (postgres === null || kind === 'sqlite' ? {} : { GATECAST_TRUTH: await postgres.createDatabase() });
    const mediaAt = (settings: Record<string, string>) =>
      media === 'folder' ? {} : { ...settings, GATECAST_S3: `${settings['GATECAST_S3'] ?? ''}/${kind}` };
    const name = `${kind}-${media}`;
    const from = { GATECAST_DATA: join(folder, `${name}-from`), ...(await database()), ...mediaAt(bucket.settings) };
    const to = { GATECAST_DATA: join(folder, `${name}-to`), ...(await database()), ...mediaAt(bucket.spare) };
    const copy = join(folder, `${name}-copy`);

    const world = await openContentWorld(from);
    const chief = await world.signIn('chief', roleSchema.options);
    const second = await world.signIn('second', roleSchema.options);
    const { siteId, screenId, itemId, articleId } = await siteWithEntry(chief, second);
    const picture = await uploadPicture(world.url, chief);
    const key = deviceKey();
    const device = knock(world.url, key);
    const { playerId } = await chief.call(fleetRoutes.claimEnrolment, { body: { code: (await device.pairing).code, screenId } });
    await device.enrolled;
    device.socket.disconnect();
    await chief.call(scheduleRoutes.publish, { body: { note: 'before' } });
    const known = connectTestPlayer({ url: world.url, key, playerId });
    await known.welcome;
    const kept = releaseOf(await known.ask('get-release'));
    known.close();
    const portal = await portalOf(world.url);
    expect(await run('backup', copy, from)).toMatchObject({ status: 0, stderr: '' });
    // what happens after the backup is lost with the server, and known to the player alone
    const template = { name: 'Evacuation', severity: 'extreme', urgency: 'immediate', style: 'full-screen', texts } as const;
    const { id: templateId } = await chief.call(alertRoutes.createAlertTemplate, { body: template });
    await second.call(alertRoutes.approveAlertTemplate, { params: { templateId } });
    await chief.call(alertRoutes.raiseAlert, { body: { templateId, siteId } });
    await approve({ editor: chief, approver: second }, itemId, 'vi', { kind: 'notice', title: 'Mất', body: 'Chỉ máy chủ cũ biết' });
    await approve({ editor: chief, approver: second }, articleId, 'vi', articleOf('Chỉ máy chủ cũ biết'));
    await chief.call(scheduleRoutes.publish, { body: { note: 'lost' } });
    const lostPortal = await portalOf(world.url);
    expect(lostPortal.tree).not.toBe(portal.tree);
    const lost = connectTestPlayer({ url: world.url, key, playerId });
    const held = await lost.welcome;
    expect(held.releaseNumber).toBeGreaterThan(kept.number);
    lost.close();
    await world.close();
    await rm(from.GATECAST_DATA, { recursive: true });
    if (media === 'bucket') await emptyOut(from);

    expect(await run('restore', copy, to)).toMatchObject({ status: 0, stderr: '' });
    const restored = await openContentWorld(to);
    const have = { releaseNumber: held.releaseNumber, alertRevision: held.alertRevision };
    const player = connectTestPlayer({ url: restored.url, key, playerId, have });
    const behind = await player.welcome;
    expect([behind.alertRevision < held.alertRevision, behind.releaseNumber]).toEqual([true, kept.number]);
    // the alert of which only the lost server knew goes from the glass by itself, and so does the release
    await until('the state is told anew', async () =>
      player.alertStates.some(({ revision, alerts }) => revision > held.alertRevision && alerts.length === 0),
    );
    await until('the release is issued anew', async () => player.releaseNumbers.some((number) => number > held.releaseNumber));
    expect(releaseOf(await player.ask('get-release'))).toMatchObject({ tree: kept.tree, screenId });
    const portalAnew = await portalOf(restored.url);
    expect([portalAnew.tree, portalAnew.number > lostPortal.number]).toEqual([portal.tree, true]);
    const again = await restored.signIn('again', roleSchema.options);
    const other = await restored.signIn('other', roleSchema.options);
    const publications = (await again.call(scheduleRoutes.listPublications, { query: {} })).publications;
    expect(publications.map(({ source, note }) => `${source.kind} ${note}`)).toEqual(['restored ', 'drafts before']);
    for (const hash of [picture.rendition?.hash ?? '', picture.thumbnail ?? ''])
      expect(nameOfBytes(new Uint8Array(await (await fetch(`${restored.url}${mediaPath(hash)}`)).arrayBuffer()))).toBe(hash);
    const made = await again.call(alertRoutes.createAlertTemplate, { body: { ...template, name: 'Evacuation again' } });
    await other.call(alertRoutes.approveAlertTemplate, { params: { templateId: made.id } });
    const alert = await again.call(alertRoutes.raiseAlert, { body: { templateId: made.id, siteId } });
    await until('the alert', async () => player.alertStates.some(({ alerts }) => alerts.some(({ id }) => id === alert.id)));
    expect(player.alertStates.at(-1)?.revision).toBeGreaterThan(held.alertRevision);
    const newest = player.releaseNumbers.at(-1) ?? 0;
    await approve({ editor: again, approver: other }, itemId, 'vi', { kind: 'notice', title: 'Chào', body: 'Sau khi khôi phục' });
    const screens = (await again.call(scheduleRoutes.publish, { body: { note: 'after' } })).screens;
    player.close();
    await restored.close();
    expect(screens.map((screen) => screen.screenId)).toEqual([screenId]);
    expect(screens.every(({ releaseNumber }) => releaseNumber > newest)).toBe(true);
  },
);

test('copies out of and into a bucket that broke off are gone on with; what is damaged there, or no plain path, is refused by name', async () => {
  const settings = { ...bucket.settings, GATECAST_S3: 's3://gatecast/broken' };
  const from = { GATECAST_DATA: join(folder, 'broken-from'), ...settings };
  const world = await openContentWorld(from);
  const chief = await world.signIn('chief', roleSchema.options);
  await uploadPicture(world.url, chief);
  await world.close();
  const copy = join(folder, 'broken-copy');
  const first = await run('backup', copy, from);
  expect(first).toMatchObject({ status: 0, stderr: '' });
  const media = await mediaOf(copy);
  expect(media.length).toBeGreaterThanOrEqual(3);
  const files = media.length;
  expect(first.events.filter(({ event }) => event === 'copying')).toContainEqual(
    expect.objectContaining({ event: 'copying', folder: 'media', files, ofFiles: files }),
  );

  // as a kill leaves it: no manifest, a file that has not come, one that came in part
  await rename(copy, `${copy}.partial`);
  for (const file of ['backup.json', media[0] ?? '']) await rm(join(`${copy}.partial`, file));
  await truncate(join(`${copy}.partial`, media[1] ?? ''), 5);
  expect(await run('backup', copy, from)).toMatchObject({ status: 2, stderr: expect.stringContaining('go on with it by --resume') });
  expect(await run('backup', copy, from, '--resume')).toMatchObject({ status: 0, stderr: '' });
  expect(await mediaOf(copy)).toEqual(media);
  for (const file of media) expect((await hashFile(join(copy, file))).hash).toBe(basename(file));

  const to = { GATECAST_DATA: join(folder, 'broken-to'), ...bucket.spare, GATECAST_S3: 's3://spare/broken' };
  const { madeAtMs } = JSON.parse(await readFile(join(copy, 'backup.json'), 'utf8')) as { madeAtMs: number };
  expect(await run('restore', copy, to, '--resume')).toMatchObject({ status: 2, stderr: expect.stringContaining('broke off') });
  await mkdir(to.GATECAST_DATA, { recursive: true });
  await writeFile(join(to.GATECAST_DATA, 'restoring.json'), JSON.stringify({ version: 1, madeAtMs, databases: [] }));
  expect(await run('restore', copy, to)).toMatchObject({ status: 2, stderr: expect.stringContaining('go on with it by --resume') });
  await expect(openContentWorld(to)).rejects.toThrow('a restore that is going on or broke off');
  const target = storeOf(to);
  const half = media[0]?.replace(/^media\//, '') ?? '';
  await target.write(`media/${half}`, Buffer.from('half'), { isEvidence: true });
  expect(await run('restore', copy, to, '--resume')).toMatchObject({ status: 0, stderr: '' });
  for (const file of media) expect(nameOfBytes((await target.readAll(file)) ?? Buffer.alloc(0))).toBe(basename(file));
  const restored = await openContentWorld(to);
  await restored.close();

  const source = storeOf(from);
  const bytes = (await source.readAll(media[0] ?? '')) ?? Buffer.alloc(0);
  await source.write(media[0] ?? '', Buffer.concat([bytes, Buffer.from('!')]), { isEvidence: true });
  const damaged = await run('backup', join(folder, 'broken-again'), from);
  expect(damaged).toMatchObject({ status: 2, stderr: expect.stringContaining('is damaged') });
  expect(damaged.stderr).toContain(half);
  await source.write('media/ab\\..\\evil', bytes, { isEvidence: true });
  expect(await run('backup', join(folder, 'broken-odd'), from)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('no plain path'),
  });
  const nowhere = { ...from, GATECAST_S3: 's3://nobodys/broken' };
  expect(await run('backup', join(folder, 'broken-nowhere'), nowhere)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('NoSuchBucket'),
  });
});

test('a backup that is damaged or not whole is refused, and nothing is put in the place of something', async () => {
  const from = { GATECAST_DATA: join(folder, 'damaged-from') };
  const world = await openContentWorld(from);
  await world.close();
  const copy = join(folder, 'damaged-copy');
  expect((await run('backup', copy, from)).status).toBe(0);
  expect(await run('backup', copy, from)).toMatchObject({ status: 2, stderr: expect.stringContaining('a backup is made in a new folder') });
  expect(await run('restore', copy, from)).toMatchObject({ status: 2, stderr: expect.stringContaining('is not empty') });
  const half = join(folder, 'half');
  await cp(copy, half, { recursive: true });
  await rm(join(half, 'backup.json'));
  const to = { GATECAST_DATA: join(folder, 'damaged-to') };
  expect(await run('restore', half, to)).toMatchObject({ status: 2, stderr: expect.stringContaining('no whole backup') });
  const truth = join(copy, 'truth.sqlite');
  const bytes = await readFile(truth);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(truth, bytes);
  expect(await run('restore', copy, to)).toMatchObject({ status: 2, stderr: expect.stringContaining('is not what was backed up') });
  expect(await readdir(folder)).not.toContain('damaged-to');
});
