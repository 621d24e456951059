import type { HealthTally } from '@gatecast/protocol';

/** Whoever was offline longest first, then whoever was impaired longest, then whoever is least known of; of equal ones by name. */
export function worstFirst<S extends HealthTally & { readonly name: string }>(screens: readonly S[]): S[] {
  return screens.toSorted(
    (a, b) =>
      b.offline - a.offline ||
      b.impaired - a.impaired ||
      b.unknown - a.unknown ||
      a.name.localeCompare(b.name, undefined, { numeric: true }),
  );
}
