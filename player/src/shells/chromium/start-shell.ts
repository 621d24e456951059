import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { WebSocket } from 'ws';
import { bundleOriginOf } from '../../bridge/bundle-frame.ts';
import type { AgentToShell } from '../../bridge/shell-channel.ts';
import { startAgentInTime } from '../agent-start.ts';
import { writeEvent } from '../event-line.ts';
import { guardedProxy } from '../live/guarded-proxy.ts';
import { liveAllowance } from '../live/live-allowance.ts';
import { tellKeptLit } from '../keep-lit.ts';
import { livePulses } from '../live/live-pulses.ts';
import { runWatchdog } from '../run-watchdog.ts';
import { asideSecondsOf, stepAside } from '../step-aside.ts';
import { agentProcess } from './agent-process.ts';
import { kioskBrowser } from './kiosk-browser.ts';
import { loopbackServer } from './loopback-server.ts';
import type { ShellOptions } from './options.ts';

/** Starts the three parts and stands between them: the stage's messages pass through here to the agent and back. */
export async function startShell(
  options: ShellOptions & { readonly chromium: string; readonly onRestart: (why: string) => void },
): Promise<{ readonly stop: (why?: 'ordered') => Promise<void> }> {
  const { dataFolder, size } = options;
  const bridges = new Map<number, WebSocket>();
  let lastPort = 0;
  // Chromium's sandbox refuses root
  const isSandboxed = process.getuid?.() !== 0;
  if (!isSandboxed)
    writeEvent({ event: 'trouble', atMs: Date.now(), where: 'chromium', detail: 'runs as root and therefore without its sandbox' });

  function heard(message: AgentToShell): void {
    switch (message.kind) {
      case 'event':
        writeEvent(message.event);
        return watchdog.heard(message.event);
      case 'here':
        return watchdog.tell({ kind: 'agent-said' });
      case 'stage-message':
        return bridges.get(message.portId)?.send(JSON.stringify(message.message));
      case 'reload-stage':
        return browser.reload(message.reason, 'load');
      case 'known-good':
        return watchdog.tell({ kind: 'ordered', mode: message.mode });
      case 'step-aside':
        return aside.go();
      case 'restart-player':
        return options.onRestart('ordered');
      case 'take-shot':
        return void shoot(message.requestId);
    }
  }
  async function shoot(requestId: number): Promise<void> {
    let shot = null;
    try {
      shot = await browser.takeShot();
    } catch (error) {
      writeEvent({ event: 'trouble', atMs: Date.now(), where: 'screenshot', detail: String(error) });
    }
    agent.send({ kind: 'shot', requestId, shot });
  }
  function bridge(socket: WebSocket): void {
    const portId = ++lastPort;
    bridges.set(portId, socket);
    agent.send({ kind: 'stage-port', portId });
    socket.on('message', (data, isBinary) => {
      if (!isBinary) agent.send({ kind: 'stage-message', portId, message: parseJson((data as Buffer).toString('utf8')) });
    });
    socket.on('error', (error) => console.error('the bridge', error));
    socket.on('close', () => {
      bridges.delete(portId);
      agent.send({ kind: 'stage-port-closed', portId });
    });
  }

  const begun = Promise.withResolvers<void>();
  function startAgent(): void {
    agent.start();
    begun.resolve();
  }
  const watchdog = runWatchdog(dataFolder, {
    reloadStage: (symptom, how) => browser.reload(symptom, how),
    startAgent,
    restartAgent: () => agent.restart(),
    askAgent: () => agent.send({ kind: 'are-you-there' }),
    tellAgent: (told) => agent.send({ kind: 'watchdog', told }),
    endBundle: (manifestHash) => browser.endFrames(bundleOriginOf(server.origin, manifestHash)),
    restartShell: () => options.onRestart('the watchdog starts it again'),
  });
  const agent = agentProcess({
    environment: {
      ...process.env,
      ...(options.serverUrl === null ? {} : { GATECAST_SERVER: options.serverUrl }),
      GATECAST_PLAYER_DATA: dataFolder,
      GATECAST_SHELL: 'chromium',
      GATECAST_SHELL_LIFE: randomUUID(),
      GATECAST_SCREEN_SIZE: `${size.widthPx}x${size.heightPx}`,
    },
    onMessage: heard,
    // the stage goes on by itself, and comes back when there is an agent again
    onGone(detail) {
      watchdog.tell({ kind: 'agent-gone', detail });
      bridges.forEach((socket) => socket.close(1001));
    },
  });
  const places = {
    stageFolder: options.stageFolder,
    mediaFolder: join(dataFolder, 'media'),
    handoverFolder: join(dataFolder, 'handover'),
  };
  const allowance = liveAllowance(places.handoverFolder, () => watchdog.mode() !== 'plan');
  const server = await loopbackServer(places, bridge, agent.isReady, {
    mode: watchdog.mode,
    onBeat: watchdog.beat,
    livePulses: livePulses(() => browser.framesOf(allowance.allowsUrl)),
  });
  const proxy = await guardedProxy(allowance);
  const browser = kioskBrowser({
    executable: options.chromium,
    profileFolder: join(dataFolder, 'chromium'),
    display: options.display,
    size,
    isSandboxed,
    origin: server.origin,
    proxyUrl: proxy.url,
    startUrl: server.startUrl,
    isBridged: () => bridges.size > 0,
    canBridge: agent.isReady,
    begun: begun.promise,
    onStageFailed: (symptom, detail) => watchdog.tell({ kind: 'stage-failed', symptom, detail }),
    onStageLoading: () => watchdog.tell({ kind: 'stage-loading' }),
    onGpuGone: (detail) => watchdog.tell({ kind: 'gpu-gone', detail }),
  });
  const aside = stepAside(asideSecondsOf(process.env), {
    leave: browser.leave,
    comeBack: browser.comeBack,
    isMeant: () => watchdog.tell({ kind: 'stage-loading' }),
  });
  if (options.display.kind !== 'headless') void tellKeptLit();
  watchdog.begin();
  startAgentInTime(places.handoverFolder, startAgent);
  return {
    async stop(why) {
      aside.stop();
      watchdog.stop();
      await Promise.all([agent.stop(why), browser.stop()]);
      await Promise.all([server.close(), proxy.close()]);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the agent's schema refuses it like any other wrong value
    return undefined;
  }
}
