import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, MessageChannelMain, powerSaveBlocker, protocol, session } from 'electron';
import { bundleOriginOf } from '../../bridge/bundle-frame.ts';
import type { AgentToShell } from '../../bridge/shell-channel.ts';
import { startAgentInTime } from '../agent-start.ts';
import { logEventsIn, writeEvent } from '../event-line.ts';
import { isOrder } from '../is-order.ts';
import { runWatchdog, startAgain } from '../run-watchdog.ts';
import { guardedProxy, type GuardedProxy } from '../live/guarded-proxy.ts';
import { tellKeptLit } from '../keep-lit.ts';
import { livePulses } from '../live/live-pulses.ts';
import { liveAllowance } from '../live/live-allowance.ts';
import { asideSecondsOf, stepAside } from '../step-aside.ts';
import { agentProcess } from './agent-process.ts';
import { lockAllContents, lockSession } from './lock-down.ts';
import { packedVersion } from './packed-version.ts';
import { readSettings, type Settings } from './read-settings.ts';
import { scheme, serveScheme, stageOrigin } from './serve-scheme.ts';
import { stageWindow } from './stage-window.ts';

// The Electron shell: one window, one agent, one data folder.

function refuse(detail: string): never {
  process.stderr.write(`${JSON.stringify({ error: detail })}\n`);
  process.exit(2);
}

async function run(settings: Settings, proxy: GuardedProxy): Promise<void> {
  const own = session.fromPartition('stage', { cache: false });
  lockSession(own);
  // the only way to other machines
  await own.setProxy({ mode: 'fixed_servers', proxyRules: proxy.url, proxyBypassRules: '<-loopback>' });
  serveScheme(
    own,
    {
      stageFolder: settings.stageFolder ?? join(__dirname, '..', 'stage'),
      mediaFolder: join(settings.dataFolder, 'media'),
      handoverFolder: join(settings.dataFolder, 'handover'),
    },
    live,
    { onBeat: (text) => watchdog.beat(text), livePulses: livePulses(() => stage.framesOf(live.allowsUrl)) },
  );
  isSafeMode = () => watchdog.mode() !== 'plan';

  let lastPort = 0;
  function connect(): void {
    if (!stage.isPortWanted() || !agent.isReady()) return;
    const { port1, port2 } = new MessageChannelMain();
    agent.send({ kind: 'stage-port', portId: ++lastPort }, [port1]);
    stage.offer(port2);
  }
  async function shoot(requestId: number): Promise<void> {
    let shot = null;
    try {
      shot = await stage.takeShot();
    } catch (error) {
      writeEvent({ event: 'trouble', atMs: Date.now(), where: 'screenshot', detail: String(error) });
    }
    agent.send({ kind: 'shot', requestId, shot });
  }
  function heard(message: AgentToShell): void {
    switch (message.kind) {
      case 'event':
        writeEvent(message.event);
        watchdog.heard(message.event);
        // a new agent meets the stage that went on without it
        if (message.event.event === 'started') connect();
        return;
      case 'reload-stage':
        return stage.reload(message.reason, 'load');
      case 'known-good':
        return watchdog.tell({ kind: 'ordered', mode: message.mode });
      case 'step-aside':
        return aside.go();
      case 'restart-player':
        return void stop('ordered', startAgain);
      case 'here':
        return watchdog.tell({ kind: 'agent-said' });
      case 'take-shot':
        return void shoot(message.requestId);
      case 'stage-message':
        // stages have ports of their own here
        return;
    }
  }
  const watchdog = runWatchdog(settings.dataFolder, {
    reloadStage: (symptom, how) => stage.reload(symptom, how),
    startAgent: () => agent.start(),
    restartAgent: () => agent.restart(),
    askAgent: () => agent.send({ kind: 'are-you-there' }),
    tellAgent: (told) => agent.send({ kind: 'watchdog', told }),
    endBundle: (manifestHash) => stage.endFrames(bundleOriginOf(stageOrigin, manifestHash)),
    restartShell: () => void stop('the watchdog starts it again', startAgain),
  });
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type === 'GPU') watchdog.tell({ kind: 'gpu-gone', detail: reason });
  });
  const agent = agentProcess({
    file: join(__dirname, 'agent.cjs'),
    environment: {
      GATECAST_PLAYER_VERSION: packedVersion(),
      ...process.env,
      ...(settings.serverUrl === null ? {} : { GATECAST_SERVER: settings.serverUrl }),
      GATECAST_PLAYER_DATA: settings.dataFolder,
      GATECAST_SHELL: 'electron',
      GATECAST_SHELL_LIFE: randomUUID(),
      GATECAST_SCREEN_SIZE: `${settings.size.widthPx}x${settings.size.heightPx}`,
    },
    onMessage: heard,
    onGone: (detail) => watchdog.tell({ kind: 'agent-gone', detail }),
  });
  const stage = stageWindow({
    settings,
    session: own,
    preload: join(__dirname, 'preload.cjs'),
    onPortWanted: connect,
    canBridge: agent.isReady,
    mode: watchdog.mode,
    onStageFailed: (symptom, detail) => watchdog.tell({ kind: 'stage-failed', symptom, detail }),
    onStageLoading: () => watchdog.tell({ kind: 'stage-loading' }),
  });
  const aside = stepAside(asideSecondsOf(process.env), {
    leave: stage.leave,
    comeBack: stage.comeBack,
    isMeant: () => watchdog.tell({ kind: 'stage-loading' }),
  });
  // the desktop's own idle timers, and the X server's where no desktop runs
  powerSaveBlocker.start('prevent-display-sleep');
  void tellKeptLit();
  watchdog.begin();
  startAgentInTime(join(settings.dataFolder, 'handover'), agent.start);
  writeEvent({ event: 'started', part: 'shell', atMs: Date.now(), pid: process.pid });

  let isStopping = false;
  async function stop(reason: string, code = 0): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    aside.stop();
    watchdog.stop();
    setTimeout(() => app.exit(code === 0 ? 1 : code), 4_800).unref();
    await agent.stop(isOrder(reason) ? 'ordered' : undefined);
    writeEvent({ event: 'stopped', part: 'shell', atMs: Date.now(), detail: reason });
    app.exit(code);
  }
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  // a starter that holds a channel to this player and dies takes it along
  process.on('disconnect', () => void stop('the starter ended'));
  app.on('window-all-closed', () => void stop('the window was closed'));
  app.on('before-quit', (event) => {
    if (!isStopping) event.preventDefault();
    void stop('quit');
  });
}

// left to itself, Electron draws a dialog on the glass, in which everything stands until somebody presses its button
function die(error: unknown): void {
  console.error('the shell cannot go on', error);
  app.exit(startAgain);
}
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

// nothing that is written here is for another user of the machine
process.umask(0o077);
const settings = readSettings(process.argv.slice(1), process.env);
if (typeof settings === 'string') refuse(settings);
if (!existsSync(join(settings.stageFolder ?? join(__dirname, '..', 'stage'), 'index.html')))
  refuse('there is no stage beside this shell; pnpm --filter @gatecast/player build makes it');
mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 });
// Electron's own lock is per user-data folder, which makes it one per player
app.setPath('userData', join(settings.dataFolder, 'electron'));
if (!app.requestSingleInstanceLock()) refuse(`another player is running over ${settings.dataFolder}`);
logEventsIn(settings.dataFolder);
protocol.registerSchemesAsPrivileged([
  { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true, codeCache: true } },
]);
if (app.commandLine.hasSwitch('no-sandbox'))
  writeEvent({ event: 'trouble', atMs: Date.now(), where: 'electron', detail: 'runs without its sandbox, as root must' });
else app.enableSandbox();
let isSafeMode = (): boolean => false;
const live = liveAllowance(join(settings.dataFolder, 'handover'), () => isSafeMode());
lockAllContents(live.allowsUrl);
Promise.all([guardedProxy(live), app.whenReady()]).then(
  ([proxy]) => run(settings, proxy),
  (error: unknown) => refuse(String(error)),
);
