import { step, type Brain, type BrainEffect, type BrainEvent } from '../brain/step.ts';

export type RunningBrain = {
  readonly take: (event: BrainEvent) => void;
  readonly now: () => Brain;
  /** Nothing is decided any more. */
  readonly stop: () => void;
};

/** Lets a brain decide, one event after another, and the hands do what it says, in its order. What they answer is taken in after that. */
export function runBrain(begin: Brain, hands: (effect: BrainEffect) => void): RunningBrain {
  let brain = begin;
  let isStopped = false;
  let isDeciding = false;
  const waiting: BrainEvent[] = [];
  function decideAll(): void {
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      // what was asked of the hands before the stop may stop it
      if (isStopped) return;
      const stepped = step(brain, event);
      brain = stepped.state;
      for (const effect of stepped.effects) hands(effect);
    }
  }
  return {
    take(event) {
      waiting.push(event);
      if (isDeciding) return;
      isDeciding = true;
      try {
        decideAll();
      } finally {
        isDeciding = false;
      }
    },
    now: () => brain,
    stop: () => void (isStopped = true),
  };
}
