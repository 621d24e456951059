import type { localOf } from '@gatecast/schedules';
import { zoneOf } from '@gatecast/zones';

type Zone = Parameters<typeof localOf>[0];

/** The zone of a site for a span; one that this machine's tzdata does not know counts as UTC. */
export function zoneOfSite({ timeZone }: { readonly timeZone: string }, fromMs: number, untilMs: number): Zone {
  return zoneOf(timeZone, fromMs, untilMs) ?? { name: 'UTC', initialOffsetMs: 0, transitions: [] };
}
