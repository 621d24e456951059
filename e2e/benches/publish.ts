import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { node, root } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { realPlayers, startRealPlayers } from './real-players.ts';
import { median, rounded, type BenchReport } from './report.ts';
import { addChangingContent, seedPlayers, simulatedSiteId, startPlayers } from './simulated-fleet.ts';

const nowMs = () => performance.timeOrigin + performance.now();

/**
 * One item of a fleet changes and is published: time from the operator's request until every player has it active and the server has
 * stored that, and the processor time of the server's process, threads included. Simulated players speak the protocol truly and fetch
 * no objects; each hundred of them shares a plan. Four real players stand beside them, whom the change does not concern, and whose glass is looked at all the while: none may notice. Beside it bare `ws` has as many messages with as many clients, and stores nothing.
 */
export async function publish({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const players = Number(process.env['GATECAST_PLAYERS'] ?? (isQuick ? 500 : 5_000));
  const rounds = isQuick ? 2 : 3;
  const world = await FleetWorld.start();
  const programs: { readonly stop: () => Promise<void> }[] = [];
  function start(name: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Program {
    const program = new Program(name, node, [...args], environment);
    programs.push(program);
    return program;
  }
  try {
    process.stdout.write(`Seeding and connecting ${players} players…\n`);
    await seedPlayers(world, players);
    const simulated = startPlayers(world, players, ['--ramp', `${Math.ceil(players / 500)}`]);
    programs.push(simulated);
    await simulated.event(({ event }) => event === 'connected', `${players} players`, 300_000);
    const real = await startRealPlayers(world, await simulatedSiteId(world));
    programs.push(real);
    const bare = join(root, 'e2e/benches/bare-exchange.ts');
    const bareServer = start('bare ws server', [bare, 'server']);
    const bareUrl = String((await bareServer.event(({ event }) => event === 'listening', 'listening'))['url']);
    const bareClients = start('bare ws clients', [bare, 'clients', bareUrl.replace('http', 'ws'), `${players}`]);
    await bareClients.event(({ event }) => event === 'connected', `${players} bare clients`, 60_000);

    const change = await addChangingContent(world, players);
    const stopWatching = real.watch();
    /** Since the last time this was asked: the lag starts anew with each. */
    async function scraped(): Promise<{ cpuS: number; lagP99Ms: number }> {
      const text = await (await fetch(`${world.url}/metrics`)).text();
      const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN);
      return { cpuS: figure('process_cpu_seconds_total'), lagP99Ms: 1_000 * figure('nodejs_eventloop_lag_p99_seconds') };
    }
    async function published(): Promise<{ activeMs: number; answeredMs: number; cpuS: number; lagP99Ms: number }> {
      const [started, startedMs] = [await scraped(), nowMs()];
      const publication = await world.publish();
      const answeredMs = nowMs() - startedMs;
      const seen = await simulated.event(
        (event) => event.event === 'publication-active' && event['publicationId'] === publication.id,
        'the publication active on all players',
        300_000,
      );
      if (seen['players'] !== players) throw new Error(`active on ${String(seen['players'])} of ${players} players`);
      const { counts, screenCount } = await world.operator.get(`/api/publications/${publication.id}`);
      if (counts.active !== players || screenCount !== players)
        throw new Error(`${counts.active} of ${screenCount} are active in the store`);
      const ended = await scraped();
      return { activeMs: Number(seen['lastAtMs']) - startedMs, answeredMs, cpuS: ended.cpuS - started.cpuS, lagP99Ms: ended.lagP99Ms };
    }
    const first = await published();

    const bareMs: number[] = [];
    const measured: Awaited<ReturnType<typeof published>>[] = [];
    const previews: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      await change(round);
      const previewedMs = nowMs();
      const preview = await world.operator.post('/api/publications/preview', {});
      previews.push(nowMs() - previewedMs);
      if (preview.changed.length !== players) throw new Error(`${preview.changed.length} screens would change`);
      measured.push(await published());

      const bareStartedMs = nowMs();
      const before = bareClients.events.length;
      await fetch(bareUrl, { method: 'POST', body: 'x'.repeat(bytesOfRelease) });
      const finished = await bareClients.event(
        (event) => event.event === 'finished' && bareClients.events.indexOf(event) >= before,
        'bare exchange on all clients',
      );
      bareMs.push(Number(finished['lastAtMs']) - bareStartedMs);
    }
    const again = nowMs();
    const unchanged = await world.publish();
    const nothingMs = nowMs() - again;
    if (unchanged.screenCount > 0) throw new Error('equal content made a release');
    const glass = await stopWatching();
    const figures = {
      players,
      rounds,
      ...{ realPlayers, looksAtGlass: glass.looks, glassNotAsPlanned: glass.wrong },
      activeMs: median(measured.map(({ activeMs }) => activeMs)),
      answeredMs: median(measured.map(({ answeredMs }) => answeredMs)),
      serverCpuS: median(measured.map(({ cpuS }) => cpuS)),
      firstActiveMs: first.activeMs,
      firstCpuS: first.cpuS,
      previewMs: median(previews),
      nothingChangedMs: nothingMs,
      loopLagP99Ms: Math.max(...measured.map(({ lagP99Ms }) => lagP99Ms)),
    };
    const limits = { bareExchangeMs: median(bareMs) };
    const ratios = { active: figures.activeMs / limits.bareExchangeMs };
    return { bench: 'publish', ok: glass.wrong === 0, figures: rounded(figures), limits: rounded(limits), ratios: rounded(ratios) };
  } finally {
    for (const program of programs) await program.stop();
    await world.stop();
  }
}

/** A signed envelope of a release, as JSON. */
const bytesOfRelease = 1_500;
