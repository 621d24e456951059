import { fleetRoutes, type WallScreen } from '@gatecast/protocol';
import { join } from 'node:path';
import type { Session } from '../fleet-api/session.ts';
import { ManagedProcess, type ProgramEvent } from '../processes/managed-process.ts';
import { shellCommandLine, type Shell, type ShellPlacement } from '../processes/player-shell.ts';
import { Failure } from '../refusal.ts';
import { programs } from '../workspace.ts';

export type DemoSettings = {
  readonly folder: string;
  readonly port: number;
  readonly portalPort: number;
  readonly host: string;
};

const startMs = 60_000;

/** Everything the demo runs. Invariant: whatever was started is stopped by `stop`, players before the server. */
export class DemoFleet {
  readonly #settings: DemoSettings;
  readonly #players: ManagedProcess[] = [];
  #server: ManagedProcess | null = null;
  #portal: ManagedProcess | null = null;
  #isStopping = false;
  readonly #onDeath: (message: string) => void;

  constructor(settings: DemoSettings, onDeath: (message: string) => void) {
    this.#settings = settings;
    this.#onDeath = onDeath;
  }

  /** Starts the server; gives its address, and the set-up link where nobody has an account yet. */
  async startServer(): Promise<{ readonly url: string; readonly setupUrl: string | null }> {
    let setupUrl: string | null = null;
    const { port, host, folder } = this.#settings;
    const env = {
      ...{ GATECAST_PORT: `${port}`, GATECAST_HOST: host, GATECAST_DATA: join(folder, 'server') },
      ...{
        GATECAST_INBOX: join(folder, 'inbox'),
        GATECAST_CONTROLLER: programs.controller,
        GATECAST_ORGANISATION: 'Thông tin các cửa quốc tế Hà Nội',
      },
    };
    const [server, listening] = await this.#start('fleet server', programs.fleetServer, env, (event) => {
      if (event.event === 'setup' && typeof event['url'] === 'string') setupUrl = event['url'];
    });
    this.#server = server;
    const url = addressOf(listening);
    return { url, setupUrl };
  }

  async startPortal(serverUrl: string): Promise<string> {
    const { portalPort, host, folder } = this.#settings;
    const env = {
      GATECAST_PORTAL_PORT: `${portalPort}`,
      GATECAST_PORTAL_HOST: host,
      GATECAST_SERVER: serverUrl,
      GATECAST_PORTAL_DATA: join(folder, 'portal'),
    };
    const [portal, listening] = await this.#start('portal', programs.portal, env);
    this.#portal = portal;
    return addressOf(listening);
  }

  /** Starts a screen's player; a new device is enrolled with the code that it shows, as a technician would. */
  startPlayer(screen: WallScreen, shell: Exclude<Shell, { kind: 'none' }>, placement: ShellPlacement, technician: Session): Promise<void> {
    const playing = Promise.withResolvers<void>();
    const line = shellCommandLine(shell, placement);
    const player = new ManagedProcess({
      name: `player of ${screen.name}`,
      ...line,
      logFile: join(this.#settings.folder, 'logs', `player-${screen.id}.log`),
      onEvent: (event) => {
        if (event.event === 'showing' && event['what'] === 'item') playing.resolve();
        if (event.event === 'pairing' && typeof event['code'] === 'string') {
          const body = { code: event['code'], screenId: screen.id, replace: true };
          technician
            .call(fleetRoutes.claimEnrolment, { body })
            .catch((error: unknown) => playing.reject(error instanceof Error ? error : new Failure(String(error))));
        }
      },
      onExit: (code) => {
        const message = `The ${player.name} ended with ${code}; its log is ${player.logFile}\n${player.lastLines.join('\n')}`;
        playing.reject(new Failure(message));
        if (!this.#isStopping) this.#onDeath(message);
      },
    });
    this.#players.push(player);
    return within(playing.promise, startMs, `The ${player.name} showed nothing after ${startMs / 1_000} s; its log is ${player.logFile}`);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#players.map((player) => player.stop()));
    await this.#portal?.stop();
    await this.#server?.stop();
  }

  async #start(
    name: string,
    program: string,
    env: Record<string, string>,
    onEvent?: (event: ProgramEvent) => void,
  ): Promise<[ManagedProcess, ProgramEvent]> {
    const listening = Promise.withResolvers<ProgramEvent>();
    const started = new ManagedProcess({
      name,
      command: process.execPath,
      args: [program],
      env,
      logFile: join(this.#settings.folder, 'logs', `${name.replace(' ', '-')}.log`),
      onEvent: (event) => {
        onEvent?.(event);
        if (event.event === 'listening') listening.resolve(event);
      },
      onExit: (code) => {
        const message = `The ${name} ended with ${code}; its log is ${started.logFile}\n${started.lastLines.join('\n')}`;
        listening.reject(new Failure(message));
        if (!this.#isStopping) this.#onDeath(message);
      },
    });
    return [
      started,
      await within(listening.promise, startMs, `The ${name} did not start within ${startMs / 1_000} s; its log is ${started.logFile}`),
    ];
  }
}

function addressOf(event: ProgramEvent): string {
  if (typeof event['url'] !== 'string') throw new Failure('The program did not say its address.');
  return new URL(event['url']).origin;
}

async function within<T>(promise: Promise<T>, ms: number, message: string): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Failure(message)), ms);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
