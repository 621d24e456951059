import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** One line of a program's standard output: `{"event": …}` and whatever belongs to it. */
const eventSchema = z.looseObject({ event: z.string() });
export type ProgramEvent = z.infer<typeof eventSchema>;

export type ManagedProcessOptions = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Everything the program prints is kept here. */
  readonly logFile: string;
  readonly onEvent?: (event: ProgramEvent) => void;
  readonly onExit?: (code: number | null) => void;
};

const stopMs = 8_000;
const lastLinesKept = 8;

/**
 * A program that the command line started and answers for. Invariants: it has a process group of its own, so a
 * terminal's Ctrl-C does not reach it; it has ended when `stop` resolves; its output never blocks it.
 */
export class ManagedProcess {
  readonly name: string;
  readonly logFile: string;
  #child: ChildProcess;
  #log: WriteStream;
  #lastLines: string[] = [];
  #ended: Promise<number | null>;
  #exitCode: number | null | undefined = undefined;

  constructor(options: ManagedProcessOptions) {
    this.name = options.name;
    this.logFile = options.logFile;
    mkdirSync(dirname(options.logFile), { recursive: true });
    this.#log = createWriteStream(options.logFile, { flags: 'a', mode: 0o600 });
    this.#child = spawn(options.command, [...options.args], {
      env: { ...process.env, ...options.env },
      // the open channel tells a child that this process is gone, also where it was killed
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: process.platform !== 'win32',
    });
    const ended = Promise.withResolvers<number | null>();
    this.#ended = ended.promise;
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) =>
        this.#take(line, stream === this.#child.stdout ? options.onEvent : undefined),
      );
    }
    this.#child.once('error', (error) => this.#take(String(error), undefined));
    this.#child.once('close', (code) => {
      this.#exitCode = code;
      this.#log.end();
      ended.resolve(code);
      options.onExit?.(code);
    });
  }

  /** Undefined while it runs. */
  get exitCode(): number | null | undefined {
    return this.#exitCode;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The end of what it printed, for an error message. */
  get lastLines(): readonly string[] {
    return this.#lastLines;
  }

  /** Resolves when it has ended by itself or by `stop`. */
  get ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Asks it to end; after eight seconds it is made to. */
  async stop(): Promise<void> {
    if (this.#exitCode !== undefined) return;
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#killGroup(), stopMs);
    await this.#ended;
    clearTimeout(timer);
  }

  #killGroup(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
    } catch (error) {
      // ESRCH: it ended in this very moment, which is what was wanted
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  #take(line: string, onEvent: ((event: ProgramEvent) => void) | undefined): void {
    const parsed = onEvent === undefined || !line.startsWith('{') ? null : eventSchema.safeParse(parseJson(line));
    const event = parsed?.success === true ? parsed.data : null;
    // the set-up link makes whoever has it the administrator: it is handed on and kept nowhere
    if (event?.event !== 'setup') {
      this.#log.write(`${line}\n`);
      this.#lastLines = [...this.#lastLines, line].slice(-lastLinesKept);
    }
    if (event !== null) onEvent?.(event);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // a log line that begins with a brace; the schema refuses it
    return undefined;
  }
}
