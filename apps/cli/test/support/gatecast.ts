import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export type Ran = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
};
export type Printed = { readonly event: string } & Readonly<Record<string, unknown>>;

/** The command line as a process. Invariant: after `killGroup` nothing of its own process group is left. */
export type Running = {
  readonly pid: number;
  readonly ended: Promise<Ran>;
  /** The first JSON line on stdout with this event, printed already or to come; rejects where it ends before. */
  readonly event: (name: string) => Promise<Printed>;
  /** Resolves when stdout holds this text. */
  readonly says: (text: string) => Promise<void>;
  /** As a terminal's Ctrl-C does: to the whole group. */
  readonly interrupt: () => void;
  readonly kill: () => void;
};

/** Starts the command line; nothing of the surroundings' own settings reaches it but where the tools are. */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}, input?: string): Running {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GATECAST_') || /_(FFMPEG|FFPROBE|CHROMIUM)$/.test(name));
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...Object.fromEntries(kept), NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid ?? 0;
  child.stdin.end(input);
  let stdout = '';
  let stderr = '';
  const events: Printed[] = [];
  let wake: (() => void)[] = [];
  let hasEnded = false;
  const changed = () => {
    const waiting = wake;
    wake = [];
    for (const each of waiting) each();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    changed();
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"event"')) events.push(JSON.parse(line) as Printed);
    changed();
  });
  const ended = new Promise<Ran>((resolve) => {
    child.once('close', (code, signal) => {
      hasEnded = true;
      changed();
      resolve({ code, signal, stdout, stderr });
    });
  });
  async function until<T>(found: () => T | undefined, what: string): Promise<T> {
    for (;;) {
      const value = found();
      if (value !== undefined) return value;
      if (hasEnded) throw new Error(`it ended before ${what}\n${stdout}\n${stderr}`);
      await new Promise<void>((resolve) => wake.push(resolve));
    }
  }
  return {
    pid,
    ended,
    event: (name) => until(() => events.find(({ event }) => event === name), `event ${name}`),
    says: (text) => until(() => (stdout.includes(text) ? null : undefined), `"${text}"`).then(() => undefined),
    interrupt: () => void process.kill(-pid, 'SIGINT'),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Runs the command line to its end. */
export async function gatecast(args: readonly string[], env?: Readonly<Record<string, string>>, input?: string): Promise<Ran> {
  return await start(args, env, input).ended;
}
