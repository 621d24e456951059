import { accountRoutes } from '@gatecast/protocol';
import { once } from 'node:events';
import { join } from 'node:path';
import { anonymousSession, request, signIn } from '../fleet-api/session.ts';
import { stopSignal } from '../processes/stop-signal.ts';
import { Failure, Refusal } from '../refusal.ts';
import { enrolSimulated } from './enrol-simulated.ts';
import { readIdentities, writeIdentities, type SimulatedIdentities } from './identities.ts';
import { runSimulation } from './run-simulation.ts';

export type SimulateOptions = {
  players: number;
  server: string;
  email?: string;
  data: string;
  seconds?: number;
  ramp: number;
  paint?: true;
  beats: number;
  records: number;
  batch: number;
  json?: true;
};
type Say = (event: Readonly<Record<string, unknown>>, words: string) => void;

/**
 * Enrols the players that are missing and lets them play until Ctrl-C, until `seconds` are over, or until nobody reads
 * what is said. Throws a Failure where not all were connected at the end.
 */
export async function simulate(options: SimulateOptions): Promise<void> {
  const say: Say = (event, words) => void process.stdout.write(options.json ? `${JSON.stringify(event)}\n` : `${words}\n`);
  const stop = stopSignal();
  const ended = new AbortController();
  const end = () => ended.abort();
  stop.signal.addEventListener('abort', end);
  // whoever reads the events has gone: there is nobody to play for
  process.stdout.once('error', end);
  try {
    const file = join(options.data, `${new URL(options.server).host.replace(':', '-')}.json`);
    const { identities, isTraining } = await enrolMissing(options, file, ended.signal, say);
    if (!ended.signal.aborted) await play(options, { identities, isTraining }, file, ended.signal, say);
  } finally {
    stop.release();
  }
}

type Fleet = { readonly identities: SimulatedIdentities; readonly isTraining: boolean };

async function play(
  options: SimulateOptions,
  { identities, isTraining }: Fleet,
  file: string,
  signal: AbortSignal,
  say: Say,
): Promise<void> {
  const simulation = runSimulation({
    ...{
      serverUrl: options.server,
      identities,
      count: options.players,
      paints: options.paint === true,
      isTraining,
      rampMs: options.ramp * 1_000,
    },
    load: { heartbeats: options.beats, records: options.records, recordsInBatch: options.batch },
    say: (event) => say(event, inWords(event)),
  });
  const over = options.seconds === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(options.seconds * 1_000)]);
  if (!over.aborted) await once(over, 'abort');
  const connected = simulation.connected();
  const rejected = simulation.rejected();
  simulation.stop();
  say(
    { event: 'stopped', connected, current: simulation.current(), rejected },
    `${connected} of ${options.players} were connected at the end, ${simulation.current()} had a release`,
  );
  if (rejected > 0)
    throw new Failure(`The server does not take ${rejected} of these players. Where it has forgotten them, delete ${file} and enrol anew.`);
  if (connected < options.players)
    throw new Failure(`${options.players - connected} of ${options.players} players were not connected at the end.`);
}

/** Identities for as many players as are wanted, and whether the server is there to practise with; what was enrolled is kept, also where enrolling broke off. */
async function enrolMissing(options: SimulateOptions, file: string, signal: AbortSignal, say: Say): Promise<Fleet> {
  const present = await readIdentities(file, options.server);
  const missing = options.players - present.players.length;
  const password = process.env['GATECAST_PASSWORD'] ?? '';
  if (missing > 0 && (options.email === undefined || password === '')) {
    const message = `${missing} players are not enrolled yet: give --email of a technician, and the password in GATECAST_PASSWORD`;
    throw new Refusal({ code: 'not-signed-in', message, field: options.email === undefined ? '--email' : 'GATECAST_PASSWORD' });
  }
  const health = await request(options.server, '/healthz', { signal: AbortSignal.timeout(10_000) });
  if (!health.ok) throw new Failure(`${options.server} is no healthy fleet server: /healthz answers with status ${health.status}.`);
  const { isTraining } = await anonymousSession(options.server).call(accountRoutes.getSignInWays, {});
  if (missing <= 0) return { identities: present, isTraining };
  const technician = await signIn(options.server, options.email ?? '', password);
  const enrolled = await enrolSimulated(technician, present, {
    count: options.players,
    isTraining,
    signal,
    onEnrolled(done) {
      if (done % 100 === 0 || done === options.players) say({ event: 'enrolled', players: done }, `${done} players enrolled`);
    },
  });
  await writeIdentities(file, enrolled.identities);
  if (enrolled.failure !== null && !signal.aborted) throw enrolled.failure;
  return { identities: enrolled.identities, isTraining };
}

function inWords(event: Parameters<Parameters<typeof runSimulation>[0]['say']>[0]): string {
  switch (event.event) {
    case 'connected':
      return `All ${event.players} players are connected.`;
    case 'current':
      return `All ${event.players} players have what the server told them of.`;
    case 'load-told':
      return `${event.heartbeats} heartbeats were answered and ${event.records} play records are stored after ${((event.lastAtMs - event.firstAtMs) / 1_000).toFixed(1)} s.`;
    case 'publication-active':
      return `A publication is active on ${event.players} players, ${(event.lastAtMs - event.firstAtMs).toFixed(0)} ms after the first.`;
    case 'alert-state':
      return `Alert state ${event.revision} reached ${event.players} players within ${(event.lastAtMs - event.firstAtMs).toFixed(0)} ms of the first.`;
  }
}
