import type { Clock } from '@gatecast/clock';
import { stageToAgentSchema, type AgentToStage, type Handover, type Port, type StageState, type StageToAgent } from '../bridge/bridge.ts';
import { writeWhole } from './data-folder.ts';

/** A stage says its state every second; one that says nothing for this long is silent. */
const silentAfterMs = 8_000;

type Exposures = Extract<StageToAgent, { kind: 'exposures' }>;
export type HandoverParts = Omit<Handover, 'version' | 'revision'>;

export type StageDesk = {
  /** A new port: the stage is sent everything. The result takes what the stage says, and is told when the port closes. */
  readonly openPort: (port: Port<AgentToStage>) => { readonly receive: (message: unknown) => void; readonly closed: () => void };
  /** Hands the present state to every open port at once, then puts it on disk for a stage that outlives this agent. */
  readonly publish: () => void;
  readonly send: (message: AgentToStage) => boolean;
  /** The last state of the stage, and whether it is alive. */
  readonly stage: () => { readonly life: 'alive' | 'silent' | 'none'; readonly state: StageState | null };
  /** Waits until what was published is on disk. */
  readonly settled: () => Promise<void>;
};

/** Where agent and stage meet: state from one side, state and exposures from the other. */
export function stageDesk(world: {
  readonly handoverFile: string;
  readonly clock: Clock;
  readonly parts: () => HandoverParts;
  readonly onState: (state: StageState) => void;
  readonly onExposures: (exposures: Exposures) => number;
  readonly onFind: (language: string, query: string) => readonly string[];
  readonly onPorts: (count: number) => void;
  readonly onTrouble: (detail: string) => void;
}): StageDesk {
  const ports = new Set<Port<AgentToStage>>();
  let revision = 0;
  let heard: { readonly state: StageState; readonly atMonotonicMs: number } | null = null;
  let openedMonotonicMs = 0;
  let isWriting = false;
  let unwritten: Handover | null = null;
  let writing: Promise<void> = Promise.resolve();

  function handover(): Handover {
    return { version: 1, revision: Math.max(revision, 1), ...world.parts() };
  }
  async function write(): Promise<void> {
    isWriting = true;
    try {
      for (let next = unwritten; next !== null; next = unwritten) {
        unwritten = null;
        await writeWhole(world.handoverFile, JSON.stringify(next));
      }
    } finally {
      isWriting = false;
    }
  }
  function take(port: Port<AgentToStage>, message: StageToAgent): void {
    switch (message.kind) {
      case 'state':
        heard = { state: message.state, atMonotonicMs: world.clock.monotonicMs() };
        return world.onState(message.state);
      case 'exposures':
        return port.send({ kind: 'exposures-taken', stageId: message.stageId, through: world.onExposures(message) });
      case 'find':
        return port.send({ kind: 'found', requestId: message.requestId, itemIds: [...world.onFind(message.language, message.query)] });
    }
  }
  return {
    openPort(port) {
      ports.add(port);
      openedMonotonicMs = world.clock.monotonicMs();
      world.onPorts(ports.size);
      port.send({ kind: 'handover', handover: handover() });
      return {
        receive(message) {
          const parsed = stageToAgentSchema.safeParse(message);
          if (parsed.success) take(port, parsed.data);
          else world.onTrouble(`the stage said something that is not in the bridge: ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
        },
        closed() {
          if (!ports.delete(port)) return;
          if (ports.size === 0) heard = null;
          world.onPorts(ports.size);
        },
      };
    },
    publish() {
      revision++;
      const present = handover();
      for (const port of ports) port.send({ kind: 'handover', handover: present });
      unwritten = present;
      if (!isWriting) writing = write().catch((error: unknown) => world.onTrouble(`the handover is not on disk: ${String(error)}`));
    },
    send(message) {
      for (const port of ports) port.send(message);
      return ports.size > 0;
    },
    stage() {
      if (ports.size === 0) return { life: 'none', state: null };
      const lastMs = heard?.atMonotonicMs ?? openedMonotonicMs;
      const life = world.clock.monotonicMs() - lastMs > silentAfterMs ? 'silent' : 'alive';
      return { life, state: heard?.state ?? null };
    },
    settled: () => writing,
  };
}
