import { useState } from 'react';

/** Whether two lists hold the very same things in the same places. */
export function areSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((thing, index) => thing === b[index]));
}

/** The list as it was before, while it holds the same: what is made of it may stay then. */
export function useSame<T>(list: readonly T[]): readonly T[] {
  const [kept, keep] = useState(list);
  if (areSame(kept, list)) return kept;
  keep(list);
  return list;
}
