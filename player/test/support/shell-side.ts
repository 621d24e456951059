import type { ChildProcess } from 'node:child_process';
import { agentToStageSchema, type Exposure, type StageToAgent } from '../../src/bridge/bridge.ts';
import { agentToShellSchema, type ShellToAgent } from '../../src/bridge/shell-channel.ts';

export type ShellSide = {
  /** A stage that opens its port; `onTaken` hears through which exposure the agent has them. */
  readonly openStage: (
    stageId: string,
    onTaken: (through: number) => void,
  ) => { readonly expose: (exposures: readonly Exposure[]) => Promise<void> };
};

/** The Chromium shell's end of an agent process, with stages whose words a test gives. */
export function shellSide(agent: ChildProcess): ShellSide {
  const takers = new Map<string, (through: number) => void>();
  let lastPort = 0;
  const send = (message: ShellToAgent): void => void agent.send(message, undefined, undefined, () => undefined);
  agent.on('message', (received) => {
    const message = agentToShellSchema.parse(received);
    if (message.kind !== 'stage-message') return;
    const said = agentToStageSchema.parse(message.message);
    if (said.kind === 'exposures-taken') takers.get(said.stageId)?.(said.through);
  });
  return {
    openStage(stageId, onTaken) {
      const portId = ++lastPort;
      send({ kind: 'stage-port', portId });
      return {
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
