import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { signIn, type Api } from '../worlds/api.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { gatecast, node } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { shareFiles } from '../worlds/shared-files.ts';
import { createBalancer, createPostgres, createRedis, freePort, missingService } from '../worlds/services.ts';
import { alertAll, clearAll, scraped, type Alarm } from './alert-rounds.ts';
import { median, named, rounded, type BenchReport } from './report.ts';
import { simulatedSiteId, startPlayers } from './simulated-fleet.ts';

const nowMs = () => performance.timeOrigin + performance.now();
const askEveryMs = 250;
/** Who is not back by then would be called offline. */
const watchedMs = 45_000;

/**
 * Two nodes against one, in the same run: PostgreSQL, Redis and the balancer before either. An alert to all players, from the operator's
 * request to the last one on the wire and to the last receipt stored; then a node is killed: with one it is started again, with two the other
 * takes its players. On a machine of few cores all of it shares them, so that two nodes are told from one by what they survive.
 */
export async function nodes({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const missing = missingService();
  if (missing !== null) throw new Error(`this machine has no ${missing}`);
  const players = Number(process.env['GATECAST_PLAYERS'] ?? (isQuick ? 300 : 1_500));
  const rounds = isQuick ? 3 : 11;
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-nodes-'));
  const postgres = await createPostgres({ isDurable: true });
  const redis = await createRedis(join(folder, 'redis'));
  await Promise.all([postgres.start(), redis.start()]);
  const environment = {
    ...{ GATECAST_TRUTH: postgres.url, GATECAST_REDIS: redis.url, GATECAST_KEYS: join(folder, 'keys') },
    ...{ GATECAST_TRUSTED_PROXIES: '127.0.0.1', GATECAST_FILES_SHARED: '1' },
  };
  const ports = [await freePort(), await freePort()] as const;
  const world = await FleetWorld.start({ port: ports[0], environment });
  const balancer = await createBalancer(join(folder, 'nginx'), ports);
  const programs: Program[] = [];
  try {
    await balancer.start();
    const operator = await signIn(balancer.url, world.email('operator'), world.password);
    const connect = async () => {
      const program = startPlayers(world, players, ['--ramp', '3'], balancer.url);
      programs.push(program);
      await program.event(({ event }) => event === 'connected', `${players} players`, 600_000);
      return program;
    };
    process.stdout.write(`Enrolling and connecting ${players} players…\n`);
    const alone = await connect();
    const alarm: Alarm = {
      siteId: await simulatedSiteId(world),
      templateId: await world.addAlertTemplate('Evacuation', { vi: 'Sơ tán ngay', en: 'Evacuate now' }),
    };
    const one = await alertRounds(operator, alone, alarm, players, rounds);
    const oneCpuMs = await cpuOfRound([world.url], operator, alone, alarm, players);
    const oneKilled = await killed(operator, alone, players, async () => {
      await world.killServer();
      await world.restartServer();
    });
    await alone.stop();

    await shareFiles(join(world.folder, 'server'), join(folder, 'two'));
    const second = new Program(
      'second node',
      node,
      [gatecast, 'server', '--port', `${ports[1]}`, '--data', join(folder, 'two')],
      environment,
    );
    programs.push(second);
    await second.event(({ event }) => event === 'listening', 'listening');
    const shared = await connect();
    const urls = [world.url, `http://127.0.0.1:${ports[1]}`];
    const held = await Promise.all(urls.map(connectedAt));
    const two = await alertRounds(operator, shared, alarm, players, rounds);
    const twoCpuMs = await cpuOfRound(urls, operator, shared, alarm, players);
    const twoKilled = await killed(operator, shared, players, async () => second.kill());

    const figures = {
      ...{ players, rounds },
      ...named('one', { ...one, cpuMs: oneCpuMs, ...oneKilled }),
      ...named('two', { ...two, cpuMs: twoCpuMs, ...twoKilled }),
      ...{ heldByFirst: held[0] ?? 0, heldBySecond: held[1] ?? 0 },
    };
    return {
      bench: 'nodes',
      ok: oneKilled.offline + twoKilled.offline === 0 && Math.min(...held) > 0,
      figures: rounded(figures),
      limits: {},
      ratios: rounded({ wire: two.wireMs / one.wireMs, stored: two.storedMs / one.storedMs, back: twoKilled.backMs / oneKilled.backMs }),
    };
  } finally {
    for (const program of programs.toReversed()) await program.stop();
    await balancer.kill('SIGQUIT');
    await world.stop();
    await redis.kill();
    await postgres.kill('SIGQUIT');
    for (const path of [folder, postgres.folder]) await rm(path, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function alertRounds(
  operator: Api,
  simulated: Program,
  alarm: Alarm,
  players: number,
  rounds: number,
): Promise<{ readonly wireMs: number; readonly spreadMs: number; readonly storedMs: number }> {
  const seen = [];
  for (let round = 0; round < rounds; round++) {
    const alerted = await alertAll(operator, simulated, alarm, players);
    seen.push(alerted);
    await clearAll(operator, simulated, alerted.alertId);
  }
  return {
    wireMs: median(seen.map(({ wireMs }) => wireMs)),
    spreadMs: median(seen.map(({ spreadMs }) => spreadMs)),
    storedMs: median(seen.map(({ storedMs }) => storedMs)),
  };
}

/** CPU of all nodes for one alert more, from its request until its last receipt is stored. */
async function cpuOfRound(urls: readonly string[], operator: Api, simulated: Program, alarm: Alarm, players: number): Promise<number> {
  const cpuS = async () => (await Promise.all(urls.map(scraped))).reduce((sum, one) => sum + one.cpuS, 0);
  const before = await cpuS();
  const { alertId } = await alertAll(operator, simulated, alarm, players);
  const after = await cpuS();
  await clearAll(operator, simulated, alertId);
  return 1_000 * (after - before);
}

async function connectedAt(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^gatecast_players_connected (\d+)/m.exec(text)?.[1] ?? Number.NaN);
}

/** Kills a node; time from then until everybody is connected again, and the most that were called offline at once meanwhile. */
async function killed(
  operator: Api,
  simulated: Program,
  players: number,
  kill: () => Promise<void>,
): Promise<{ readonly backMs: number; readonly offline: number }> {
  const before = simulated.events.length;
  const killedMs = nowMs();
  await kill();
  const watching = mostOffline(operator, killedMs + watchedMs);
  const back = await simulated.event(
    (event) => event.event === 'connected' && event['players'] === players && simulated.events.indexOf(event) >= before,
    'everybody back',
    180_000,
  );
  return { backMs: Number(back['atMs']) - killedMs, offline: await watching };
}

async function mostOffline(operator: Api, untilMs: number): Promise<number> {
  let offline = 0;
  let answers = 0;
  while (nowMs() < untilMs) {
    // while no node is there the balancer says so; that calls nobody offline
    const answer = await operator.get('/api/screens?limit=1').catch(() => null);
    if (answer !== null) answers += 1;
    offline = Math.max(offline, answer?.counts.offline ?? 0);
    await wait(askEveryMs);
  }
  if (answers === 0) throw new Error('no node answered after the kill');
  return offline;
}
