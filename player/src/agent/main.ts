import { systemClock } from '@gatecast/clock';
import { shellToAgentSchema, type PlayerEvent, type Shot } from '../bridge/shell-channel.ts';
import { eventLog } from '../logs/event-log.ts';
import { openDataFolder } from './data-folder.ts';
import { readSettings } from './settings.ts';
import { shellEnds, type StagePipe } from './shell-ends.ts';
import { startAgent, type Agent } from './start-agent.ts';
import { noteSuspect } from './store/open-sound-store.ts';
import { isStoreDamage } from './store/store-damage.ts';

// The agent as a process: a child of the Chromium launcher (IPC), an Electron utility process (parentPort), or alone.

const shotTimeoutMs = 10_000;
/** The exit code of a player that is to be started again, for an agent without a shell. */
const startAgain = 75;
// nothing that is written here is for another user of the machine
process.umask(0o077);
const settings = readSettings(process.env);
const shell = shellEnds();
const log = eventLog(openDataFolder(settings.dataFolder).logFolder);
const shots = new Map<number, (shot: Shot | null) => void>();
let lastRequest = 0;

function tell(event: PlayerEvent): void {
  // the shell writes down what it is told
  if (shell !== null) return shell.send({ kind: 'event', event });
  log.write(event);
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
function takeShot(): Promise<Shot | null> {
  return new Promise((resolve) => {
    if (shell === null) return resolve(null);
    const requestId = ++lastRequest;
    shots.set(requestId, resolve);
    shell.send({ kind: 'take-shot', requestId });
    setTimeout(() => shots.delete(requestId) && resolve(null), shotTimeoutMs).unref();
  });
}
function reloadStage(reason: string): boolean {
  shell?.send({ kind: 'reload-stage', reason });
  return shell !== null;
}

function restartPlayer(): boolean {
  if (shell !== null) shell.send({ kind: 'restart-player' });
  else void stop(startAgain);
  return true;
}

function orderKnownGood(mode: 'show' | 'leave'): boolean {
  shell?.send({ kind: 'known-good', mode });
  return shell !== null;
}
function stepAside(): void {
  shell?.send({ kind: 'step-aside' });
}

/** Takes what the shell says for as long as this process lives. */
function serve(agent: Agent): void {
  const stages = new Map<number, ReturnType<Agent['openPort']>>();
  function open(portId: number, pipe: StagePipe | null): void {
    if (pipe !== null) {
      const stage = agent.openPort(pipe);
      stages.set(portId, stage);
      return pipe.listen(stage.receive, () => close(portId));
    }
    const send = (message: unknown) => shell?.send({ kind: 'stage-message', portId, message });
    stages.set(portId, agent.openPort({ send, close: () => undefined }));
  }
  function close(portId: number): void {
    stages.get(portId)?.closed();
    stages.delete(portId);
  }
  shell?.listen((received, pipe) => {
    const parsed = shellToAgentSchema.safeParse(received);
    if (!parsed.success) return console.error('the shell said something that is not in the channel', parsed.error.issues[0]);
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
        return void shots.delete(message.requestId);
      case 'watchdog':
        return agent.watchdogTold(message.told);
      case 'are-you-there':
        return shell.send({ kind: 'here' });
      case 'stop':
        return void stop(0, message.why);
    }
  });
}

// a database that was seen damaged while it was in use is set aside by the next start
function die(error: unknown): void {
  console.error('the agent cannot go on', error);
  if (isStoreDamage(error)) noteSuspect(openDataFolder(settings.dataFolder).databaseFile, String(error));
  process.exit(1);
}
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

const starting = startAgent({
  ...settings,
  clock: systemClock(),
  host: { tell, takeShot, reloadStage, restartPlayer, orderKnownGood, stepAside },
});
starting.then(serve, (error: unknown) => {
  console.error('the agent cannot start', error);
  process.exit(1);
});

let isStopping = false;
async function stop(code = 0, why?: 'ordered'): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  // whatever hangs, the process is gone before the shell's patience ends
  setTimeout(() => process.exit(code === 0 ? 1 : code), 4_000).unref();
  await (await starting).stop(why);
  process.exit(code);
}
process.on('SIGTERM', () => void stop(0, 'ordered'));
process.on('SIGINT', () => void stop(0, 'ordered'));
// without its shell an agent has nobody to serve
process.on('disconnect', () => void stop());
