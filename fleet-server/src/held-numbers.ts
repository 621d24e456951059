// What a player says it holds, where that is more than this server has given: it was restored from a backup.

/** Numbers are instants; they are believed as far as a server's clock may have run ahead, and no further. */
export const believedAheadMs = 86_400_000;
/** What says ever higher numbers is passed once in this time. */
export const passEveryMs = 60_000;

/** What a player holds: the highest release it has, and the alert state. */
export type HeldNumbers = { readonly releaseNumber: number; readonly alertRevision: number };
