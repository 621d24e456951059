/** Connections that have not proved who they are. A crowd of them must leave room for those that have. */
export const strangerLimits = { total: 8_000, perAddress: 4_000 } as const;

export type StrangerBook = {
  /** Whether one more may come from this address. */
  readonly hasRoom: (address: string) => boolean;
  /** Counts one in; the returned function counts it out, once. */
  readonly enter: (address: string) => () => void;
};

/** Remembers only addresses with an open connection, so attackers cannot make it grow beyond those. */
export function createStrangerBook(limits: { readonly total: number; readonly perAddress: number } = strangerLimits): StrangerBook {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    hasRoom: (address) => total < limits.total && (counts.get(address) ?? 0) < limits.perAddress,
    enter(address) {
      let isIn = true;
      total += 1;
      counts.set(address, (counts.get(address) ?? 0) + 1);
      return () => {
        if (!isIn) return;
        isIn = false;
        total -= 1;
        const left = (counts.get(address) ?? 1) - 1;
        if (left === 0) counts.delete(address);
        else counts.set(address, left);
      };
    },
  };
}
