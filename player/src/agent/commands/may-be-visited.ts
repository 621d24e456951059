import type { ScreenKind } from '@gatecast/protocol';

/**
 * Whether a visitor may be using a screen that says nothing itself, by the kinds that its releases make of it: those that a stage may be
 * showing. Look-up points are touched, displays and counters are not; of a screen without a release nobody knows what it is.
 */
export function mayBeVisited(kinds: readonly ScreenKind[]): boolean {
  return kinds.length === 0 || kinds.includes('lookup');
}
