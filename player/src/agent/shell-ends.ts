// oxlint-disable unicorn/require-post-message-target-origin -- these are ports between processes, which have no origin
import type { AgentToShell } from '../bridge/shell-channel.ts';

/** A stage's own MessagePort, as Electron hands it over. */
export type StagePipe = {
  readonly send: (message: unknown) => void;
  readonly close: () => void;
  readonly listen: (receive: (message: unknown) => void, closed: () => void) => void;
};
export type ShellEnds = {
  readonly send: (message: AgentToShell) => void;
  readonly listen: (receive: (message: unknown, pipe: StagePipe | null) => void) => void;
};

// The parts of Electron's utilityProcess that are used here; its types are not installed on players without Electron.
type PortMain = {
  readonly postMessage: (message: unknown) => void;
  readonly start: () => void;
  readonly close: () => void;
  readonly on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) => void;
};
type ParentPort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly PortMain[] }) => void) => void;
};

/** The way to the shell that started this process; null where the agent runs alone. */
export function shellEnds(): ShellEnds | null {
  const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined && parentPort !== null) {
    return {
      send: (message) => parentPort.postMessage(message),
      listen: (receive) => parentPort.on('message', ({ data, ports }) => receive(data, pipeOf(ports[0]))),
    };
  }
  if (process.send === undefined) return null;
  return {
    // a launcher that just died cannot be told; `disconnect` follows
    send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
    listen: (receive) => void process.on('message', (message) => receive(message, null)),
  };
}

function pipeOf(port: PortMain | undefined): StagePipe | null {
  if (port === undefined) return null;
  return {
    send: (message) => port.postMessage(message),
    close: () => port.close(),
    listen(receive, closed) {
      port.on('message', ({ data }) => receive(data));
      port.on('close', closed);
      port.start();
    },
  };
}
