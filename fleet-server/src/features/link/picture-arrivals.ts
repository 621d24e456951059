import type { Clock } from '@gatecast/clock';
import type { FaultCode } from '@gatecast/protocol';

/** What became of a picture that was ordered. */
export type PictureArrival = { readonly kind: 'kept' } | { readonly kind: 'refused'; readonly code: FaultCode } | { readonly kind: 'late' };

/**
 * Brings an order for a screenshot and the picture that answers it together: the picture comes as a message of its own. Only what
 * this server has ordered is remembered, so nothing that a player says makes it grow.
 */
export type PictureArrivals = {
  /** Call it before the order goes out, as the picture may overtake the acknowledgement; `forget` when nobody waits any more. */
  readonly expect: (
    screenId: string,
    commandId: string,
  ) => { readonly within: (waitMs: number) => Promise<PictureArrival>; readonly forget: () => void };
  /** Whether this server waits for this picture itself, for the wall. */
  readonly isExpected: (screenId: string, commandId: string) => boolean;
  /** A picture of this screen was stored or refused. One that nobody ordered is nobody's news. */
  readonly arrived: (screenId: string, commandId: string | null, arrival: PictureArrival) => void;
};

export function createPictureArrivals(clock: Pick<Clock, 'after'>): PictureArrivals {
  const expected = new Map<string, (arrival: PictureArrival) => void>();
  // with the screen in the key no player can answer for another one
  const keyOf = (screenId: string, commandId: string) => `${screenId} ${commandId}`;
  return {
    expect(screenId, commandId) {
      const key = keyOf(screenId, commandId);
      let settle: (arrival: PictureArrival) => void = () => undefined;
      const arrival = new Promise<PictureArrival>((resolve) => (settle = resolve));
      expected.set(key, settle);
      return {
        async within(waitMs) {
          const cancel = clock.after(waitMs, () => settle({ kind: 'late' }));
          const result = await arrival;
          cancel();
          return result;
        },
        forget: () => void expected.delete(key),
      };
    },
    isExpected: (screenId, commandId) => expected.has(keyOf(screenId, commandId)),
    arrived(screenId, commandId, arrival) {
      if (commandId !== null) expected.get(keyOf(screenId, commandId))?.(arrival);
    },
  };
}
