import { alertRoutes, contentRoutes, fleetRoutes, roleSchema, scheduleRoutes } from '@gatecast/protocol';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvedNotice, openContentWorld, until, type Caller } from './content-world.ts';
import { postgresPrograms, startPostgres, type PostgresCluster } from './postgres-cluster.ts';
import { connectTestPlayer, deviceKey, knock } from './test-device.ts';

// A backup is worth what its restore is: the restored server must be believed by its players, publish and alert.

const program = fileURLToPath(new URL('../src/backup-main.ts', import.meta.url));
let folder: string;
let postgres: PostgresCluster | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-backup-'));
  if (postgresPrograms() !== null) postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.close();
  await rm(folder, { recursive: true, force: true });
});

function run(task: 'backup' | 'restore', path: string, environment: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, task, path], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
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
  const slots = [{ kind: 'item' as const, itemId, weight: 1 }];
  const { id: playlistId } = await chief.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
  const targets = [{ kind: 'site' as const, siteId }];
  const entry = { name: 'Base', tier: 'fallback' as const, targets, playlistId, when: { kind: 'always' as const } };
  await chief.call(scheduleRoutes.createEntry, { body: entry });
  return { siteId, screenId, itemId };
}
const texts = { vi: { headline: 'Sơ tán', instruction: '' }, en: { headline: 'Evacuate', instruction: '' } };

test.for(['sqlite', 'postgres'] as const)(
  'a server that is restored from a backup of its running self numbers past what its players hold, publishes and alerts (%s)',
  { timeout: 90_000 },
  async (kind, context) => {
    if (kind === 'postgres' && postgres === null) return context.skip('this machine has no PostgreSQL');
    const database = async () => (postgres === null || kind === 'sqlite' ? {} : { GATECAST_TRUTH: await postgres.createDatabase() });
    const from = { GATECAST_DATA: join(folder, `${kind}-from`), ...(await database()) };
    const to = { GATECAST_DATA: join(folder, `${kind}-to`), ...(await database()) };
    const copy = join(folder, `${kind}-copy`);

    const world = await openContentWorld(from);
    const chief = await world.signIn('chief', roleSchema.options);
    const second = await world.signIn('second', roleSchema.options);
    const { siteId, screenId, itemId } = await siteWithEntry(chief, second);
    const key = deviceKey();
    const device = knock(world.url, key);
    const { playerId } = await chief.call(fleetRoutes.claimEnrolment, { body: { code: (await device.pairing).code, screenId } });
    await device.enrolled;
    device.socket.disconnect();
    await chief.call(scheduleRoutes.publish, { body: { note: 'before' } });
    expect(run('backup', copy, from)).toMatchObject({ status: 0, stderr: '' });
    // what happens after the backup is lost with the server, and known to the player alone
    const template = { name: 'Evacuation', severity: 'extreme', urgency: 'immediate', style: 'full-screen', texts } as const;
    const { id: templateId } = await chief.call(alertRoutes.createAlertTemplate, { body: template });
    await second.call(alertRoutes.approveAlertTemplate, { params: { templateId } });
    await chief.call(alertRoutes.raiseAlert, { body: { templateId, siteId } });
    const lost = connectTestPlayer({ url: world.url, key, playerId });
    const held = await lost.welcome;
    lost.close();
    await world.close();

    expect(run('restore', copy, to)).toMatchObject({ status: 0, stderr: '' });
    const restored = await openContentWorld(to);
    const have = { releaseNumber: held.releaseNumber, alertRevision: held.alertRevision };
    const player = connectTestPlayer({ url: restored.url, key, playerId, have });
    const behind = await player.welcome;
    expect(behind.alertRevision).toBeLessThan(held.alertRevision);
    // the alert of which only the lost server knew goes from the glass by itself
    await until('the state is told anew', async () =>
      player.alertStates.some(({ revision, alerts }) => revision > held.alertRevision && alerts.length === 0),
    );
    const again = await restored.signIn('again', roleSchema.options);
    const other = await restored.signIn('other', roleSchema.options);
    const made = await again.call(alertRoutes.createAlertTemplate, { body: { ...template, name: 'Evacuation again' } });
    await other.call(alertRoutes.approveAlertTemplate, { params: { templateId: made.id } });
    const alert = await again.call(alertRoutes.raiseAlert, { body: { templateId: made.id, siteId } });
    await until('the alert', async () => player.alertStates.some(({ alerts }) => alerts.some(({ id }) => id === alert.id)));
    expect(player.alertStates.at(-1)?.revision).toBeGreaterThan(held.alertRevision);
    const params = { itemId, language: 'vi' };
    await again.call(contentRoutes.putVariant, { params, body: { content: { kind: 'notice', title: 'Chào', body: 'Sau khi khôi phục' } } });
    const { document } = await again.call(contentRoutes.submitVariant, { params });
    await other.call(contentRoutes.reviewVariant, { params, body: { document, decision: 'approve' } });
    const screens = (await again.call(scheduleRoutes.publish, { body: { note: 'after' } })).screens;
    player.close();
    await restored.close();
    expect(screens.map((screen) => screen.screenId)).toEqual([screenId]);
    expect(screens.every(({ releaseNumber }) => releaseNumber > held.releaseNumber)).toBe(true);
  },
);

test('a backup that is damaged or not whole is refused, and nothing is put in the place of something', async () => {
  const from = { GATECAST_DATA: join(folder, 'damaged-from') };
  const world = await openContentWorld(from);
  await world.close();
  const copy = join(folder, 'damaged-copy');
  expect(run('backup', copy, from).status).toBe(0);
  expect(run('backup', copy, from)).toMatchObject({ status: 2, stderr: expect.stringContaining('a backup is made in a new folder') });
  expect(run('restore', copy, from)).toMatchObject({ status: 2, stderr: expect.stringContaining('is not empty') });
  const half = join(folder, 'half');
  await cp(copy, half, { recursive: true });
  await rm(join(half, 'backup.json'));
  const to = { GATECAST_DATA: join(folder, 'damaged-to') };
  expect(run('restore', half, to)).toMatchObject({ status: 2, stderr: expect.stringContaining('no whole backup') });
  const truth = join(copy, 'truth.sqlite');
  const bytes = await readFile(truth);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(truth, bytes);
  expect(run('restore', copy, to)).toMatchObject({ status: 2, stderr: expect.stringContaining('is not what was backed up') });
  expect(await readdir(folder)).not.toContain('damaged-to');
});
