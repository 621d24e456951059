import { join } from 'node:path';
import type { FleetWorld } from '../worlds/fleet-world.ts';
import { electronBinary, gatecast, node } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';

export type ShellName = 'electron' | 'chromium';

/** The shells that can run here. Where Electron's runtime is missing, journeys say so and Chromium's still run. */
export function shellsHere(): readonly ShellName[] {
  return electronBinary() === null ? ['chromium'] : ['electron', 'chromium'];
}

/** One player as a program, in the shell that a device would have, on a data folder that survives it. */
export class PlayerDriver {
  readonly shell: ShellName;
  readonly #world: FleetWorld;
  readonly #folder: string;
  #program: Program;

  constructor(world: FleetWorld, shell: ShellName, name: string) {
    this.#world = world;
    this.shell = shell;
    this.#folder = join(world.folder, `player-${name}`);
    this.#program = this.#start();
  }

  /** Types the code that the screen shows into the controller's API, as a technician. */
  async enrol(screenId: string): Promise<void> {
    const pairing = await this.#program.event(({ event }) => event === 'pairing', 'pairing code');
    await this.#world.operator.post('/api/enrolments', { code: pairing['code'], screenId });
    await this.#program.event(({ event }) => event === 'enrolled', 'enrolment');
  }

  /** The code that the pairing screen shows. */
  async pairingCode(): Promise<string> {
    return String((await this.#program.event(({ event }) => event === 'pairing', 'pairing code'))['code']);
  }

  async releaseActive(number?: number): Promise<void> {
    await this.#program.event(
      ({ event, ...more }) => event === 'release-active' && (number === undefined || more['number'] === number),
      `release ${number ?? ''} active`,
    );
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#program.kill();
  }

  /** The device comes back. */
  restart(): void {
    this.#program = this.#start();
  }

  async stop(): Promise<void> {
    await this.#program.stop();
  }

  tail(): string {
    return this.#program.tail();
  }

  #start(): Program {
    const headless = this.shell === 'chromium' ? ['--headless'] : ['--windowed'];
    const args = [
      gatecast,
      'player',
      '--server',
      this.#world.url,
      '--data',
      this.#folder,
      '--shell',
      this.shell,
      '--size',
      '1280x720',
      ...headless,
    ];
    return new Program(`player in ${this.shell}`, node, args);
  }
}
