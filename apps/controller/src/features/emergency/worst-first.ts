import type { AlertReach } from '@gatecast/protocol';

/**
 * Screens in the order in which an operator has to know of them: those without a connection, those that have one and have not painted, then the
 * slowest. A screen that is told twice stands once, as it was told last.
 */
export function worstFirst(reach: readonly AlertReach[]): readonly AlertReach[] {
  const rank = ({ isConnected, paintedAtMs }: AlertReach) => (paintedAtMs !== null ? 2 : isConnected ? 1 : 0);
  return [...new Map(reach.map((one) => [one.screenId, one])).values()].toSorted(
    (a, b) => rank(a) - rank(b) || (b.paintedAtMs ?? 0) - (a.paintedAtMs ?? 0) || (a.screenId < b.screenId ? -1 : 1),
  );
}
