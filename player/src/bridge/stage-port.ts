import { agentToStageSchema, type AgentToStage, type Port, type StageToAgent } from './bridge.ts';
import { bridgePath, stagePortOffer, stagePortWanted } from './stage-port-names.ts';

export { handoverParts, handoverPath, type HandoverPart, type KeptPart } from './stage-port-names.ts';

// The stage's end of the bridge, in both shells. Browser code: its only outside is the window it runs in.

/** `connected`: a new port is open, and the stage now sends everything. `lost`: the agent is away; the stage goes on. */
export type PortState = 'connected' | 'lost';

const longestWaitMs = 2_000;

/**
 * Keeps a port to the agent, for ever: through the preload's MessagePort where there is one, else over the loopback
 * WebSocket. `onMessage` gets what the bridge's schema accepts; `onState` tells of each new port, on which the stage
 * sends everything; `onBadMessage` of what the schema refuses. What is sent while no port is open is dropped, as the bridge is state and not events.
 */
export function connectAgent(
  onMessage: (message: AgentToStage) => void,
  onState: (state: PortState) => void,
  onBadMessage: (detail: string) => void,
): Port<StageToAgent> {
  function take(message: unknown): void {
    const parsed = agentToStageSchema.safeParse(message);
    if (parsed.success) onMessage(parsed.data);
    else onBadMessage(`${parsed.error.issues[0]?.path.join('.') ?? ''} ${parsed.error.issues[0]?.message ?? ''}`);
  }
  return location.protocol === 'gatecast:' ? offeredPort(take, onState) : loopbackPort(take, onState);
}

/** MessagePorts handed over by the Electron preload; a new one comes whenever the agent starts anew. */
function offeredPort(take: (message: unknown) => void, onState: (state: PortState) => void): Port<StageToAgent> {
  let current: MessagePort | null = null;
  function adopt(port: MessagePort): void {
    current?.close();
    current = port;
    port.addEventListener('message', (event: MessageEvent<unknown>) => {
      // Electron's main process closes no port visibly in every version, so the shell says it in words
      if (event.data === null) return lose(port);
      take(event.data);
    });
    port.addEventListener('close', () => lose(port));
    port.start();
    onState('connected');
  }
  function lose(port: MessagePort): void {
    if (current !== port) return;
    current = null;
    onState('lost');
  }
  function offered(event: MessageEvent<unknown>): void {
    const [port] = event.ports;
    if (event.source === window && event.data === stagePortOffer && port !== undefined) adopt(port);
  }
  window.addEventListener('message', offered);
  // the preload may have been quicker than this module, so it is asked and not awaited
  window.postMessage(stagePortWanted, location.origin === 'null' ? '*' : location.origin);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a MessagePort has no origin
    send: (message) => current?.postMessage(message),
    close() {
      window.removeEventListener('message', offered);
      current?.close();
      current = null;
    },
  };
}

/** The loopback WebSocket of the Chromium shell, opened again and again. */
function loopbackPort(take: (message: unknown) => void, onState: (state: PortState) => void): Port<StageToAgent> {
  const url = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}${bridgePath}`;
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let waitMs = 100;
  let isClosed = false;
  function open(): void {
    const opened = new WebSocket(url);
    socket = opened;
    opened.addEventListener('open', () => {
      waitMs = 100;
      onState('connected');
    });
    opened.addEventListener('message', (event: MessageEvent<unknown>) => {
      take(typeof event.data === 'string' ? parseJson(event.data) : undefined);
    });
    opened.addEventListener('close', () => {
      if (isClosed) return;
      onState('lost');
      timer = setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
  }
  open();
  return {
    send(message) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    },
    close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      socket?.close();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // what is not JSON is refused by the schema like any other wrong value
    return undefined;
  }
}
