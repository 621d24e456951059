import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { signIn, type Api, type Json } from '../worlds/api.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import { quantile, rounded, type BenchReport } from './report.ts';

type Row = Readonly<Record<string, string | number | bigint | null>>;
/** What is told of in the terminal, whether it is judged or not. */
const shown = 12;
const limitMs = 100;
const words = ['thong bao', 'notice 0421', 'cua khau', 'nothing like it', 'gate'];
const itemQueries = [
  ...['sort=title', 'sort=changed', 'kind=notice', 'kind=image', 'category=culture', 'category=travel&sort=changed'],
  ...['state=draft', 'state=submitted', 'state=rejected', 'state=approved&sort=title', 'state=stale', 'missing=ko', 'missing=en'],
  ...['usage=used', 'usage=unused', 'tag=rare', 'tag=common', 'tag=rare&sort=title', 'state=rejected&usage=unused&sort=title'],
];

/**
 * Every list of the API, as the server's own OpenAPI document names them, before 10,000 screens and 100,000 items, with filters and searches of
 * the library, and pages far behind the first: p95 of each, beside the least route of the same server in the same run. What is many is written
 * into the stopped server's truth as copies of one that was made by the API.
 */
export async function lists({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const [screens, items, asks] = isQuick ? [1_000, 10_000, 10] : [10_000, 100_000, 40];
  const world = await FleetWorld.start();
  try {
    process.stdout.write(`Making ${screens} screens and ${items} items…\n`);
    await makeOneOfEach(world);
    await importScreens(world, screens);
    await world.server.stop();
    copyMany(join(world.folder, 'server', 'truth.sqlite'), items);
    await world.restartServer();
    const { paths } = await world.operator.get('/api/openapi.json');
    const pages = Object.entries<Json>(paths)
      .filter(([path, { get }]) => get !== undefined && !path.includes('{'))
      .flatMap(([path, { get }]) => asksOf(path, get.parameters ?? []));
    const far = await behind(world, '/api/items?limit=1000', 30);
    const queries = [...pages, ...itemQueries.map((query) => `/api/items?limit=200&${query}`), far];
    const times: { readonly query: string; readonly p95Ms: number }[] = [];
    const people = [world.operator, world.approver, await signIn(world.url, world.email('administrator'), world.password)];
    for (const query of queries) {
      const reader = await whoMayRead(people, query);
      times.push({ query, p95Ms: await p95(asks, () => reader.get(query)) });
    }
    times.sort((a, b) => b.p95Ms - a.p95Ms);
    for (const { query, p95Ms } of times.slice(0, shown))
      process.stdout.write(`${p95Ms.toFixed(1).padStart(8)} ms  ${query.slice(0, 110)}\n`);
    const leastMs = await p95(asks, () => world.operator.get('/api/account'));
    const slowestMs = times[0]?.p95Ms ?? Number.NaN;
    return {
      bench: 'lists',
      ok: slowestMs <= limitMs,
      figures: rounded({
        ...{ screens, items, queries: queries.length, slowestP95Ms: slowestMs },
        medianP95Ms: quantile(
          times.map(({ p95Ms }) => p95Ms),
          0.5,
        ),
        over: times.filter(({ p95Ms }) => p95Ms > limitMs).length,
      }),
      limits: rounded({ p95Ms: limitMs, leastRouteP95Ms: leastMs }),
      ratios: rounded({ slowest: slowestMs / leastMs }),
    };
  } finally {
    await world.stop();
  }
}

async function p95(asks: number, ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < asks; n++) {
    const beganMs = performance.now();
    await ask();
    times.push(performance.now() - beganMs);
  }
  return quantile(times, 0.95);
}

/** What a list must be told, of the last day. */
const required: Readonly<Record<string, () => number>> = { fromMs: () => Date.now() - 86_400_000, untilMs: () => Date.now() };

type Parameter = { readonly name: string; readonly required?: boolean; readonly schema: { readonly default?: unknown } };
/** What is asked of a list: its first page, and what is searched in it. Nothing of what comes in no pages. */
function asksOf(path: string, parameters: readonly Parameter[]): readonly string[] {
  if (!parameters.some(({ name }) => name === 'limit')) return [];
  const told = parameters
    .filter((parameter) => parameter.required === true)
    .map(({ name }) => {
      const value = required[name];
      if (value === undefined) throw new Error(`${path}: nobody knows what to say for ${name}`);
      return `&${name}=${value()}`;
    });
  const first = `${path}?limit=200${told.join('')}`;
  // what comes whole when nobody says how many is asked for whole too: that is what the controller does
  const comesWhole = parameters.some(({ name, schema }) => name === 'limit' && schema.default === undefined);
  const searches = parameters.some(({ name }) => name === 'search') ? words : [];
  return [first, ...(comesWhole ? [path] : []), ...searches.map((word) => `${first}&search=${encodeURIComponent(word)}`)];
}

/** No role reads everything. Throws where nobody of them may. */
async function whoMayRead(people: readonly Api[], query: string): Promise<Api> {
  const refusals: unknown[] = [];
  for (const person of people) {
    try {
      await person.get(query);
      return person;
    } catch (error) {
      refusals.push(error);
    }
  }
  throw new AggregateError(refusals, `nobody may read ${query}`);
}

/** The address of a page that has so many before it, or of the last one. */
async function behind(world: FleetWorld, first: string, pages: number): Promise<string> {
  let address = first;
  for (let page = 0; page < pages; page++) {
    const { next } = await world.operator.get(address);
    if (next === null) break;
    address = `${first}&after=${encodeURIComponent(next)}`;
  }
  return address;
}

/** What rows are copied from. */
async function makeOneOfEach(world: FleetWorld): Promise<void> {
  const notice = await world.addNotice('Notice', { vi: { title: 'Thông báo', body: 'Xin mời' }, en: { title: 'Notice', body: 'Please' } });
  await world.addPicture('Picture', colours.red);
  await world.addEntry('Always', await world.addPlaylist('Loop', [notice]));
  await world.addScreen('Gate');
  await world.publish();
}

async function importScreens(world: FleetWorld, count: number): Promise<void> {
  const rows = Array.from(
    { length: count },
    (_, n) => `Test gate,Arrivals,Bench ${String(n + 1).padStart(5, '0')},display,1920,1080,row-${n % 40}`,
  );
  const csv = `site,area,name,kind,widthPx,heightPx,tags\n${rows.join('\n')}\n`;
  const preview = await world.operator.post('/api/screens/import', { csv });
  if (preview.faults.length > 0) throw new Error(JSON.stringify(preview.faults[0]));
  await world.operator.post('/api/screens/import', { csv, token: preview.token });
}

/** A library as ten years fill it, and what was done with it. */
function copyMany(file: string, items: number): void {
  const truth = new DatabaseSync(file);
  const one = (query: string): Row => {
    const row = truth.prepare(query).get();
    if (row === undefined) throw new Error(`nothing to copy: ${query}`);
    return row as Row;
  };
  const copier = (table: string, row: Row) => {
    const columns = Object.keys(row);
    const insert = truth.prepare(
      `insert into ${table} (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    );
    return (change: Row) => void insert.run(...Object.values({ ...row, ...change }));
  };
  const item = one(`select * from items where kind = 'notice'`);
  const revisions = truth.prepare('select * from variant_revisions where itemId = ?').all(item['id'] ?? '') as Row[];
  const playlist = one('select * from playlists');
  const nowMs = Date.now();
  const itemIds: string[] = [];
  truth.exec('begin');
  const addItem = copier('items', item);
  const addRevision = copier('variant_revisions', revisions[0] ?? {});
  const tag = truth.prepare('insert into item_tags (itemId, tag) values (?, ?)');
  const own = truth.prepare(`insert into site_owned (kind, id, siteId) values ('item', ?, ?)`);
  const siteId = String(one('select id from sites')['id']);
  for (let n = 0; n < items; n++) {
    const id = randomUUID();
    itemIds.push(id);
    const title = `Thông báo ${String(n).padStart(6, '0')}`;
    const searched = `thong bao ${String(n).padStart(6, '0')} travel notice airport`;
    const review = n % 1_000 === 1 ? 'rejected' : n % 200 === 2 ? 'submitted' : 'approved';
    const told = revisions.filter(({ language }) => language === 'vi' || n % 3 !== 0);
    const standing = { states: ` ${review} `, languages: ` ${told.map(({ language }) => language).join(' ')} ` };
    addItem({ id, title, searched, category: n % 500 === 0 ? 'culture' : 'travel', changedAtMs: nowMs - n * 60_000, ...standing });
    for (const revision of told) addRevision({ ...revision, itemId: id, review });
    tag.run(id, 'common');
    if (n % 2_000 === 0) tag.run(id, 'rare');
    if (n % 20 === 0) own.run(id, siteId);
  }
  const addPlaylist = copier('playlists', playlist);
  const put = truth.prepare('insert into playlist_items (itemId, playlistId) values (?, ?)');
  const slot: unknown = JSON.parse(String(playlist['slots']))[0];
  for (let n = 0; n < items / 50; n++) {
    const id = randomUUID();
    const held = itemIds.slice(n * 20, n * 20 + 20);
    const slots = held.map((itemId) => ({ ...(slot as object), itemId }));
    addPlaylist({ id, name: `Loop ${String(n).padStart(5, '0')}`, slots: JSON.stringify(slots) });
    for (const itemId of held) put.run(itemId, id);
  }
  const addMedia = copier('media', one('select * from media'));
  for (let n = 0; n < items / 5; n++)
    addMedia({ id: randomUUID(), fileName: `Picture ${n}.png`, searched: `picture ${n}.png`, addedAtMs: nowMs - n * 1_000 });
  const addEntry = copier('entries', one('select * from entries'));
  for (let n = 0; n < items / 100; n++) addEntry({ id: randomUUID(), name: `Entry ${n}` });
  const addPublication = copier('publications', one('select * from publications'));
  for (let n = 0; n < items / 100; n++) addPublication({ id: randomUUID(), publishedAtMs: nowMs - n * 60_000 });
  const audit = truth.prepare('insert into audit (atMs, actor, action, subject, siteId, detail) values (?, ?, ?, ?, ?, ?)');
  for (let n = 0; n < items; n++)
    audit.run(nowMs - (items - n) * 1_000, 'system', 'incident-opened', `item:${itemIds[n]}`, siteId, '{"kind":"offline"}');
  const screens = truth.prepare('select id from screens').all() as Row[];
  const incident = truth.prepare(
    `insert into incidents (id, screenId, siteId, kind, state, openedAtMs, detail, fact, acknowledgedAtMs, acknowledgedBy, note, resolvedAtMs)
     values (?, ?, ?, 'offline', 'resolved', ?, '', null, null, null, '', ?)`,
  );
  for (let n = 0; n < items / 2; n++) {
    const openedAtMs = nowMs - n * 30_000;
    incident.run(randomUUID(), screens[n % screens.length]?.['id'] ?? null, siteId, openedAtMs, openedAtMs + 60_000);
  }
  truth.exec('commit');
  truth.close();
}
