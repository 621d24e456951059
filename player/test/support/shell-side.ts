import type { ChildProcess } from 'node:child_process';
import { agentToStageSchema, type Exposure, type StageToAgent } from '../../src/bridge/bridge.ts';
import type { StageStrike } from '../../src/bridge/strike.ts';
import { agentToShellSchema, type ShellToAgent } from '../../src/bridge/shell-channel.ts';

export type ShellSide = {
  /** The agent is there; its events come over the channel. */
  readonly started: Promise<void>;
  /** A stage that opens its port; `onTaken` hears through which exposure the agent has them. */
  readonly openStage: (
    stageId: string,
    onTaken: (through: number) => void,
  ) => { readonly expose: (exposures: readonly Exposure[]) => Promise<void>; readonly strike: (strikes: readonly StageStrike[]) => void };
};

/** The Chromium shell's end of an agent process, with stages whose words a test gives. */
export function shellSide(agent: ChildProcess): ShellSide {
  const takers = new Map<string, (through: number) => void>();
  let lastPort = 0;
  const send = (message: ShellToAgent): void => void agent.send(message, undefined, undefined, () => undefined);
  const started = Promise.withResolvers<void>();
  agent.on('message', (received) => {
    const message = agentToShellSchema.parse(received);
    if (message.kind === 'event' && message.event.event === 'started') started.resolve();
    if (message.kind !== 'stage-message') return;
    const said = agentToStageSchema.parse(message.message);
    if (said.kind === 'exposures-taken') takers.get(said.stageId)?.(said.through);
  });
  return {
    started: started.promise,
    openStage(stageId, onTaken) {
      const portId = ++lastPort;
      send({ kind: 'stage-port', portId });
      return {
        strike(strikes) {
          send({ kind: 'stage-message', portId, message: { kind: 'strikes', strikes: [...strikes] } satisfies StageToAgent });
        },
        async expose(exposures) {
          const message: StageToAgent = { kind: 'exposures', stageId, exposures: [...exposures] };
          const through = exposures.at(-1)?.sequence ?? 0;
          await new Promise<void>((resolve) => {
            takers.set(stageId, (taken) => {
              onTaken(taken);
              if (taken >= through) resolve();
            });
            send({ kind: 'stage-message', portId, message });
          });
        },
      };
    },
  };
}
