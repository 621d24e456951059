import { heartbeatSchema, type Heartbeat } from '@gatecast/protocol';
import type { PlayerEvent } from '../../bridge/shell-channel.ts';
import { keepFact, readFact, type Store } from '../store/open-store.ts';
import type { WhenRoom } from '../when-room.ts';

const factKey = 'update';
const toldSchema = heartbeatSchema.shape.update.unwrap();
export type UpdateTold = NonNullable<Heartbeat['update']>;

/** What was told last of an update, kept over the restart that an update is. */
export function updateTold(store: Store, whenRoom: WhenRoom) {
  let last = readFact(store, factKey, toldSchema);
  return {
    last: (): UpdateTold | null => last,
    note({ number, state, detail, atMs }: Extract<PlayerEvent, { event: 'update' }>): void {
      const told = { number, state, detail: detail.slice(0, 500), atMs };
      last = told;
      whenRoom(() => keepFact(store, factKey, told), undefined);
    },
  };
}
