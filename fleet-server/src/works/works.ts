import type { Work } from '@gatecast/protocol';
import { refuse } from '../http/outcome.ts';

/** Work in hand, by the name that whoever asked for it gave it. */
type InHand = { stage: Work['stage']; done: number; of: number; state: 'open' | 'called-off' | 'committing' };

/** What is in hand here, how far it is, and whether it was called off. Once it is being committed it cannot be. */
export type Works = {
  /** Null: this name is in use. Without a name nobody can watch it, or call it off. */
  readonly begin: (workId: string | undefined) => WorkInHand | null;
  /** Null: nothing is in hand here under that name. */
  readonly of: (workId: string) => Work | null;
  /** `called-off`: it ends as soon as it looks, and its own answer tells. */
  readonly callOff: (workId: string) => 'called-off' | 'too-late' | 'unknown';
};
/** Of one work, for whoever does it. */
export type WorkInHand = {
  readonly calledOff: AbortSignal;
  readonly isCalledOff: () => boolean;
  readonly reaches: (stage: Work['stage'], done: number, of: number) => void;
  /** From here on it cannot be called off. False: it was. */
  readonly commits: () => boolean;
  readonly ends: () => void;
};

/** The answer of a work that is done whole or not at all. */
export const calledOff = refuse('called-off', 'it was called off; nothing was changed');
export const nameInUse = refuse('bad-input', 'body.workId: another work has it', { field: 'body.workId' });

export function createWorks(): Works {
  const works = new Map<string, { readonly told: InHand; readonly stop: AbortController }>();
  return {
    begin(workId) {
      if (workId !== undefined && works.has(workId)) return null;
      const told: InHand = { stage: 'waits', done: 0, of: 0, state: 'open' };
      const stop = new AbortController();
      if (workId !== undefined) works.set(workId, { told, stop });
      return {
        calledOff: stop.signal,
        isCalledOff: () => told.state === 'called-off',
        reaches: (stage, done, of) => void Object.assign(told, { stage, done, of }),
        commits() {
          if (told.state === 'called-off') return false;
          told.state = 'committing';
          return true;
        },
        ends: () => void (workId !== undefined && works.delete(workId)),
      };
    },
    of(workId) {
      const told = works.get(workId)?.told;
      return told === undefined ? null : { stage: told.stage, done: told.done, of: told.of, isStoppable: told.state === 'open' };
    },
    callOff(workId) {
      const work = works.get(workId);
      if (work === undefined) return 'unknown';
      if (work.told.state === 'committing') return 'too-late';
      work.told.state = 'called-off';
      work.stop.abort();
      return 'called-off';
    },
  };
}
