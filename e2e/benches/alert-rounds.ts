import { performance } from 'node:perf_hooks';
import type { Api } from '../worlds/api.ts';
import type { Program } from '../worlds/program.ts';

const nowMs = () => performance.timeOrigin + performance.now();

export type Alarm = { readonly siteId: string; readonly templateId: string };
/** From the request to the last one on the wire, and from the first one to the last. */
export type Heard = { readonly wireMs: number; readonly spreadMs: number };
/** `storedMs`: from the request to the last `received` stored. */
export type Alerted = Heard & { readonly alertId: string; readonly storedMs: number };

/** Raises an alert and waits until every simulated player has it and its receipt is stored. */
export async function alertAll(operator: Api, simulated: Program, alarm: Alarm, players: number): Promise<Alerted> {
  const before = simulated.events.length;
  const startedMs = nowMs();
  const alert = await operator.post('/api/alerts', alarm);
  const seen = await simulated.event(
    (event) => event.event === 'alert-state' && simulated.events.indexOf(event) >= before,
    'alert on all players',
    120_000,
  );
  if (seen['players'] !== players) throw new Error(`${String(seen['players'])} of ${players} players saw the alert`);
  if (typeof seen['lastStoredAtMs'] !== 'number') throw new Error('a receipt was not stored');
  return {
    alertId: alert.id,
    wireMs: Number(seen['lastAtMs']) - startedMs,
    spreadMs: Number(seen['lastAtMs']) - Number(seen['firstAtMs']),
    storedMs: seen['lastStoredAtMs'] - startedMs,
  };
}

export async function clearAll(operator: Api, simulated: Program, alertId: string): Promise<void> {
  const before = simulated.events.length;
  await operator.post(`/api/alerts/${alertId}/clear`);
  await simulated.event(
    (event) => event.event === 'alert-state' && simulated.events.indexOf(event) >= before,
    'clearing on all players',
    120_000,
  );
}

/** What a server says of itself: CPU seconds of its process, threads included, and the lag of its event loop since it was last asked. */
export async function scraped(url: string): Promise<{ readonly cpuS: number; readonly lagP99Ms: number }> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN);
  return { cpuS: figure('process_cpu_seconds_total'), lagP99Ms: 1_000 * figure('nodejs_eventloop_lag_p99_seconds') };
}
