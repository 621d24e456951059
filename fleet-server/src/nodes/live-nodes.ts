import { randomUUID } from 'node:crypto';
import type { Clock } from '@gatecast/clock';
import type { Bus } from './bus.ts';

const sayEveryMs = 2_000;
const deadAfterMs = 6_000;
/** A node that was asked asks its player, which has two seconds. */
const answerWithinMs = 2_500;
const watchedForMs = 30_000;
const sayWatchedEveryMs = 10_000;

/** Which other nodes live, what they hold, and whether somebody watches the wall on one of them. */
export type LiveNodes = {
  /** Asks the node that holds a player's connection whether that lives; false where it says no, is dead or the bus is away. */
  readonly isHeld: (nodeId: string, playerId: string) => Promise<boolean>;
  /** Whether people watch the wall through another node. */
  readonly isWatched: () => boolean;
  readonly close: () => void;
};

export function createLiveNodes(deps: {
  readonly bus: Bus;
  readonly clock: Clock;
  /** Whether this node holds a living connection of the player: it is asked to prove itself. */
  readonly holds: (playerId: string) => Promise<boolean>;
  readonly isWatchedHere: () => boolean;
}): LiveNodes {
  const { bus, clock, holds, isWatchedHere } = deps;
  const heardMs = new Map<string, number>();
  const questions = new Map<string, (isHeld: boolean) => void>();
  let watchedMs = -Infinity;
  let saidWatchedMs = -Infinity;

  bus.onFact((fact, nodeId) => {
    heardMs.set(nodeId, clock.monotonicMs());
    if (fact.fact === 'watched') watchedMs = clock.monotonicMs();
    if (fact.fact === 'held') questions.get(fact.question)?.(fact.isHeld);
    if (fact.fact === 'is-held') answer(fact);
  });
  function answer({ question, playerId }: { readonly question: string; readonly playerId: string }): void {
    holds(playerId).then(
      (isHeld) => bus.tell({ fact: 'held', question, isHeld }),
      // who cannot tell does not answer, and the asker's time runs out
      () => undefined,
    );
  }
  function say(): void {
    bus.tell({ fact: 'alive' });
    const nowMs = clock.monotonicMs();
    if (isWatchedHere() && nowMs - saidWatchedMs >= sayWatchedEveryMs) {
      saidWatchedMs = nowMs;
      bus.tell({ fact: 'watched' });
    }
    for (const [nodeId, atMs] of heardMs) if (nowMs - atMs > 10 * deadAfterMs) heardMs.delete(nodeId);
    cancel = clock.after(sayEveryMs, say);
  }
  let cancel = bus.isShared ? clock.after(0, say) : () => undefined;

  return {
    async isHeld(nodeId, playerId) {
      if (clock.monotonicMs() - (heardMs.get(nodeId) ?? -Infinity) > deadAfterMs) return false;
      const question = randomUUID();
      const answered = new Promise<boolean>((resolve) => {
        questions.set(question, resolve);
        clock.after(answerWithinMs, () => resolve(false));
      });
      bus.tell({ fact: 'is-held', playerId, question });
      const isHeld = await answered;
      questions.delete(question);
      return isHeld;
    },
    isWatched: () => clock.monotonicMs() - watchedMs < watchedForMs,
    close: () => cancel(),
  };
}
