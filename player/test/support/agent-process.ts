import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { PlayerEvent } from '../../src/bridge/shell-channel.ts';

export type Running = {
  readonly process: ChildProcess;
  readonly events: readonly PlayerEvent[];
  /** Waits for an event, one that came already included. */
  readonly event: <Name extends PlayerEvent['event']>(
    name: Name,
    holds?: (event: Extract<PlayerEvent, { event: Name }>) => boolean,
  ) => Promise<Extract<PlayerEvent, { event: Name }>>;
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
};

/** Shorter than a test may take, so that a test that waits in vain tells what came instead. */
const patienceMs = 50_000;

/** Runs a player's program and reads its events; `channel` opens one for messages beside them. */
export function run(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  channel: readonly 'ipc'[] = [],
): Running {
  const child = spawn(program, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit', ...channel] });
  if (child.stdout === null) throw new Error('the player was started without a pipe for its events');
  const events: PlayerEvent[] = [];
  const waiters: ((event: PlayerEvent) => boolean)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const event = JSON.parse(line) as PlayerEvent;
    events.push(event);
    for (const waiter of waiters.splice(0)) if (!waiter(event)) waiters.push(waiter);
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    events,
    event(name, holds = () => true) {
      type Wanted = Extract<PlayerEvent, { event: typeof name }>;
      const is = (event: PlayerEvent): event is Wanted => event.event === name && holds(event as Wanted);
      const before = events.find(is);
      if (before !== undefined) return Promise.resolve(before);
      return new Promise<Wanted>((resolve, reject) => {
        const patience = setTimeout(() => {
          const told = events.filter((one, index) => one.event !== 'showing' || index >= events.length - 2);
          const last = told.slice(-24).map((one) => JSON.stringify(one));
          reject(new Error(`no such event "${name}" came; the last ones are\n${last.join('\n')}`));
        }, patienceMs);
        waiters.push((event) => {
          if (!is(event)) return false;
          clearTimeout(patience);
          resolve(event);
          return true;
        });
      });
    },
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
}

/** The agent alone, as a process that can be killed; `channel` is a shell's to it. */
export function runAgent(
  serverUrl: string,
  dataFolder: string,
  environment: Readonly<Record<string, string>> = {},
  channel: readonly 'ipc'[] = [],
): Running {
  const main = fileURLToPath(new URL('../../src/agent/main.ts', import.meta.url));
  const own = { GATECAST_SERVER: serverUrl, GATECAST_PLAYER_DATA: dataFolder, GATECAST_SQLITE_BINDING: '' };
  return run(process.execPath, [main], { ...own, ...environment }, channel);
}

/** The same under strace, which writes what it asks of the disk to a file; paths stand in the place of descriptors. */
export function runTracedAgent(serverUrl: string, dataFolder: string, traceFile: string): Running {
  const main = fileURLToPath(new URL('../../src/agent/main.ts', import.meta.url));
  const tracing = ['-f', '-y', '-s', '300', '-e', 'trace=fsync,fdatasync,rename,renameat,renameat2', '-e', 'signal=none', '-o', traceFile];
  const environment = { GATECAST_SERVER: serverUrl, GATECAST_PLAYER_DATA: dataFolder, GATECAST_SQLITE_BINDING: '' };
  return run('strace', [...tracing, process.execPath, main], environment);
}
