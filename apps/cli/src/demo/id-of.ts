import { Failure } from '../refusal.ts';

/** The id that the server gave for a key of the demo's data. Throws a Failure for a key that is not there. */
export function idOf<Key, Id>(ids: ReadonlyMap<Key, Id>, key: Key): Id {
  const id = ids.get(key);
  if (id === undefined) throw new Failure(`the demo's data name ${String(key)}, which is not there`);
  return id;
}
