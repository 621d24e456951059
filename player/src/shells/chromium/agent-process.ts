import { fork, type ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { agentToShellSchema, type AgentToShell, type ShellToAgent } from '../../bridge/shell-channel.ts';
import { backOff } from '../back-off.ts';
import { writeEvent } from '../event-line.ts';

// beside this file, in the sources and where they are packed as one file each
const agentFile = fileURLToPath(new URL(`../../agent/main${extname(import.meta.filename)}`, import.meta.url));

export type AgentProcess = {
  /** Does nothing where it was called before. */
  readonly start: () => void;
  /** Whether an agent is there that can be spoken with. */
  readonly isReady: () => boolean;
  readonly send: (message: ShellToAgent) => void;
  /** Ends it at once; the next one is started like after any death. */
  readonly restart: () => void;
  /** `ordered`: somebody ends the player; else it starts itself again. */
  readonly stop: (why?: 'ordered') => Promise<void>;
};

/** Keeps an agent running as a child from `start` on, started again with growing pauses when it dies. */
export function agentProcess(options: {
  readonly environment: NodeJS.ProcessEnv;
  readonly onMessage: (message: AgentToShell) => void;
  /** The agent died: whoever spoke with it must come again. */
  readonly onGone: (detail: string) => void;
}): AgentProcess {
  const pause = backOff();
  let child: ChildProcess | null = null;
  let hasStarted = false;
  let isReady = false;
  let isStopping = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function begin(): void {
    const startedMs = performance.now();
    // the agent's own words come over the channel; what it prints is for a person who looks for a fault
    const started = fork(agentFile, [], { env: options.environment, serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
    child = started;
    started.on('message', (received) => {
      const parsed = agentToShellSchema.safeParse(received);
      if (!parsed.success) return console.error('the agent said something that is not in the channel', parsed.error.issues[0]);
      if (parsed.data.kind === 'event' && parsed.data.event.event === 'started') isReady = true;
      options.onMessage(parsed.data);
    });
    started.on('error', (error) => console.error('the agent', error));
    started.on('exit', (code, signal) => {
      child = null;
      isReady = false;
      const detail = signal ?? `code ${code}`;
      writeEvent({ event: 'stopped', part: 'agent', atMs: Date.now(), detail });
      if (!isStopping) options.onGone(detail);
      if (!isStopping) timer = setTimeout(begin, pause.nextDelayMs(performance.now() - startedMs));
    });
  }
  return {
    start() {
      if (hasStarted || isStopping) return;
      hasStarted = true;
      begin();
    },
    isReady: () => isReady,
    send(message) {
      // a message to an agent that dies meanwhile is lost like the agent; the next one is told everything
      if (child?.connected === true) child.send(message, undefined, undefined, () => undefined);
    },
    restart: () => void child?.kill('SIGKILL'),
    async stop(why) {
      isStopping = true;
      clearTimeout(timer);
      const last = child;
      if (last === null) return;
      const gone = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      if (last.connected) last.send({ kind: 'stop', ...(why === undefined ? {} : { why }) } satisfies ShellToAgent);
      const kill = setTimeout(() => last.kill('SIGKILL'), 3_500);
      await gone;
      clearTimeout(kill);
    },
  };
}
