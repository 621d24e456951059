import type { ReleaseState } from '@gatecast/protocol';

const order = { queued: 0, delivered: 1, prepared: 2, active: 3 } as const;

/**
 * Where a report takes a release; null where it tells nothing new. Reports arrive late, twice and in any order, so a release only
 * moves forward. What was on the glass is a fact: `active` counts even of a release that was superseded or refused before.
 */
export function progressOf(current: ReleaseState, reported: ReleaseState): ReleaseState | null {
  if (reported === current || current === 'active') return null;
  switch (reported) {
    case 'active':
      return 'active';
    case 'refused':
      return current === 'superseded' ? null : 'refused';
    case 'superseded':
      return current === 'refused' ? null : 'superseded';
    case 'queued':
      return null;
    case 'delivered':
    case 'prepared':
      if (current === 'superseded') return null;
      // refused once, then fetched again and found good: a damaged download heals this way
      if (current === 'refused') return reported;
      return order[reported] > order[current] ? reported : null;
  }
}
