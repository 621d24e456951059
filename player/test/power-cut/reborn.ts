import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOfBytes } from '@gatecast/signing';
import { handoverSchema } from '../../src/bridge/bridge.ts';
import { insideAgent, type InsideAgent } from '../support/inside-agent.ts';
import { testServer, type TestServer } from '../support/test-server.ts';
import { receiptName, type Life, type Told } from './life-under-shim.ts';

type Of<Kind extends Told['kind']> = Extract<Told, { kind: Kind }>;

/**
 * Starts an agent on what was left of a life, against a server that has what was told until then and no bytes to give. What is wrong with
 * it, in words; nothing where everything stands. `patienceMs`: how long something is waited for that may come.
 */
export async function whatIsLost(life: Life, folder: string, untilBytes: number, patienceMs: number): Promise<readonly string[]> {
  const told = life.told.filter(({ atBytes }) => atBytes <= untilBytes);
  const of = <Kind extends Told['kind']>(kind: Kind): Of<Kind>[] => told.filter((fact): fact is Of<Kind> => fact.kind === kind);
  const torn = ['release', 'alerts', 'device'].flatMap((part) => tornHandover(join(folder, 'handover', `${part}.json`)));
  const server = await testServer({ assembly: life.server.assembly });
  const [key] = of('key');
  if (key !== undefined) server.knows(key);
  const agent = await insideAgent(server.url, folder).catch((error: unknown) => String(error));
  if (typeof agent === 'string') {
    await server.close();
    return [`the agent does not start: ${agent}`];
  }
  try {
    const atOnce = [...torn, ...damageOf(agent, folder), ...lostOfGlass(life, agent, folder, of)];
    return [...atOnce, ...(await lostOfServer(server, agent, of, patienceMs))];
  } finally {
    await agent.agent.stop();
    await server.close();
  }
}

type Facts = <Kind extends Told['kind']>(kind: Kind) => Of<Kind>[];

function tornHandover(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  try {
    handoverSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return [];
  } catch {
    return [`${file} is torn`];
  }
}

/** A cut is no damage: what is synced in order is sound without anything having to heal. */
function damageOf({ events }: InsideAgent, folder: string): readonly string[] {
  const troubles = events.flatMap((event) => (event.event === 'trouble' ? [`trouble: ${event.where}: ${event.detail}`] : []));
  return existsSync(join(folder, 'set-aside')) ? [...troubles, 'a database was set aside'] : troubles;
}

/** What the stage is handed before any server was asked. */
function lostOfGlass(life: Life, agent: InsideAgent, folder: string, of: Facts): readonly string[] {
  const { release, alerts } = agent.handed();
  const lost: string[] = [];
  const active = of('active').at(-1)?.number ?? 0;
  const shown = release.release?.number ?? 0;
  if (shown < active) lost.push(`release ${active} was told as active, and ${shown} is shown`);
  const documents = Object.keys(release.release?.documents ?? {}).length;
  const items = release.release?.items.length ?? 0;
  if (documents < items) lost.push(`of ${items} items of release ${shown} ${documents} can be shown`);
  const broken = (life.mediaOf.get(shown) ?? []).filter((hash) => {
    const file = join(folder, 'media', hash);
    return !existsSync(file) || nameOfBytes(readFileSync(file)) !== hash;
  });
  if (broken.length > 0) lost.push(`${broken.length} media of release ${shown} are not what they were`);
  const revision = of('alerts').at(-1)?.revision ?? 0;
  if (alerts.alertRevision < revision) lost.push(`alert state ${revision} was receipted, and ${alerts.alertRevision} is here`);
  return lost;
}

/** What the server is told when it is there again. */
async function lostOfServer(server: TestServer, agent: InsideAgent, of: Facts, patienceMs: number): Promise<readonly string[]> {
  const within = (holds: () => boolean): Promise<boolean> => isWithin(patienceMs, holds);
  const key = of('key')[0];
  if (key === undefined) return [];
  if (of('enrolled').length === 0) {
    // enrolment is between two stools: it is the same device, whichever of the two it takes itself for
    const isSame = await within(() => server.isPlayerConnected() || server.isDeviceWaiting());
    return isSame && server.playerKey()?.keyId === key.keyId ? [] : ['the device is not the one whose code was shown'];
  }
  if (!(await within(server.isPlayerConnected))) return ['the player is not known to its server any more'];
  const lost: string[] = [];
  const prepared = of('prepared').at(-1)?.number ?? 0;
  if (!(await within(() => (agent.handed().release.release?.number ?? 0) >= prepared)))
    lost.push(`release ${prepared} was told as prepared, and cannot be activated from what is here`);
  const stored = of('stored');
  const through = of('exposures').at(-1)?.through ?? 0;
  const missing = (): readonly number[] => {
    const known = new Set([...stored, ...server.seen.records].map(({ fromMs }) => fromMs));
    return Array.from({ length: through }, (_, index) => index + 1).filter((fromMs) => !known.has(fromMs));
  };
  if (!(await within(() => missing().length === 0)))
    lost.push(`exposures ${missing().join(', ')} of ${through} that were taken from the stage`);
  const given = new Map(stored.map(({ chainId, sequence, fromMs }) => [`${chainId} ${sequence}`, fromMs]));
  for (const { chainId, records } of server.seen.runs)
    for (const { sequence, fromMs } of records)
      if ((given.get(`${chainId} ${sequence}`) ?? fromMs) !== fromMs) lost.push(`the number ${sequence} of a chain was given twice`);
  const receipts = new Map(of('receipt').map(({ of: name, toldMs }) => [name, toldMs]));
  for (const receipt of server.seen.receipts)
    if ((receipts.get(receiptName(receipt)) ?? receipt.atMs) !== receipt.atMs)
      lost.push(`a receipt was made twice: ${receiptName(receipt)}`);
  const ends = new Map(of('ended').map(({ id, end }) => [id, end]));
  for (const { id, order, times } of of('accepted')) {
    const end = ends.get(id);
    const again = await server.command(order, { id, ...times });
    // one whose end was told has that end; one that was only accepted comes to one
    if (end !== undefined && JSON.stringify(again) !== JSON.stringify(end))
      lost.push(`the end of ${id}: it is ${JSON.stringify(again)} now`);
    else if (end === undefined && !(await within(() => server.seen.commandReports.some(({ commandId }) => commandId === id))))
      lost.push(`${id}, which was accepted and has no end`);
  }
  return lost;
}

async function isWithin(patienceMs: number, holds: () => boolean): Promise<boolean> {
  const endMs = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > endMs) return false;
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  return true;
}
