import { Command } from 'commander';
import { once } from 'node:events';
import { join } from 'node:path';
import { signIn } from '../fleet-api/session.ts';
import { parseCount, parseServerUrl } from '../option-values.ts';
import { Failure, Refusal } from '../refusal.ts';
import { enrolSimulated } from '../simulate/enrol-simulated.ts';
import { readIdentities, writeIdentities, type SimulatedIdentities } from '../simulate/identities.ts';
import { runSimulation } from '../simulate/run-simulation.ts';

type SimulateOptions = {
  players: number;
  server: string;
  email?: string;
  data: string;
  seconds?: number;
  ramp: number;
  paint?: true;
  json?: true;
};

/** `gatecast simulate`: many lean players in one process, for load and for training. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('Run many lean, protocol-true players in one process, for load and for training')
    .requiredOption('--players <number>', 'how many', parseCount(20_000))
    .requiredOption('--server <url>', 'address of the fleet server', parseServerUrl)
    .option('--email <address>', 'a technician who enrols players that are not enrolled yet; the password is read from GATECAST_PASSWORD')
    .option('--data <folder>', "where the players' identities are kept", '.gatecast/simulated')
    .option('--seconds <number>', 'end after this long (until Ctrl-C)', parseCount(86_400))
    .option('--ramp <seconds>', 'start them spread over this long', parseCount(3_600), 5)
    .option('--paint', 'answer alerts as painted too, for training')
    .option('--json', 'print events as JSON lines')
    .action(simulate);
}

async function simulate(options: SimulateOptions): Promise<void> {
  const say = (event: Readonly<Record<string, unknown>>, words: string) =>
    process.stdout.write(options.json ? `${JSON.stringify(event)}\n` : `${words}\n`);
  const identities = await enrolMissing(options, (done) => {
    if (done % 100 === 0 || done === options.players) say({ event: 'enrolled', players: done }, `${done} players enrolled`);
  });
  const simulation = runSimulation({
    ...{ serverUrl: options.server, identities, count: options.players, paints: options.paint === true, rampMs: options.ramp * 1_000 },
    say: (event) => say(event, inWords(event)),
  });
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const timer = options.seconds === undefined ? undefined : setTimeout(stop, options.seconds * 1_000);
  if (!stopped.signal.aborted) await once(stopped.signal, 'abort');
  clearTimeout(timer);
  const connected = simulation.connected();
  simulation.stop();
  say(
    { event: 'stopped', connected, current: simulation.current() },
    `${connected} of ${options.players} were connected at the end, ${simulation.current()} had a release`,
  );
  if (connected < options.players)
    throw new Failure(`${options.players - connected} of ${options.players} players were not connected at the end`);
}

async function enrolMissing(options: SimulateOptions, onEnrolled: (done: number) => void): Promise<SimulatedIdentities> {
  const file = join(options.data, `${new URL(options.server).host.replace(':', '-')}.json`);
  const present = await readIdentities(file, options.server);
  if (present.players.length >= options.players) return present;
  const password = process.env['GATECAST_PASSWORD'];
  if (options.email === undefined || password === undefined) {
    const message = `${options.players - present.players.length} players are not enrolled yet: give --email of a technician, and the password in GATECAST_PASSWORD`;
    throw new Refusal({ code: 'not-signed-in', message, field: '--email' });
  }
  const technician = await signIn(options.server, options.email, password);
  const identities = await enrolSimulated(technician, present, options.players, onEnrolled);
  await writeIdentities(file, identities);
  return identities;
}

function inWords(event: Parameters<Parameters<typeof runSimulation>[0]['say']>[0]): string {
  switch (event.event) {
    case 'connected':
      return `All ${event.players} players are connected.`;
    case 'alert-state':
      return `Alert state ${event.revision} reached ${event.players} players within ${(event.lastAtMs - event.firstAtMs).toFixed(0)} ms of the first.`;
  }
}
