import { systemClock, type Clock } from '@gatecast/clock';
import type { z } from 'zod';
import { downloadSettingsSchema } from '../../src/agent/downloads/download-settings.ts';
import { noDisplay } from '../../src/agent/display/display-adapter.ts';
import { startAgent, type Agent, type AgentHost, type Machine } from '../../src/agent/start-agent.ts';
import type { AgentToStage, Handover } from '../../src/bridge/bridge.ts';
import type { PlayerEvent } from '../../src/bridge/shell-channel.ts';

export type InsideAgent = {
  readonly agent: Agent;
  readonly events: readonly PlayerEvent[];
  /** What a stage that opens a port now is sent, part by part. */
  readonly handed: () => { readonly [Part in Handover['part']]: Extract<Handover, { part: Part }> };
};

/** The agent in the test's own process: for what needs hundreds of starts. */
export async function insideAgent(
  serverUrl: string | null,
  dataFolder: string,
  downloads: z.input<typeof downloadSettingsSchema> = {},
  machine: Partial<Machine> = {},
  clock: Clock = systemClock(),
  host: Partial<AgentHost> = {},
  updates: Parameters<typeof startAgent>[0]['updates'] = null,
): Promise<InsideAgent> {
  const events: PlayerEvent[] = [];
  const agent = await startAgent({
    serverUrl,
    dataFolder,
    shell: 'none',
    display: { widthPx: 1920, heightPx: 1080 },
    clock,
    downloads: downloadSettingsSchema.parse(downloads),
    updates,
    host: {
      tell: (event) => void events.push(event),
      takeShot: () => Promise.resolve(null),
      reloadStage: () => false,
      restartPlayer: () => false,
      orderKnownGood: () => false,
      stepAside: () => undefined,
      ...host,
    },
    machine: { bootId: 'boot-1', shellLife: 'shell-1', reboot: 'none', display: noDisplay(), ...machine },
  });
  return {
    agent,
    events,
    handed() {
      const sent: AgentToStage[] = [];
      agent.openPort({ send: (message) => void sent.push(message), close: () => undefined }).closed();
      const parts = sent.flatMap((message) => (message.kind === 'handover' ? [[message.handover.part, message.handover] as const] : []));
      return Object.fromEntries(parts) as ReturnType<InsideAgent['handed']>;
    },
  };
}
