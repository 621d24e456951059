import type { Incident } from '@gatecast/protocol';

export type IncidentChoice = {
  readonly state: 'unresolved' | Incident['state'] | 'any';
  readonly siteId: string | undefined;
  /** Only those of the server itself, which are of no site. */
  readonly of: 'server' | undefined;
  readonly kind: Incident['kind'] | undefined;
};

type Listed = Pick<Incident, 'state' | 'siteId' | 'kind' | 'openedAtMs'>;

/** Those that were chosen: what nobody is on first, then the newest. */
export function filterIncidents<One extends Listed>(
  incidents: readonly One[],
  { state, siteId, of, kind }: IncidentChoice,
): readonly One[] {
  const rank = { open: 0, acknowledged: 1, resolved: 2 } as const;
  return incidents
    .filter((one) => state === 'any' || (state === 'unresolved' ? one.state !== 'resolved' : one.state === state))
    .filter((one) => (of === undefined || one.siteId === null) && (siteId === undefined || one.siteId === siteId))
    .filter((one) => kind === undefined || one.kind === kind)
    .toSorted((one, other) => rank[one.state] - rank[other.state] || other.openedAtMs - one.openedAtMs);
}
