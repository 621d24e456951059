import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { node, root } from '../worlds/paths.ts';
import { Program, type ProgramEvent } from '../worlds/program.ts';
import { memoryOf } from './process-memory.ts';
import { median, rounded, type BenchReport } from './report.ts';
import { realPlayers, startRealPlayers } from './real-players.ts';
import { addChangingContent, seedPlayers, simulatedSiteId, startPlayers } from './simulated-fleet.ts';

const nowMs = () => performance.timeOrigin + performance.now();
const script = (name: string) => join(root, 'e2e/benches', name);
const askEveryMs = 250;
/** Two heartbeats of everybody: what connecting left behind has been collected. */
const settledMs = 30_000;

/**
 * The server is killed under its players as in a power cut, and started again: time from the kill until each is back, has proved its key and
 * has what it was told of; what the API says of their states meanwhile; memory. Once the kill comes right behind a publication, so that all
 * who return fetch a release. Four real players stand beside the simulated ones and are looked at all the while. Beside it a bare `ws` server that is away as long, whose clients come back by the same rule;
 * memory is quoted against a bare Socket.IO server as well.
 */
export async function storm({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const players = Number(process.env['GATECAST_PLAYERS'] ?? (isQuick ? 1_000 : 10_000));
  const rounds = isQuick ? 1 : 2;
  const world = await FleetWorld.start();
  const programs: Pick<Program, 'stop'>[] = [];
  try {
    process.stdout.write(`Seeding ${players} players…\n`);
    await seedPlayers(world, players);
    await wait(settledMs / 3);
    const idle = memoryOf(world.server.pid);
    const simulated = startPlayers(world, players, ['--ramp', isQuick ? '3' : '20']);
    programs.push(simulated);
    await simulated.event(({ event }) => event === 'connected', `${players} players`, 600_000);
    await wait(settledMs);
    const full = memoryOf(world.server.pid);

    const real = await startRealPlayers(world, await simulatedSiteId(world));
    programs.push(real);
    const all = players + realPlayers;
    const stopWatching = real.watch();
    const measured: Storm[] = [];
    for (let round = 0; round < rounds; round++) {
      measured.push(await stormOnce(world, simulated, all, async () => undefined));
      await wait(settledMs / 3);
    }
    const change = await addChangingContent(world);
    await publishToAll(world, simulated);
    await change(1);
    const withRelease = await stormOnce(world, simulated, all, async () => void (await world.publish()));
    const glass = await stopWatching();
    const offlineIncidents = (await world.operator.get('/api/incidents?kind=offline')).incidents.length;
    await real.stop();
    await simulated.stop();
    await world.server.stop();
    const downMs = median(measured.map((one) => one.downMs));
    const bare = await bareStorm(programs, players, downMs);
    const socketIoKibPerPlayer = await bareSocketIo(programs, players);

    const figures = {
      players,
      backS: median(measured.map((one) => one.backMs)) / 1_000,
      currentS: median(measured.map((one) => one.currentMs)) / 1_000,
      healthyS: median(measured.map((one) => one.healthyMs)) / 1_000,
      serverAwayS: downMs / 1_000,
      withReleaseAwayS: withRelease.downMs / 1_000,
      withReleaseBackS: withRelease.backMs / 1_000,
      withReleaseCurrentS: withRelease.currentMs / 1_000,
      ...{ falselyOffline: Math.max(withRelease.offline, ...measured.map((one) => one.offline)), offlineIncidents },
      statesAsked: measured.reduce((sum, one) => sum + one.asked, withRelease.asked),
      slowestAnswerMs: Math.max(withRelease.slowestMs, ...measured.map((one) => one.slowestMs)),
      ...{ realPlayers, looksAtGlass: glass.looks, glassNotAsPlanned: glass.wrong },
      peakMiB: Math.max(withRelease.peakMiB, ...measured.map((one) => one.peakMiB)),
      kibPerPlayer: ((full.nowMiB - idle.nowMiB) * 1_024) / players,
    };
    const ratios = {
      current: figures.currentS / bare.backS,
      memory: figures.kibPerPlayer / bare.kibPerPlayer,
      memoryToSocketIo: figures.kibPerPlayer / socketIoKibPerPlayer,
    };
    return {
      bench: 'storm',
      ok: figures.falselyOffline === 0 && offlineIncidents === 0 && glass.wrong === 0 && ratios.current <= 1.5 && ratios.memory <= 3,
      figures: rounded(figures),
      limits: rounded({
        bareBackS: bare.backS,
        bareKibPerPlayer: bare.kibPerPlayer,
        socketIoKibPerPlayer,
        currentRatio: 1.5,
        memoryRatio: 3,
      }),
      ratios: rounded(ratios),
    };
  } finally {
    for (const program of programs) await program.stop();
    await world.stop();
  }
}

/** Times count from the kill. */
type Storm = {
  readonly downMs: number;
  readonly backMs: number;
  readonly currentMs: number;
  readonly healthyMs: number;
  /** The most that the API called offline at once; nobody is. */
  readonly offline: number;
  readonly asked: number;
  readonly slowestMs: number;
  readonly peakMiB: number;
};

async function stormOnce(world: FleetWorld, simulated: Program, players: number, justBefore: () => Promise<void>): Promise<Storm> {
  await justBefore();
  const before = simulated.events.length;
  const killedMs = nowMs();
  await world.killServer();
  await world.restartServer();
  const downMs = nowMs() - killedMs;
  const asking = watchStates(world, players);
  const back = await laterEvent(simulated, before, 'connected');
  const current = await laterEvent(simulated, before, 'current');
  const { healthyAtMs, ...states } = await asking;
  return {
    downMs,
    backMs: Number(back['atMs']) - killedMs,
    currentMs: Math.max(Number(back['atMs']), Number(current['atMs'])) - killedMs,
    healthyMs: healthyAtMs - killedMs,
    ...states,
    peakMiB: memoryOf(world.server.pid).peakMiB,
  };
}

/** Asks for the states of all until all are known, and a while longer: who is not back in 40 s would be called offline then. */
async function watchStates(
  world: FleetWorld,
  players: number,
): Promise<{ readonly healthyAtMs: number; readonly offline: number; readonly asked: number; readonly slowestMs: number }> {
  const beganMs = nowMs();
  let healthyAtMs: number | null = null;
  let [offline, asked, slowestMs] = [0, 0, 0];
  while (healthyAtMs === null || nowMs() - beganMs < 45_000) {
    if (nowMs() - beganMs > 180_000) throw new Error('not all players are known to be well after three minutes');
    const askedMs = nowMs();
    const { counts } = await world.operator.get('/api/screens?limit=1');
    slowestMs = Math.max(slowestMs, nowMs() - askedMs);
    asked += 1;
    offline = Math.max(offline, counts.offline ?? 0);
    if ((counts.healthy ?? 0) + (counts.impaired ?? 0) >= players) healthyAtMs ??= nowMs();
    await wait(askEveryMs);
  }
  return { healthyAtMs, offline, asked, slowestMs };
}

async function laterEvent(program: Program, before: number, name: string): Promise<ProgramEvent> {
  return program.event(
    (event) => event.event === name && program.events.indexOf(event) >= before,
    `${name} after the server's return`,
    180_000,
  );
}

async function publishToAll(world: FleetWorld, simulated: Program): Promise<void> {
  const before = simulated.events.length;
  await world.publish();
  await laterEvent(simulated, before, 'current');
}

/** A bare server is killed and comes back after as long; gives how long its clients need, and what one costs. */
async function bareStorm(
  programs: Pick<Program, 'stop'>[],
  players: number,
  downMs: number,
): Promise<{ readonly backS: number; readonly kibPerPlayer: number }> {
  const start = async (port: string) => {
    const server = new Program('bare ws server', node, [script('bare-ws-server.ts'), port]);
    programs.push(server);
    return { server, listening: await server.event(({ event }) => event === 'listening', 'listening') };
  };
  const { server, listening } = await start('0');
  const url = String(listening['url']);
  await wait(1_000);
  const idle = memoryOf(server.pid);
  const clients = new Program('bare ws clients', node, [script('bare-ws-clients.ts'), url.replace('http', 'ws'), `${players}`]);
  programs.push(clients);
  await clients.event(({ event }) => event === 'connected', `${players} bare clients`, 120_000);
  await wait(5_000);
  const full = memoryOf(server.pid);
  const before = clients.events.length;
  const killedMs = nowMs();
  await server.kill();
  await wait(downMs - 150);
  await start(new URL(url).port);
  const back = await laterEvent(clients, before, 'connected');
  return { backS: (Number(back['atMs']) - killedMs) / 1_000, kibPerPlayer: ((full.nowMiB - idle.nowMiB) * 1_024) / players };
}

/** What a client costs a server that is Socket.IO and nothing else, in KiB. */
async function bareSocketIo(programs: Pick<Program, 'stop'>[], players: number): Promise<number> {
  const server = new Program('bare Socket.IO server', node, [script('bare-socket-io-server.ts')]);
  programs.push(server);
  const { url } = await server.event(({ event }) => event === 'listening', 'listening');
  await wait(1_000);
  const idle = memoryOf(server.pid);
  const clients = new Program('Socket.IO clients', node, [script('bare-ws-clients.ts'), String(url).replace('http', 'ws'), `${players}`]);
  programs.push(clients);
  await clients.event(({ event }) => event === 'connected', `${players} clients of Socket.IO`, 120_000);
  // their first pings have gone by
  await wait(settledMs);
  const full = memoryOf(server.pid);
  await clients.stop();
  await server.stop();
  return ((full.nowMiB - idle.nowMiB) * 1_024) / players;
}
