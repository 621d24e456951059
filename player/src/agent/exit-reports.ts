import { randomUUID } from 'node:crypto';
import type { PlayerLink } from '@gatecast/player-link';
import { exitTrySchema, mostExitTries, type ExitTry } from '@gatecast/protocol';
import { z } from 'zod';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import type { WhenRoom } from './when-room.ts';

const factKey = 'exit-tries';

export type ExitReports = {
  readonly note: (tried: Omit<ExitTry, 'id'>) => void;
  /** Sends what the server has not stored. */
  readonly send: (link: PlayerLink | null) => Promise<void>;
};

/** Tries to leave the kiosk, on disk until the server has them. Of very many without a server the last ones count. */
export function exitReports(store: Store, whenRoom: WhenRoom): ExitReports {
  let waiting: readonly ExitTry[] = readFact(store, factKey, z.array(exitTrySchema)) ?? [];
  let isSending = false;
  function keep(next: readonly ExitTry[]): void {
    waiting = next;
    whenRoom(() => keepFact(store, factKey, waiting), undefined);
  }
  return {
    note: (tried) => keep([...waiting, { id: randomUUID(), ...tried }].slice(-mostExitTries)),
    async send(link) {
      if (waiting.length === 0 || isSending || link?.state().kind !== 'connected') return;
      isSending = true;
      try {
        const sent = waiting;
        const answered = await link.sendExitTries({ tries: [...sent] });
        // what the server will never take would come back for ever
        if (answered.kind === 'ok' || answered.kind === 'refused') keep(waiting.filter(({ id }) => sent.every((one) => one.id !== id)));
      } finally {
        isSending = false;
      }
    },
  };
}
