import { isNoRoom } from './store/store-damage.ts';

/** Does what writes to the disk; on one that is full it gives `otherwise` instead, and the player goes on without. */
export type WhenRoom = <Result>(work: () => Result, otherwise: Result) => Result;

/** A full disk is told once, and again only after there was room. */
export function whenRoom(onFull: (detail: string) => void): WhenRoom {
  let isFull = false;
  return (work, otherwise) => {
    try {
      const result = work();
      isFull = false;
      return result;
    } catch (error) {
      if (!isNoRoom(error)) throw error;
      if (!isFull) onFull(String(error));
      isFull = true;
      return otherwise;
    }
  };
}
