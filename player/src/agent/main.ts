import { systemClock } from '@gatecast/clock';
import { shellToAgentSchema, type AgentToShell, type PlayerEvent, type Shot } from '../bridge/shell-channel.ts';
import { shellEnds, type StagePipe } from './shell-ends.ts';
import { readSettings } from './settings.ts';
import { startAgent } from './start-agent.ts';

// The agent as a process: a child of the Chromium launcher (IPC), an Electron utility process (parentPort), or alone.

const settings = readSettings(process.env);
const shell = shellEnds();
const stages = new Map<number, { readonly receive: (message: unknown) => void; readonly closed: () => void }>();
const shots = new Map<number, (shot: Shot | null) => void>();
let lastRequest = 0;

function tell(event: PlayerEvent): void {
  if (shell === null) process.stdout.write(`${JSON.stringify(event)}\n`);
  else shell.send({ kind: 'event', event });
}
function ask(message: AgentToShell): boolean {
  shell?.send(message);
  return shell !== null;
}

const agent = await startAgent({
  ...settings,
  clock: systemClock(),
  host: {
    tell,
    takeShot: () =>
      new Promise((resolve) => {
        if (shell === null) return resolve(null);
        const requestId = ++lastRequest;
        shots.set(requestId, resolve);
        shell.send({ kind: 'take-shot', requestId });
        setTimeout(() => shots.delete(requestId) && resolve(null), 10_000).unref();
      }),
    reloadStage: (reason) => ask({ kind: 'reload-stage', reason }),
  },
});

function open(portId: number, pipe: StagePipe | null): void {
  const port = pipe ?? {
    send: (message: unknown) => void ask({ kind: 'stage-message', portId, message }),
    close: () => undefined,
    listen: () => undefined,
  };
  const stage = agent.openPort({ send: port.send, close: port.close });
  stages.set(portId, stage);
  port.listen(stage.receive, () => close(portId));
}
function close(portId: number): void {
  stages.get(portId)?.closed();
  stages.delete(portId);
}

shell?.listen((received, pipe) => {
  const parsed = shellToAgentSchema.safeParse(received);
  if (!parsed.success) return;
  const message = parsed.data;
  switch (message.kind) {
    case 'stage-port':
      return open(message.portId, pipe);
    case 'stage-message':
      return stages.get(message.portId)?.receive(message.message);
    case 'stage-port-closed':
      return close(message.portId);
    case 'shot':
      shots.get(message.requestId)?.(message.shot);
      shots.delete(message.requestId);
      return;
    case 'stop':
      return void stop();
  }
});

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  // whatever hangs, the process is gone before the shell's patience ends
  setTimeout(() => process.exit(1), 4_000).unref();
  await agent.stop();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
// without its shell an agent has nobody to serve
process.on('disconnect', () => void stop());
