import type { Fact } from './facts.ts';

/** How nodes tell one another what has happened. A fact that is lost costs delay, never truth: `catch-up.ts` reads what was missed. */
export type Bus = {
  /** This process among the nodes. */
  readonly nodeId: string;
  /** Whether there may be other nodes at all. */
  readonly isShared: boolean;
  /** Tells the others soon; while the bus is away nothing is kept for later. */
  readonly tell: (fact: Fact) => void;
  /** Hears the others, never itself. */
  readonly onFact: (listener: (fact: Fact, nodeId: string) => void) => void;
  readonly close: () => Promise<void>;
};

/** The bus of a server that is alone. */
export function createSilentBus(nodeId: string): Bus {
  return { nodeId, isShared: false, tell: () => undefined, onFact: () => undefined, close: async () => undefined };
}
