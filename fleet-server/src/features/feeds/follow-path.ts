/** What a path such as `data.rows[0].name` leads to; undefined where it leads nowhere. Only what a document itself holds is followed. */
export function followPath(value: unknown, path: string): unknown {
  let at = value;
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (typeof at !== 'object' || at === null) return undefined;
    const key = name ?? index ?? '';
    if (index !== undefined && !Array.isArray(at)) return undefined;
    if (!Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}
