type Thing = { readonly id: string };

/** Where each thing stands: as long as nothing comes or goes, a list has the places of the one that it was made of. */
const places = new WeakMap<readonly Thing[], ReadonlyMap<string, number>>();

function placesIn(list: readonly Thing[]): ReadonlyMap<string, number> {
  let known = places.get(list);
  if (known === undefined) {
    known = new Map(list.map(({ id }, index) => [id, index]));
    places.set(list, known);
  }
  return known;
}

/** Puts each thing of `news` in its place; what was not in the list comes first. */
export function merged<T extends Thing>(list: readonly T[], news: readonly T[]): T[] {
  const at = placesIn(list);
  const next = [...list];
  const unknown = new Map<string, T>();
  for (const thing of news) {
    const index = at.get(thing.id);
    if (index === undefined) unknown.set(thing.id, thing);
    else next[index] = thing;
  }
  if (unknown.size > 0) return [...unknown.values(), ...next];
  places.set(next, at);
  return next;
}
