import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Json } from '../worlds/api.ts';
import type { FleetWorld } from '../worlds/fleet-world.ts';
import { gatecast, node } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';

const siteName = 'Simulated screens';
/** How names of screens begin that real players have at the same site. */
export const nameOfReal = 'Real ';
const dataOf = (world: FleetWorld) => join(world.folder, 'simulated');

/** Simulated players in a process of their own: true to the protocol, lean. It says `connected` when all are. `url`: where a balancer is in front. */
export function startPlayers(world: FleetWorld, players: number, more: readonly string[] = [], url = world.url): Program {
  const args = ['simulate', '--players', `${players}`, '--server', url, '--email', world.email('operator')];
  return new Program('simulated players', node, [gatecast, ...args, '--data', dataOf(world), '--json', ...more], {
    GATECAST_PASSWORD: world.password,
  });
}

/**
 * A fleet of `count` enrolled players. One enrols as a device does; the others' screens come from a CSV file and their keys are written
 * into the stopped server's truth, as enrolling thousands takes longer than what these benches measure. Restarts the server.
 */
export async function seedPlayers(world: FleetWorld, count: number): Promise<void> {
  const first = startPlayers(world, 1, ['--ramp', '1', '--seconds', '2']);
  await first.event(({ event }) => event === 'stopped', 'one player enrolled', 120_000);
  await first.stop();
  const rows = Array.from({ length: count - 1 }, (_, n) => `${siteName},,Seeded ${String(n + 2).padStart(5, '0')},display,1920,1080,`);
  const csv = `site,area,name,kind,widthPx,heightPx,tags\n${rows.join('\n')}\n`;
  const preview = await world.operator.post('/api/screens/import', { csv });
  if (preview.faults.length > 0) throw new Error(JSON.stringify(preview.faults[0]));
  await world.operator.post('/api/screens/import', { csv, token: preview.token });
  const siteId = await simulatedSiteId(world);
  const file = join(dataOf(world), `${new URL(world.url).host.replace(':', '-')}.json`);
  const identities = JSON.parse(await readFile(file, 'utf8'));
  const enrolled = new Set(identities.players.map(({ screenId }: { screenId: string }) => screenId));
  const screenIds = (await simulatedScreenIds(world)).filter((screenId) => !enrolled.has(screenId));
  await world.server.stop();
  const truth = new DatabaseSync(join(world.folder, 'server', 'truth.sqlite'));
  const insert = truth.prepare('insert into players (id, screenId, publicKey, enrolledAtMs, enrolledBy) values (?, ?, ?, ?, ?)');
  truth.exec('begin');
  for (const screenId of screenIds) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const playerId = randomUUID();
    insert.run(playerId, screenId, lastBytes(publicKey.export({ format: 'der', type: 'spki' })), Date.now(), 'bench');
    identities.players.push({ seed: lastBytes(privateKey.export({ format: 'der', type: 'pkcs8' })), playerId, screenId, siteId });
  }
  truth.exec('commit');
  truth.close();
  await writeFile(file, JSON.stringify(identities), { mode: 0o600 });
  await world.restartServer();
}

/** Both halves of an Ed25519 key are the last 32 bytes of their DER (RFC 8410). */
function lastBytes(der: Buffer): string {
  return der.subarray(-32).toString('base64');
}

export async function simulatedSiteId(world: FleetWorld): Promise<string> {
  const { sites } = await world.operator.get('/api/sites');
  return sites.find((site: { names: { en?: string } }) => site.names.en === siteName).id;
}

/** In the order of the wall, without those of real players. */
export async function simulatedScreenIds(world: FleetWorld): Promise<readonly string[]> {
  const siteId = await simulatedSiteId(world);
  const ids: string[] = [];
  for (let query = ''; ;) {
    const page: Json = await world.operator.get(`/api/screens?siteId=${siteId}&limit=1000${query}`);
    const simulated = page.screens.filter(({ name }: { name: string }) => !name.startsWith(nameOfReal));
    ids.push(...simulated.map(({ id }: { id: string }) => id));
    if (page.next === null || page.next === undefined) return ids;
    query = `&after=${encodeURIComponent(page.next)}`;
  }
}

const screensOfAnEntry = 100;
const itemsOfALoop = 20;
const screensOfAPublication = 5_000;

/**
 * Content of at most 5,000 simulated screens, or as many as `most` says: each hundred shares an entry, a loop of twenty notices; one notice is in all of them. The
 * returned function changes that notice, so that all those screens have something to publish.
 */
export async function addChangingContent(world: FleetWorld, most = screensOfAPublication): Promise<(round: number) => Promise<void>> {
  const changing = await world.addNotice('Waiting time', { vi: { title: 'Chờ', body: '0 phút' }, en: { title: 'Wait', body: '0 min' } });
  const screenIds = (await simulatedScreenIds(world)).slice(0, most);
  const others: string[] = [];
  for (let n = 1; n < itemsOfALoop; n++) others.push(await world.addNotice(`Notice ${n}`, { vi: { title: 'Tin', body: `Tin số ${n}` } }));
  for (let from = 0; from < screenIds.length; from += screensOfAnEntry) {
    const name = `Group ${from / screensOfAnEntry}`;
    const playlistId = await world.addPlaylist(name, [changing, ...others]);
    const targets = screenIds.slice(from, from + screensOfAnEntry).map((screenId) => ({ kind: 'screen', screenId }));
    await world.addEntry(name, playlistId, { targets });
  }
  return async (round) => {
    const path = `/api/items/${changing}/variants/vi`;
    const { document } = await world.operator.putVariant(path, {
      content: { kind: 'notice', title: 'Chờ', body: `${round} phút` },
      durationMs: 5_000,
    });
    await world.operator.post(`${path}/submit`, { document });
    await world.approver.post(`${path}/review`, { document, decision: 'approve' });
  };
}
