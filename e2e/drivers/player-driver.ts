import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FleetWorld } from '../worlds/fleet-world.ts';
import { glassAt, isColour, middleColour, type Colour, type Place } from '../worlds/glass.ts';
import { electronBinary, gatecast, node } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { ownDisplay } from '../worlds/virtual-display.ts';

export type ShellName = 'electron' | 'chromium';

/** The shells that can run here. Where Electron's runtime is missing, journeys say so and Chromium's still run. */
export function shellsHere(): readonly ShellName[] {
  return electronBinary() === null ? ['chromium'] : ['electron', 'chromium'];
}

/** The best shell that can run here: Electron's where its runtime is at hand. */
export function mainShell(): ShellName {
  return electronBinary() === null ? 'chromium' : 'electron';
}

const size = { width: 640, height: 360 } as const;

/** One player as a program with a real window, in the shell that a device would have, on a data folder that survives it. */
export class PlayerDriver {
  readonly shell: ShellName;
  readonly #world: FleetWorld;
  readonly folder: string;
  readonly #place: Place;
  readonly #environment: Readonly<Record<string, string>>;
  #program: Program;

  /** `slot` 0 to 8: where its window stands on the display, unless it is given a place of its own. */
  constructor(world: FleetWorld, shell: ShellName, slot: number, place?: Place, environment: Readonly<Record<string, string>> = {}) {
    this.#environment = environment;
    this.#world = world;
    this.shell = shell;
    this.folder = join(world.folder, `player-${slot}`);
    this.#place = place ?? { x: (slot % 3) * size.width, y: Math.floor(slot / 3) * size.height, ...size };
    this.#program = this.#start();
  }

  get pid(): number {
    return this.#program.pid;
  }

  /** Types the code that the screen shows into the controller's API, as a technician. */
  async enrol(screenId: string): Promise<void> {
    await this.#world.operator.post('/api/enrolments', { code: await this.pairingCode(), screenId });
    await this.#program.event(({ event }) => event === 'enrolled', 'enrolment');
  }

  /** The code that the pairing screen shows. */
  async pairingCode(): Promise<string> {
    return String((await this.#program.event(({ event }) => event === 'pairing', 'pairing code'))['code']);
  }

  /** Why the server did not enrol it, as its log has it. */
  async turnedAway(): Promise<string> {
    return String(
      (await this.#program.event(({ event, ...more }) => event === 'trouble' && more['where'] === 'enrolment', 'refusal'))['detail'],
    );
  }

  async releaseActive(number?: number): Promise<void> {
    const isWanted = (active: unknown) => number === undefined || active === number;
    await this.#program.event(
      ({ event, ...more }) => event === 'release-active' && isWanted(more['number']),
      `release ${number ?? ''} active`,
    );
  }

  /** A release is whole here for the day on which the active one fails. */
  async holdsKnownGood(): Promise<void> {
    await this.#program.event(({ event, ...more }) => event === 'known-good' && more['number'] !== 0, 'known-good release');
  }

  /** The values of feeds that this player hands to its stage hold a text. */
  async feedsHave(text: string): Promise<void> {
    const file = join(this.folder, 'handover', 'feeds.json');
    for (const endMs = Date.now() + 30_000; ;) {
      const handed = await readFile(file, 'utf8').catch(() => '');
      if (handed.includes(text)) return;
      if (Date.now() > endMs) throw new Error(`the values never held ${text}: ${handed}\n${this.tail()}`);
      await new Promise((resolve) => void setTimeout(resolve, 100));
    }
  }

  /** What is on the glass now. */
  async glass(): Promise<Buffer> {
    return glassAt(this.#place);
  }

  /** Whether the middle of the glass has the colour now. */
  async shows(colour: Colour): Promise<boolean> {
    return isColour(await middleColour(await this.glass()), colour);
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
    const { x, y, width, height } = this.#place;
    const args = ['--shell', this.shell, '--windowed', '--size', `${width}x${height}`, '--position', `${x},${y}`];
    const own = [gatecast, 'player', '--server', this.#world.url, '--data', this.folder];
    return new Program(`player in ${this.shell}`, node, [...own, ...args], { DISPLAY: ownDisplay(), ...this.#environment });
  }
}
