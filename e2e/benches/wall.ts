import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readFileSync, readdirSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { FleetWorld } from '../worlds/fleet-world.ts';
import type { Program } from '../worlds/program.ts';
import { realPlayers, startRealPlayers, type RealPlayers } from './real-players.ts';
import { named, quantile, rounded, type BenchReport } from './report.ts';
import { seedPlayers, simulatedSiteId, startPlayers } from './simulated-fleet.ts';

/** Linux counts a process's time in hundredths of a second. */
const ticksPerSecond = 100;
/** How much slower thirty days may make a list. */
const historyRatio = 1.2;
const lookMs = 5_000;

/**
 * The list of 10,000 screens while heartbeats of some of them come in: p95 of pages, searches and filters, live updates that an operator
 * gets, and the server's share of a core; on day one, and again with 30 days of history in its stores. The players are simulated: true to
 * the protocol, lean, in a process of their own; four real ones stand beside them, whose glass is looked at while nothing is timed; the other screens
 * are there and have no player.
 */
export async function wall({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const screens = 10_000;
  const players = isQuick ? 300 : 5_000;
  const asks = isQuick ? 40 : 200;
  const watchS = isQuick ? 10 : 30;
  const historyRows = isQuick ? 150_000 : 3_000_000;
  const world = await FleetWorld.start();
  let simulated: Program | null = null;
  let real: RealPlayers | null = null;
  const simulate = async () => {
    const program = startPlayers(world, players, ['--ramp', '5']);
    simulated = program;
    await program.event(({ event }) => event === 'connected', `${players} players`, 600_000);
    return program;
  };
  try {
    process.stdout.write(`Seeding and connecting ${players} players…\n`);
    await seedPlayers(world, players);
    let program = await simulate();
    const beganMs = performance.now();
    await importScreens(world, screens - players);
    const importS = (performance.now() - beganMs) / 1_000;
    real = await startRealPlayers(world, await simulatedSiteId(world));
    const dayOne = await measure(world, { asks, watchS });
    const glassOfDayOne = await lookAt(real);
    process.stdout.write(`Writing ${historyRows} heartbeats of 30 days, and what people did in them…\n`);
    await program.stop();
    await world.server.stop();
    writeHistory(world.folder, historyRows);
    await world.restartServer();
    // looking after ten thousand screens costs something before anybody speaks; heartbeats are what comes on top
    const idleCoreShare = await coreShareOf(world.server.pid, watchS);
    program = await simulate();
    const later = await measure(world, { asks, watchS });
    const glassLater = await lookAt(real);
    const figures = {
      ...{ screens, players, realPlayers, historyRows, importS, idleCoreShare },
      looksAtGlass: glassOfDayOne.looks + glassLater.looks,
      glassNotAsPlanned: glassOfDayOne.wrong + glassLater.wrong,
      ...named('dayOne', dayOne),
      ...named('day30', later),
    };
    const ratios = {
      list: later.listP95Ms / dayOne.listP95Ms,
      filter: later.filterP95Ms / dayOne.filterP95Ms,
      search: later.searchP95Ms / dayOne.searchP95Ms,
      coreShare: later.coreShare / dayOne.coreShare,
    };
    // every list within 100 ms at 10,000 screens; heartbeats of 5,000, which a quick run has not, within a tenth of a core
    const isFast = [dayOne, later].every(({ listP95Ms, filterP95Ms, searchP95Ms }) => Math.max(listP95Ms, filterP95Ms, searchP95Ms) <= 100);
    const isSteady = Math.max(ratios.list, ratios.filter, ratios.search) <= historyRatio;
    const isCheap = isQuick || Math.max(dayOne.coreShare, later.coreShare) - idleCoreShare <= 0.1;
    return {
      bench: 'wall',
      ok: isFast && isCheap && (isQuick || isSteady) && figures.glassNotAsPlanned === 0,
      figures: rounded(figures),
      limits: rounded({ listP95Ms: 100, coreShareOf5000: 0.1, historyRatio }),
      ratios: rounded(ratios),
    };
  } finally {
    await (simulated as Program | null)?.stop();
    await real?.stop();
    await world.stop();
  }
}

/** Looks at the four for a while: what is measured beside does not share its cores with whoever looks. */
async function lookAt(real: RealPlayers): Promise<{ readonly looks: number; readonly wrong: number }> {
  const stop = real.watch();
  await wait(lookMs);
  return stop();
}

type Measured = {
  readonly listP95Ms: number;
  readonly filterP95Ms: number;
  readonly searchP95Ms: number;
  readonly updatesPerS: number;
  /** Of one core, while nobody watches. */
  readonly coreShare: number;
  readonly coreShareWatched: number;
};

async function measure(world: FleetWorld, { asks, watchS }: { readonly asks: number; readonly watchS: number }): Promise<Measured> {
  const coreShare = await coreShareOf(world.server.pid, watchS);
  const words = ['gate', 'sanh den', 'cua 12', 'bench 09', 'noi bai 77'];
  const list = await p95(asks, () => world.operator.get('/api/screens?limit=200'));
  const filter = await p95(asks, (n) =>
    world.operator.get(`/api/screens?limit=200&state=${n % 2 === 0 ? 'healthy' : 'unpaired'}&sort=state`),
  );
  const search = await p95(asks, (n) =>
    world.operator.get(`/api/screens?limit=200&search=${encodeURIComponent(words[n % words.length] ?? '')}`),
  );
  const watched = await watch(world, watchS);
  return { listP95Ms: list, filterP95Ms: filter, searchP95Ms: search, coreShare, ...watched };
}

async function p95(asks: number, ask: (n: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < asks; n++) {
    const beganMs = performance.now();
    await ask(n);
    times.push(performance.now() - beganMs);
  }
  return quantile(times, 0.95);
}

/** Of every process of the server's group: what it was started by does not work itself. */
function cpuSecondsOf(group: number): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => cpuOf(pid, group))
    .reduce((sum, seconds) => sum + seconds, 0);
}
function cpuOf(pid: string, group: number): number {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // it has ended since the folder was read
    return 0;
  }
  // after the name, which may hold anything: state is the third field, the group the 5th, user and system time the 14th and 15th
  const fields = stat.replace(/^.*\) /, '').split(' ');
  return Number(fields[2]) === group ? (Number(fields[11]) + Number(fields[12])) / ticksPerSecond : 0;
}

async function coreShareOf(pid: number, seconds: number): Promise<number> {
  const before = cpuSecondsOf(pid);
  const beganMs = performance.now();
  await wait(seconds * 1_000);
  return (cpuSecondsOf(pid) - before) / ((performance.now() - beganMs) / 1_000);
}

/** An operator's browser, as far as it listens: Socket.IO's protocol over a bare websocket. */
async function watch(world: FleetWorld, seconds: number): Promise<{ readonly updatesPerS: number; readonly coreShareWatched: number }> {
  const url = `${world.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(url, { headers: { cookie: world.operator.cookie, origin: world.url } });
  let tiles = 0;
  const { promise: whole, resolve } = Promise.withResolvers<void>();
  socket.on('message', (data: Buffer) => {
    const text = data.toString('utf8');
    if (text.startsWith('0')) socket.send('40/operator,');
    else if (text === '2') socket.send('3');
    else if (text.startsWith('42/operator,["screens"')) {
      tiles += text.split('"areaId"').length - 1;
      if (tiles >= 10_000) resolve();
    }
  });
  await whole;
  tiles = 0;
  const coreShareWatched = await coreShareOf(world.server.pid, seconds);
  socket.close();
  return { updatesPerS: tiles / seconds, coreShareWatched };
}

async function importScreens(world: FleetWorld, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) => {
    const number = String(n + 1).padStart(5, '0');
    return `Test gate,Arrivals,Bench ${number},display,1920,1080,${n % 3 === 0 ? 'gates' : 'halls'} row-${n % 40}`;
  });
  const csv = `site,area,name,kind,widthPx,heightPx,tags\n${rows.join('\n')}\n`;
  const preview = await world.operator.post('/api/screens/import', { csv });
  if (preview.faults.length > 0) throw new Error(JSON.stringify(preview.faults[0]));
  await world.operator.post('/api/screens/import', { csv, token: preview.token });
}

/** Thirty days of heartbeats of every screen, of audit rows and of incidents, as the server would have kept them. */
function writeHistory(folder: string, rows: number): void {
  const nowMs = Date.now();
  const monthMs = 30 * 86_400_000;
  const truth = new DatabaseSync(join(folder, 'server', 'truth.sqlite'));
  const ids = truth
    .prepare('select id from screens')
    .all()
    .map(({ id }) => String(id));
  const insertAudit = truth.prepare('insert into audit (atMs, actor, action, subject, siteId, detail) values (?, ?, ?, ?, null, ?)');
  truth.exec('begin');
  for (let n = 0; n < rows / 20; n++) {
    const atMs = nowMs - monthMs + Math.floor((monthMs * n * 20) / rows);
    insertAudit.run(atMs, 'system', 'incident-opened', `screen:${ids[n % ids.length]}`, '{"kind":"offline"}');
  }
  const siteOf = new Map(
    truth
      .prepare('select id, siteId from screens')
      .all()
      .map(({ id, siteId }) => [String(id), String(siteId)]),
  );
  const insertIncident = truth.prepare(
    `insert into incidents (id, screenId, siteId, kind, state, openedAtMs, detail, note, resolvedAtMs) values (?, ?, ?, ?, 'resolved', ?, '', '', ?)`,
  );
  for (let n = 0; n < rows / 60; n++) {
    const openedAtMs = nowMs - monthMs + Math.floor((monthMs * n * 60) / rows);
    const screenId = ids[(n * 7) % ids.length] ?? '';
    const kind = n % 3 === 0 ? 'storage-low' : 'offline';
    insertIncident.run(randomUUID(), screenId, siteOf.get(screenId) ?? null, kind, openedAtMs, openedAtMs + 300_000);
  }
  truth.exec('commit');
  truth.close();
  const telemetry = new DatabaseSync(join(folder, 'server', 'telemetry.sqlite'));
  const [sample] = telemetry.prepare('select heartbeat from latest_heartbeats limit 1').all();
  const heartbeat = String(sample?.['heartbeat'] ?? '{}');
  const insert = telemetry.prepare(
    'insert or ignore into heartbeat_history (screenId, minuteMs, receivedAtMs, heartbeat) values (?, ?, ?, ?)',
  );
  telemetry.exec('begin');
  const each = Math.ceil(rows / ids.length);
  for (const [index, id] of ids.entries()) {
    for (let n = 0; n < each; n++) {
      const minuteMs = Math.floor((nowMs - (monthMs * (n + 1)) / each) / 60_000) * 60_000;
      insert.run(id, minuteMs, minuteMs + (index % 60_000), heartbeat);
    }
  }
  telemetry.exec('commit');
  telemetry.close();
}
