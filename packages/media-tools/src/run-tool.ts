import { execa } from 'execa';
import type { ToolName } from './find-executable.ts';
import type { MediaFault } from './media-fault.ts';

const stderrTailBytes = 4096;
const stdoutLimitBytes = 1024 * 1024;
/** A tool that ignores SIGTERM is killed after this. */
const killAfterMs = 2000;

export type RunOptions = {
  readonly tool: ToolName;
  readonly path: string;
  readonly args: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** Written to stdin at the pace the tool reads; without it stdin is closed. */
  readonly input?: AsyncIterable<Uint8Array> | undefined;
  /** Given each line of stdout as it comes; without it stdout is collected, up to 1 MiB. */
  readonly onLine?: ((line: string) => void) | undefined;
};

export type RunResult = { readonly kind: 'done'; readonly stdout: string } | MediaFault;

/**
 * Runs a tool to its end, without a shell, and turns everything that can go wrong outside into a value.
 * Memory is bounded whatever the tool writes. An exception of `input` or `onLine` ends the tool and is thrown on.
 */
export async function runTool(options: RunOptions): Promise<RunResult> {
  const { tool, path, args, signal, timeoutMs, input, onLine } = options;
  if (signal?.aborted === true) return { kind: 'aborted' };
  const source = input === undefined ? null : watched(input);

  const subprocess = execa(path, [...args], {
    reject: false,
    buffer: false,
    stdin: source === null ? 'ignore' : source.chunks,
    stdout: 'pipe',
    stderr: 'pipe',
    forceKillAfterDelay: killAfterMs,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  });

  const stderr = new Tail(stderrTailBytes);
  subprocess.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const stdout = new Collector(onLine);
  let listenerFault: unknown = null;
  subprocess.stdout.on('data', (chunk: Buffer) => {
    if (listenerFault !== null || stdout.isOverfull) return;
    try {
      stdout.push(chunk);
    } catch (fault) {
      listenerFault = { fault };
      subprocess.kill();
    }
    if (stdout.isOverfull) subprocess.kill();
  });

  const result = await subprocess;
  if (listenerFault !== null) throw (listenerFault as { fault: unknown }).fault;
  if (source?.failure()) throw source.failure()?.fault;
  if (result.isCanceled) return { kind: 'aborted' };
  if (result.timedOut) return { kind: 'timed-out', tool, timeoutMs: timeoutMs ?? 0 };
  if (stdout.isOverfull) {
    return { kind: 'tool-answered-oddly', tool, detail: `more than ${stdoutLimitBytes} bytes on stdout` };
  }
  if (result.exitCode !== 0) {
    const words = stderr.text();
    return {
      kind: 'tool-failed',
      tool,
      exitCode: result.exitCode ?? null,
      signal: result.signal ?? null,
      stderrTail: words === '' ? (result.code ?? '') : words,
    };
  }
  return { kind: 'done', stdout: stdout.text() };
}

/** Passes chunks on and remembers an exception of their source, which would else look like a fault of the tool. */
function watched(input: AsyncIterable<Uint8Array>) {
  let failure: { readonly fault: unknown } | null = null;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield* input;
    } catch (fault) {
      failure = { fault };
      throw fault;
    }
  }
  return { chunks: chunks(), failure: (): { readonly fault: unknown } | null => failure };
}

/** Keeps the last bytes of a stream. Invariant: holds at most `limitBytes` after each push. */
class Tail {
  #kept: Buffer = Buffer.alloc(0);
  readonly #limitBytes: number;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  push(chunk: Buffer): void {
    this.#kept = Buffer.concat([this.#kept, chunk.subarray(-this.#limitBytes)]).subarray(-this.#limitBytes);
  }

  text(): string {
    return this.#kept.toString('utf8').trim();
  }
}

/** Hands on lines, or keeps the text. Invariant: never holds more than `stdoutLimitBytes` and one chunk. */
class Collector {
  isOverfull = false;
  #chunks: Buffer[] = [];
  #sizeBytes = 0;
  readonly #onLine: ((line: string) => void) | undefined;

  constructor(onLine: ((line: string) => void) | undefined) {
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#sizeBytes += chunk.byteLength;
    this.isOverfull = this.#sizeBytes > stdoutLimitBytes;
    if (this.#onLine === undefined || !chunk.includes(0x0a)) return;
    const lines = this.text().split('\n');
    const rest = Buffer.from(lines.pop() ?? '');
    this.#chunks = [rest];
    this.#sizeBytes = rest.byteLength;
    this.isOverfull = false;
    for (const line of lines) this.#onLine(line.trimEnd());
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
