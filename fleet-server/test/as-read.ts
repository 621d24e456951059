import type { Route, RouteInput } from '@gatecast/protocol';

type Loose<T, F extends PropertyKey> = Omit<T, F> & { readonly [Name in Extract<F, keyof T>]?: T[Name] };
type LooseBody<I, F extends PropertyKey> = I extends { readonly body: infer B }
  ? {} extends Loose<B, F>
    ? { readonly body?: Loose<B, F> }
    : { readonly body: Loose<B, F> }
  : unknown;
type LooseQuery<I, F extends PropertyKey> = I extends { readonly query: infer Q } ? { readonly query?: Loose<Q, F> } : unknown;
/** What a test passes to a route: it may leave out what an edit's caller has read, where the test is not about that. */
export type TestInput<R extends Route> = R extends { readonly ifMatch: infer F extends string }
  ? Omit<RouteInput<R>, 'body' | 'query'> & LooseBody<RouteInput<R>, F> & LooseQuery<RouteInput<R>, F>
  : RouteInput<R>;

type Params = Readonly<Record<string, string>>;
type Told = { readonly params?: Params; readonly query?: object; readonly body?: object };
type Get = (path: string) => Promise<unknown>;

/** The input with what stands there now as what was read, as of somebody who reads and edits at once. */
export async function asRead<R extends Route>(route: R, input: TestInput<R>, get: Get): Promise<RouteInput<R>> {
  const told = input as Told;
  const { ifMatch: field } = route;
  const place = route.method === 'DELETE' ? 'query' : 'body';
  // the types say that only this field may be missing, and here it is filled in
  if (field === undefined || (told[place] !== undefined && field in told[place])) return input as unknown as RouteInput<R>;
  const stands = await standing(route, told.params ?? {}, get);
  return { ...told, [place]: { ...told[place], [field]: stands } } as unknown as RouteInput<R>;
}

/** What stands there now; 0 (of a document null) where nothing does. */
async function standing({ path, method, ifMatch }: Route, params: Params, get: Get): Promise<number | string | null> {
  const [, , kind = '', id = '', part = ''] = path.replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '').split('/');
  if (ifMatch === 'document') {
    const item = (await get(`/api/items/${id}`)) as { variants?: readonly { language: string; document: string }[] } | null;
    const found = item?.variants?.find(({ language }) => language === params['language'])?.document;
    // only what is written may be new: what is handed on or judged is there
    return found ?? (method === 'PUT' ? null : '0'.repeat(64));
  }
  if (ifMatch === 'edits') return fieldOf(await get(`/api/items/${id}`), 'edits');
  if (kind === 'sites' && part !== '') return fieldOf(await get(`/api/sites/${id}/${part}`), 'revision');
  if (kind === 'sites' || kind === 'areas' || kind === 'screens') return fieldOf(await get(`/api/${kind}/${id}/removal`), 'revision');
  if (kind === 'feed-sources') return fieldOf(await get(`/api/feed-sources/${id}/definition`), 'revision');
  if (kind === 'software' || kind === 'branding') return fieldOf(await get(`/api/${kind}`), 'revision');
  if (kind === 'means') return fieldOf(await get(`/api/means/${id}`), 'revision');
  // whatever else comes as a list under its own name
  const lists = Object.values((await get(`/api/${kind}`)) ?? {}).filter((list) => Array.isArray(list));
  return fieldOf(
    lists.flat().find((one: unknown) => typeof one === 'object' && one !== null && 'id' in one && one.id === id),
    'revision',
  );
}

function fieldOf(thing: unknown, name: string): number {
  const value = typeof thing === 'object' && thing !== null ? (thing as Readonly<Record<string, unknown>>)[name] : undefined;
  return typeof value === 'number' ? value : 0;
}
