import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import { agentToShellSchema, type AgentToShell, type ShellToAgent } from '../../bridge/shell-channel.ts';
import { backOff } from '../back-off.ts';
import { endProcess } from '../end-process.ts';
import { writeEvent } from '../event-line.ts';

export type AgentProcess = {
  /** Does nothing where it was called before. */
  readonly start: () => void;
  readonly isReady: () => boolean;
  readonly send: (message: ShellToAgent, ports?: MessagePortMain[]) => void;
  /** Ends it at once; the next one is started like after any death. */
  readonly restart: () => void;
  /** `ordered`: somebody ends the player; else it starts itself again. */
  readonly stop: (why?: 'ordered') => Promise<void>;
};

/** Keeps an agent running as a utility process from `start` on, started again with growing pauses when it dies. */
export function agentProcess(options: {
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly onMessage: (message: AgentToShell) => void;
  readonly onGone: (detail: string) => void;
}): AgentProcess {
  const pause = backOff();
  let child: UtilityProcess | null = null;
  let hasStarted = false;
  let isReady = false;
  let isStopping = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function begin(): void {
    const startedMs = performance.now();
    const started = utilityProcess.fork(options.file, [], { env: options.environment, serviceName: 'gatecast-agent', stdio: 'inherit' });
    child = started;
    started.on('message', (received: unknown) => {
      const parsed = agentToShellSchema.safeParse(received);
      if (!parsed.success) return console.error('the agent said something that is not in the channel', parsed.error.issues[0]);
      if (parsed.data.kind === 'event' && parsed.data.event.event === 'started') isReady = true;
      options.onMessage(parsed.data);
    });
    started.on('exit', (code) => {
      child = null;
      isReady = false;
      writeEvent({ event: 'stopped', part: 'agent', atMs: Date.now(), detail: `code ${code}` });
      if (!isStopping) options.onGone(`code ${code}`);
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
    send: (message, ports) => child?.postMessage(message, ports),
    restart() {
      // an agent that hangs hears no request to end
      if (child?.pid !== undefined) endProcess(child.pid);
    },
    async stop(why) {
      isStopping = true;
      clearTimeout(timer);
      const last = child;
      if (last === null) return;
      const gone = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process has no origin
      last.postMessage({ kind: 'stop', ...(why === undefined ? {} : { why }) } satisfies ShellToAgent);
      const kill = setTimeout(() => last.kill(), 3_500);
      await gone;
      clearTimeout(kill);
    },
  };
}
