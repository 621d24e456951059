import { fleetRoutes, type WallScreen } from '@gatecast/protocol';
import { join } from 'node:path';
import type { Session } from '../fleet-api/session.ts';
import { ManagedProcess, type ManagedProcessOptions, type ProgramEvent } from '../processes/managed-process.ts';
import { shellCommandLine, startAgain, type Shell, type ShellPlacement } from '../processes/player-shell.ts';
import { Failure } from '../refusal.ts';
import { programs } from '../workspace.ts';

export type FleetSettings = {
  readonly folder: string;
  readonly port: number;
  readonly portalPort: number;
  readonly host: string;
};

/** What a fleet that runs has to tell. Without the server or the portal it is none; a player may come and go. */
export type FleetEvents = {
  readonly onDeath: (message: string) => void;
  readonly onPlayerEnded: (screen: WallScreen, message: string) => void;
};

const programMs = 60_000;
const playerMs = 120_000;

/**
 * Everything the demo runs. Invariants: whatever was started is stopped by `stop`, at whatever moment, players before
 * the server; after it nothing is started.
 */
export class DemoFleet {
  readonly #settings: FleetSettings;
  readonly #events: FleetEvents;
  readonly #players = new Set<ManagedProcess>();
  #server: ManagedProcess | null = null;
  #portal: ManagedProcess | null = null;
  #stopping: Promise<void> | null = null;

  constructor(settings: FleetSettings, events: FleetEvents) {
    this.#settings = settings;
    this.#events = events;
  }

  get logFolder(): string {
    return join(this.#settings.folder, 'logs');
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
        GATECAST_STAGE_PREVIEW: programs.stagePreview,
        GATECAST_ORGANISATION: 'Thông tin các cửa quốc tế Hà Nội',
      },
    };
    const server = this.#startProgram('fleet server', programs.fleetServer, env, (event) => {
      if (event.event === 'setup' && typeof event['url'] === 'string') setupUrl = event['url'];
    });
    this.#server = server.process;
    return { url: addressOf(await server.listening), setupUrl };
  }

  async startPortal(serverUrl: string): Promise<string> {
    const { portalPort, host, folder } = this.#settings;
    const env = {
      GATECAST_PORTAL_PORT: `${portalPort}`,
      GATECAST_PORTAL_HOST: host,
      GATECAST_SERVER: serverUrl,
      GATECAST_PORTAL_DATA: join(folder, 'portal'),
      GATECAST_PORTAL_TIME_ZONE: 'Asia/Ho_Chi_Minh',
    };
    const portal = this.#startProgram('portal', programs.portal, env);
    this.#portal = portal.process;
    return addressOf(await portal.listening);
  }

  /**
   * Starts a screen's player; a new device is enrolled with the code that it shows, as a technician would. Resolves when
   * it shows something: true, or false where it is not that far after two minutes. Throws a Failure where it ends; one that asks to be
   * started again is.
   */
  async startPlayer(
    screen: WallScreen,
    shell: Exclude<Shell, { kind: 'none' }>,
    placement: ShellPlacement,
    technician: Session,
  ): Promise<boolean> {
    const playing = Promise.withResolvers<boolean>();
    let isUp = false;
    const start = (): void => {
      const player = this.#launch({
        name: `player of ${screen.name}`,
        ...shellCommandLine(shell, placement),
        logFile: join(this.logFolder, `player-${screen.id}.log`),
        onEvent: (event) => {
          if (event.event === 'showing' && event['what'] !== 'nothing') playing.resolve(true);
          if (event.event === 'pairing' && typeof event['code'] === 'string') {
            const body = { code: event['code'], screenId: screen.id, replace: true };
            technician.call(fleetRoutes.claimEnrolment, { body }).catch((error: unknown) => playing.reject(error));
          }
        },
        onExit: (code) => {
          this.#players.delete(player);
          if (code === startAgain && this.#stopping === null) return start();
          const message = endOf(player, code);
          playing.reject(new Failure(message));
          if (isUp && this.#stopping === null) this.#events.onPlayerEnded(screen, message);
        },
      });
      this.#players.add(player);
    };
    start();
    const late = setTimeout(() => playing.resolve(false), playerMs);
    try {
      const isPlaying = await playing.promise;
      isUp = true;
      return isPlaying;
    } finally {
      clearTimeout(late);
    }
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    await Promise.all([...this.#players].map((player) => player.stop()));
    await this.#portal?.stop();
    await this.#server?.stop();
  }

  #launch(options: ManagedProcessOptions): ManagedProcess {
    if (this.#stopping !== null) throw new Failure(`The ${options.name} was not started: the demo stops.`);
    return new ManagedProcess(options);
  }

  #startProgram(
    name: string,
    program: string,
    env: Record<string, string>,
    onEvent?: (event: ProgramEvent) => void,
  ): { readonly process: ManagedProcess; readonly listening: Promise<ProgramEvent> } {
    const listening = Promise.withResolvers<ProgramEvent>();
    const started = this.#launch({
      name,
      command: process.execPath,
      args: [program],
      env,
      logFile: join(this.logFolder, `${name.replace(' ', '-')}.log`),
      onEvent: (event) => {
        onEvent?.(event);
        if (event.event === 'listening') listening.resolve(event);
      },
      onExit: (code) => {
        const message = endOf(started, code);
        listening.reject(new Failure(message));
        if (this.#stopping === null) this.#events.onDeath(message);
      },
    });
    const late = setTimeout(
      () => listening.reject(new Failure(`The ${name} did not start within ${programMs / 1_000} s; its log is ${started.logFile}`)),
      programMs,
    );
    return { process: started, listening: listening.promise.finally(() => clearTimeout(late)) };
  }
}

function endOf(program: ManagedProcess, code: number | null): string {
  const how = code === null ? 'was killed' : `ended with exit code ${code}`;
  return [
    `The ${program.name} ${how}. Its log is ${program.logFile}, which ends with:`,
    ...program.lastLines.map((line) => `  ${line}`),
  ].join('\n');
}

function addressOf(event: ProgramEvent): string {
  if (typeof event['url'] !== 'string') throw new Failure('The program did not say its address.');
  return new URL(event['url']).origin;
}
