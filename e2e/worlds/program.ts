import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A line `{"event": …}` that a program printed. */
export type ProgramEvent = { readonly event: string } & Readonly<Record<string, unknown>>;

/**
 * A built program that a journey runs. It keeps every event, so that a wait begun late still sees what was said early.
 * Invariant: after `stop` or `kill` no process of its group is left.
 */
export class Program {
  readonly name: string;
  readonly events: ProgramEvent[] = [];
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #ended: Promise<void>;
  #waiters: (() => void)[] = [];
  #hasEnded = false;

  constructor(name: string, command: string, args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) {
    this.name = name;
    this.#child = spawn(command, [...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => this.#take(line));
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', () => {
        this.#hasEnded = true;
        this.#wake();
        resolve();
      });
    });
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error(`${this.name} did not start`);
    return pid;
  }

  /** The first event for which `isWanted` holds, past or to come. */
  async event(isWanted: (event: ProgramEvent) => boolean, what: string, timeoutMs = 30_000): Promise<ProgramEvent> {
    const endMs = Date.now() + timeoutMs;
    for (;;) {
      const found = this.events.find(isWanted);
      if (found !== undefined) return found;
      if (this.#hasEnded) throw new Error(`${this.name} ended before: ${what}\n${this.tail()}`);
      const left = endMs - Date.now();
      if (left <= 0) throw new Error(`${this.name}: no ${what} within ${timeoutMs} ms\n${this.tail()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiters.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Resolves when it has ended. */
  async end(): Promise<void> {
    await this.#ended;
  }

  async stop(): Promise<void> {
    if (this.#hasEnded) return;
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#killGroup(), 10_000);
    await this.#ended;
    clearTimeout(timer);
    this.#killGroup();
  }

  /** As a power cut would: the whole group at once, without a word. */
  async kill(): Promise<void> {
    this.#killGroup();
    await this.#ended;
  }

  /** The last lines that it printed. */
  tail(): string {
    return this.#lines.slice(-30).join('\n');
  }

  #killGroup(): void {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch (error) {
      // nobody of the group is left
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  #take(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > 500) this.#lines.shift();
    if (!line.startsWith('{')) return;
    try {
      const event: unknown = JSON.parse(line);
      if (typeof event === 'object' && event !== null && 'event' in event && typeof event.event === 'string')
        this.events.push(event as ProgramEvent);
    } catch {
      // a log line that only looks like one
    }
    this.#wake();
  }

  #wake(): void {
    for (const waiter of this.#waiters.splice(0)) waiter();
  }
}
