import type { Role } from '@gatecast/protocol';

/** One role of one person: at a site or everywhere, for good or for a span of time. */
export type Grant = {
  readonly userId: string;
  readonly role: Role;
  /** null: at every site, and for what belongs to no site. */
  readonly siteId: string | null;
  /** The half-open span in which it is in force; null: open on that side. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  /** Whom the person stands in for; the grant is worth no more than that person's own. */
  readonly deputyFor: string | null;
};

function isOn({ fromMs, untilMs }: Grant, nowMs: number): boolean {
  return (fromMs === null || fromMs <= nowMs) && (untilMs === null || nowMs < untilMs);
}

/**
 * The grants of a person that count at an instant. A deputy's counts only while the person they stand in for holds the same role
 * at least as far by a grant of their own: deputies have no deputies, and what is taken from one is taken from the other.
 *
 * @param mine the person's grants
 * @param principals those of everybody they may stand in for
 */
export function grantsInForce(mine: readonly Grant[], principals: readonly Grant[], nowMs: number): readonly Grant[] {
  return mine.filter((grant) => {
    if (!isOn(grant, nowMs)) return false;
    if (grant.deputyFor === null) return true;
    return principals.some(
      (own) =>
        own.userId === grant.deputyFor &&
        own.deputyFor === null &&
        own.role === grant.role &&
        (own.siteId === null || own.siteId === grant.siteId) &&
        isOn(own, nowMs),
    );
  });
}
