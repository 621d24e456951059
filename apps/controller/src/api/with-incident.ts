import type { Incident } from '@gatecast/protocol';

type List = { readonly incidents: readonly Incident[]; readonly next: string | null };

/** The list with an incident as it is now: in its place, or first where it is new. */
export function withIncident<L extends List>(list: L, incident: Incident): L {
  const isKnown = list.incidents.some(({ id }) => id === incident.id);
  const incidents = isKnown ? list.incidents.map((one) => (one.id === incident.id ? incident : one)) : [incident, ...list.incidents];
  return { ...list, incidents };
}
