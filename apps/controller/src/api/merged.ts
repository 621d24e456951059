/** Puts each thing of `news` in its place; what was not in the list comes first. */
export function merged<T extends { readonly id: string }>(list: readonly T[], news: readonly T[]): T[] {
  const byId = new Map(news.map((thing) => [thing.id, thing]));
  const known = list.map((thing) => {
    const next = byId.get(thing.id);
    byId.delete(thing.id);
    return next ?? thing;
  });
  return [...byId.values(), ...known];
}
