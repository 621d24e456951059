import type { Clock } from '@gatecast/clock';
import {
  stageToAgentSchema,
  type AgentToStage,
  type ExitAnswer,
  type Handover,
  type Port,
  type StageState,
  type StageToAgent,
} from '../bridge/bridge.ts';
import { handoverParts, type HandoverPart } from '../bridge/stage-port-names.ts';
import { handoverFile } from './handover-file.ts';

/** A stage says its state every second; one that says nothing for this long is silent. */
const silentAfterMs = 8_000;

type Exposures = Extract<StageToAgent, { kind: 'exposures' }>;
type PartOf<Part extends HandoverPart> = Extract<Handover, { part: Part }>;
/** Whether a visitor uses the screen, as stages say it; `unknown`: none does say it now. */
export type Visit = 'nobody' | 'visitor' | 'unknown';
/** What each part says now; the desk numbers it. */
export type HandoverSource = { readonly [Part in HandoverPart]: () => Omit<PartOf<Part>, 'version' | 'part' | 'revision'> };

export type StageDesk = {
  /** A new port: the stage is sent everything. The result takes what the stage says, and is told when the port closes. */
  readonly openPort: (port: Port<AgentToStage>) => { readonly receive: (message: unknown) => void; readonly closed: () => void };
  /** Hands these parts to every open port at once, then puts them on disk for a stage that outlives this agent. */
  readonly publish: (...parts: readonly HandoverPart[]) => void;
  /** Puts these parts on disk as they are now, for a stage that outlives this agent; those that live have no need of it. */
  readonly keep: (...parts: readonly HandoverPart[]) => void;
  readonly send: (message: AgentToStage) => boolean;
  /** The last state of the stage, and whether it is alive. */
  readonly stage: () => { readonly life: 'alive' | 'silent' | 'none'; readonly state: StageState | null };
  readonly visit: () => Visit;
  /** Whether a stage says its state once more within this time, from now on. */
  readonly saysAgain: (withinMs: number) => Promise<boolean>;
  /** Waits until what was published is on disk. */
  readonly settled: () => Promise<void>;
};

/** Where agent and stage meet: state from one side, state and exposures from the other. */
export function stageDesk(world: {
  readonly handoverFolder: string;
  readonly clock: Clock;
  readonly source: HandoverSource;
  readonly onState: (state: StageState) => void;
  readonly onExposures: (exposures: Exposures) => number;
  readonly onStrikes: (strikes: Extract<StageToAgent, { kind: 'strikes' }>['strikes']) => void;
  readonly onFind: (language: string, query: string) => readonly string[];
  readonly onTryExit: (pin: string) => Promise<ExitAnswer>;
  readonly onPorts: (count: number) => void;
  /** The stage, or what it says, is not as it should be. */
  readonly onTrouble: (detail: string) => void;
}): StageDesk {
  const ports = new Set<Port<AgentToStage>>();
  let heard: { readonly state: StageState; readonly atMonotonicMs: number } | null = null;
  let openedMonotonicMs = 0;
  /** Outlives the port: whoever was seen may be there until a stage says otherwise. */
  let wasVisited = false;
  let waiting: readonly (() => void)[] = [];
  const revisions: Record<HandoverPart, number> = { device: 0, alerts: 0, feeds: 0, strikes: 0, release: 0 };
  const files = {
    device: handoverFile(world.handoverFolder, 'device', world.onTrouble),
    alerts: handoverFile(world.handoverFolder, 'alerts', world.onTrouble),
    feeds: handoverFile(world.handoverFolder, 'feeds', world.onTrouble),
    strikes: handoverFile(world.handoverFolder, 'strikes', world.onTrouble),
    release: handoverFile(world.handoverFolder, 'release', world.onTrouble),
  };

  function present(part: HandoverPart): Handover {
    const head = { version: 1 as const, revision: Math.max(revisions[part], 1) };
    switch (part) {
      case 'device':
        return { ...head, part, ...world.source.device() };
      case 'alerts':
        return { ...head, part, ...world.source.alerts() };
      case 'feeds':
        return { ...head, part, ...world.source.feeds() };
      case 'strikes':
        return { ...head, part, ...world.source.strikes() };
      case 'release':
        return { ...head, part, ...world.source.release() };
    }
  }
  function stage(): ReturnType<StageDesk['stage']> {
    if (ports.size === 0) return { life: 'none', state: null };
    const lastMs = heard?.atMonotonicMs ?? openedMonotonicMs;
    const life = world.clock.monotonicMs() - lastMs > silentAfterMs ? 'silent' : 'alive';
    return { life, state: heard?.state ?? null };
  }
  async function answerExit(port: Port<AgentToStage>, { requestId, pin }: Extract<StageToAgent, { kind: 'try-exit' }>): Promise<void> {
    const answer = await world.onTryExit(pin);
    if (ports.has(port)) port.send({ kind: 'exit-answer', requestId, answer });
  }
  function take(port: Port<AgentToStage>, message: StageToAgent): void {
    switch (message.kind) {
      case 'state':
        heard = { state: message.state, atMonotonicMs: world.clock.monotonicMs() };
        wasVisited = message.state.showing.kind === 'lookup';
        for (const said of waiting) said();
        return world.onState(message.state);
      case 'exposures':
        return port.send({ kind: 'exposures-taken', stageId: message.stageId, through: world.onExposures(message) });
      case 'strikes':
        return world.onStrikes(message.strikes);
      case 'find':
        return port.send({ kind: 'found', requestId: message.requestId, itemIds: [...world.onFind(message.language, message.query)] });
      case 'try-exit':
        return void answerExit(port, message);
      case 'trouble':
        return world.onTrouble(message.unsaid === 0 ? message.detail : `${message.detail} (and ${message.unsaid} others before it)`);
    }
  }
  return {
    openPort(port) {
      ports.add(port);
      openedMonotonicMs = world.clock.monotonicMs();
      world.onPorts(ports.size);
      for (const part of handoverParts) port.send({ kind: 'handover', handover: present(part) });
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
    publish(...parts) {
      for (const part of parts) {
        revisions[part]++;
        const handover = present(part);
        for (const port of ports) port.send({ kind: 'handover', handover });
        files[part].keep(handover);
      }
    },
    keep(...parts) {
      for (const part of parts) files[part].keep(present(part));
    },
    send(message) {
      for (const port of ports) port.send(message);
      return ports.size > 0;
    },
    stage,
    visit() {
      if (wasVisited) return 'visitor';
      const { life, state } = stage();
      return life === 'alive' && state !== null ? 'nobody' : 'unknown';
    },
    saysAgain(withinMs) {
      return new Promise((resolve) => {
        const answer = (isSaid: boolean): void => {
          cancel();
          waiting = waiting.filter((one) => one !== said);
          resolve(isSaid);
        };
        const said = (): void => answer(true);
        const cancel = world.clock.after(withinMs, () => answer(false));
        waiting = [...waiting, said];
      });
    },
    async settled() {
      await Promise.all(handoverParts.map((part) => files[part].settled()));
    },
  };
}
