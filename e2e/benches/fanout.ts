import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { node, root } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { median, named, rounded, type BenchReport } from './report.ts';
import { realPlayers, startRealPlayers } from './real-players.ts';
import { alertAll, clearAll, scraped, type Alarm, type Alerted, type Heard } from './alert-rounds.ts';
import { addChangingContent, seedPlayers, simulatedSiteId, startPlayers } from './simulated-fleet.ts';

const nowMs = () => performance.timeOrigin + performance.now();
const script = (name: string) => join(root, 'e2e/benches', name);
const realRounds = 5;
/** After so long a publication that was asked for is being read or compiled. */
const underWayMs = 200;

/**
 * One signed alert to N connected players: from the operator's request to the last one on the wire, and to the last `received` stored;
 * beside bare `ws` sending as many bytes to as many clients, in the same run, turn by turn. Then the same while a publication to 5,000
 * screens compiles, with the delay of the server's event loop. Beside the most simulated players stand four real ones, whose glass is what
 * the others only speak of. `GATECAST_PLAYERS` chooses one N.
 */
export async function fanout({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const chosen = Number(process.env['GATECAST_PLAYERS'] ?? 0);
  const sizes = chosen > 0 ? [chosen] : isQuick ? [1_000] : [1_000, 5_000, 10_000];
  const rounds = isQuick ? 5 : 15;
  const world = await FleetWorld.start();
  const programs: Program[] = [];
  try {
    process.stdout.write(`Seeding ${Math.max(...sizes)} players…\n`);
    await seedPlayers(world, Math.max(...sizes));
    const alarm = {
      siteId: await simulatedSiteId(world),
      templateId: await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' }),
    };
    const [figures, limits, ratios]: Record<string, number>[] = [{ rounds }, {}, {}];
    let slowestMs = 0;
    for (const players of sizes) {
      const measured = await measureAt(world, programs, alarm, players, rounds, players === Math.max(...sizes));
      slowestMs = Math.max(slowestMs, measured.figures['worstWireMs'] ?? 0);
      for (const [all, part] of [
        [figures, measured.figures] as const,
        [limits, measured.limits] as const,
        [ratios, measured.ratios] as const,
      ])
        for (const [name, value] of Object.entries(part)) Object.assign(all ?? {}, { [`at${players}.${name}`]: value });
    }
    const most = `at${Math.max(...sizes)}`;
    const of = (part: Record<string, number> | undefined, name: string): number => part?.[`${most}.${name}`] ?? Number.NaN;
    const aims = { worstWireMs: 1_000, storedMs: 1_000, wireRatio: 1.5, lagP99Ms: 50, worstRealPaintedMs: 1_000 };
    const keeps = {
      'everybody within a second': slowestMs < aims.worstWireMs,
      'the wire': of(ratios, 'wire') <= aims.wireRatio,
      'receipts stored': of(figures, 'storedMs') <= aims.storedMs,
      'the loop while screens compile': of(figures, 'compilingLagP99Ms') <= aims.lagP99Ms,
      'real players': of(figures, 'worstRealPaintedMs') < aims.worstRealPaintedMs,
    };
    for (const [aim, isKept] of Object.entries(keeps)) if (!isKept) process.stdout.write(`missed: ${aim}\n`);
    return {
      bench: 'fanout',
      ok: Object.values(keeps).every(Boolean),
      figures: rounded(figures ?? {}),
      limits: rounded({ ...limits, ...named('aim', aims) }),
      ratios: rounded(ratios ?? {}),
    };
  } finally {
    for (const program of programs) await program.stop();
    await world.stop();
  }
}

type Figures = Readonly<Record<string, number>>;
type Measured = { readonly figures: Figures; readonly limits: Figures; readonly ratios: Figures };

async function measureAt(
  world: FleetWorld,
  programs: Program[],
  alarm: Alarm,
  players: number,
  rounds: number,
  isLast: boolean,
): Promise<Measured> {
  const simulated = startPlayers(world, players, ['--ramp', `${Math.ceil(players / 500)}`]);
  programs.push(simulated);
  await simulated.event(({ event }) => event === 'connected', `${players} players`, 600_000);
  const bare = await startBare(programs, players);
  const alerts: (Alerted & { readonly cpuMs: number })[] = [];
  const bares: Heard[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { cpuS } = await scraped(world.url);
    const seen = await alertAll(world.operator, simulated, alarm, players);
    alerts.push({ ...seen, cpuMs: 1_000 * ((await scraped(world.url)).cpuS - cpuS) });
    bares.push(await bare.tellAll(JSON.stringify(await stateLike(world, seen.alertId))));
    await clearAll(world.operator, simulated, seen.alertId);
  }
  const figures = {
    wireMs: median(alerts.map(({ wireMs }) => wireMs)),
    spreadMs: median(alerts.map(({ spreadMs }) => spreadMs)),
    storedMs: median(alerts.map(({ storedMs }) => storedMs)),
    worstWireMs: Math.max(...alerts.map(({ wireMs }) => wireMs)),
    serverCpuMs: median(alerts.map(({ cpuMs }) => cpuMs)),
  };
  const limits = { bareWsMs: median(bares.map(({ wireMs }) => wireMs)), bareWsSpreadMs: median(bares.map(({ spreadMs }) => spreadMs)) };
  process.stdout.write(`${JSON.stringify({ players, ...rounded({ ...figures, ...limits }) })}\n`);
  const beside = isLast ? await alertRealPlayers(world, simulated, alarm, players) : {};
  const whileCompiling = isLast ? await alertWhileCompiling(world, simulated, alarm, players) : {};
  for (const program of [simulated, bare.clients, bare.server]) await program.stop();
  return {
    figures: { ...figures, ...beside, ...whileCompiling },
    limits,
    ratios: { wire: figures.wireMs / limits.bareWsMs, spread: figures.spreadMs / limits.bareWsSpreadMs },
  };
}

/** Four real players are at the same site: from the operator's request until the alert is on the last of their glasses. */
async function alertRealPlayers(world: FleetWorld, simulated: Program, alarm: Alarm, players: number): Promise<Figures> {
  const real = await startRealPlayers(world, alarm.siteId);
  try {
    const painted: number[] = [];
    for (let round = 0; round < realRounds; round += 1) {
      const startedMs = nowMs();
      const { alertId } = await alertAll(world.operator, simulated, alarm, players);
      painted.push(await real.paintedMs(alertId, startedMs));
      await clearAll(world.operator, simulated, alertId);
    }
    return { realPlayers, realPaintedMs: median(painted), worstRealPaintedMs: Math.max(...painted) };
  } finally {
    await real.stop();
  }
}

async function alertWhileCompiling(world: FleetWorld, simulated: Program, alarm: Alarm, players: number): Promise<Figures> {
  const change = await addChangingContent(world);
  const isCurrent = async (before: number) =>
    simulated.event((event) => event.event === 'current' && simulated.events.indexOf(event) >= before, 'releases on all', 300_000);
  const first = simulated.events.length;
  await world.publish();
  await isCurrent(first);
  await change(1);
  const before = simulated.events.length;
  await scraped(world.url);
  const publishing = world.publish();
  await wait(underWayMs);
  const seen = await alertAll(world.operator, simulated, alarm, players);
  // each look at the metrics begins the event loop's figures anew, so these are of the rest of the publication, stores and pushes
  const publication = await publishing;
  const { lagP99Ms } = await scraped(world.url);
  await isCurrent(before);
  await clearAll(world.operator, simulated, seen.alertId);
  await change(2);
  await scraped(world.url);
  await world.publish();
  const alone = await scraped(world.url);
  return {
    compilingScreens: publication.screenCount,
    compilingWireMs: seen.wireMs,
    compilingStoredMs: seen.storedMs,
    compilingRestLagP99Ms: lagP99Ms,
    compilingLagP99Ms: alone.lagP99Ms,
  };
}

async function startBare(
  programs: Program[],
  players: number,
): Promise<{ readonly server: Program; readonly clients: Program; readonly tellAll: (bytes: string) => Promise<Heard> }> {
  const server = new Program('bare ws server', node, [script('bare-ws-server.ts')]);
  programs.push(server);
  const url = String((await server.event(({ event }) => event === 'listening', 'listening'))['url']);
  const clients = new Program('bare ws clients', node, [script('bare-ws-clients.ts'), url.replace('http', 'ws'), `${players}`]);
  programs.push(clients);
  await clients.event(({ event }) => event === 'connected', `${players} bare clients`, 120_000);
  return {
    server,
    clients,
    async tellAll(bytes) {
      const before = clients.events.length;
      const startedMs = nowMs();
      await fetch(url, { method: 'POST', body: bytes });
      const heard = await clients.event(
        (event) => event.event === 'heard' && clients.events.indexOf(event) >= before,
        'bare message on all clients',
        60_000,
      );
      return { wireMs: Number(heard['lastAtMs']) - startedMs, spreadMs: Number(heard['lastAtMs']) - Number(heard['firstAtMs']) };
    },
  };
}

/** As many bytes as the alert state has on the wire: the signed document holds the alert in base64 and a signature. */
async function stateLike(world: FleetWorld, alertId: string): Promise<unknown> {
  const { alerts } = await world.operator.get('/api/alerts');
  const { counts: _, ...alert } = alerts.find((each: { id: string }) => each.id === alertId);
  return {
    payloadType: 'application/vnd.gatecast.alert-state+json',
    payload: Buffer.from(JSON.stringify({ alerts: [alert] })).toString('base64'),
    signatures: ['x'.repeat(160)],
  };
}
