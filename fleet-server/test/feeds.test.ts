import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  contentRoutes,
  feedRoutes,
  feedStateSchema,
  feedStatePath,
  payloadTypes,
  type FeedDefinition,
  type FeedSource,
  type FeedState,
  type SignedDocument,
} from '@gatecast/protocol';
import { quorumOf, verifyDocument } from '@gatecast/signing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hirePeople, type People } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { next, wellHeartbeat } from './test-device.ts';

/** A server of somebody else's. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const stranger = createServer((request, response) => answer(request, response));
let base: string;
let world: FleetWorld;
let people: People;
beforeAll(async () => {
  await new Promise<void>((resolve) => void stranger.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  world = await openFleetWorld({ GATECAST_FEED_NETWORKS: '127.0.0.1' });
  people = await hirePeople(world.server);
});
afterAll(async () => {
  await world.close();
  stranger.closeAllConnections();
  stranger.close();
});
beforeEach(() => {
  answer = (_request, response) => void response.end('[]');
});

const columns: FeedDefinition['columns'] = [
  { key: 'gate', type: 'text', from: 'gate' },
  { key: 'minutes', type: 'number', from: 'minutes' },
];
const pushed = (name: string): FeedDefinition => ({ name, siteId: null, intake: { kind: 'push' }, columns });
const fetched = (url = `${base}/waits`): FeedDefinition => ({
  name: `From ${new URL(url).pathname}`,
  siteId: world.site.id,
  intake: { kind: 'json', url, everyS: 60, rowsPath: 'waits' },
  columns,
});
const waits = (...minutes: readonly unknown[]): string =>
  JSON.stringify({ waits: minutes.map((each, index) => ({ gate: `Cửa ${index + 1}`, minutes: each })) });

async function add(body: FeedDefinition): Promise<{ readonly source: FeedSource; readonly token: string | null }> {
  return world.chief.call(feedRoutes.createFeedSource, { body });
}
const sourceOf = async (id: string): Promise<FeedSource | undefined> =>
  (await world.chief.call(feedRoutes.listFeedSources, {})).sources.find((source) => source.id === id);
const tryNow = async ({ source }: { readonly source: FeedSource }): Promise<FeedSource> =>
  world.chief.call(feedRoutes.tryFeedSource, { params: { sourceId: source.id } });
async function push(sourceId: string, token: string | null, body: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${world.server.url}/api/feed-sources/${sourceId}/values`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
function stateIn(document: SignedDocument): FeedState {
  const { root } = world.server.app.context.keys;
  const verified = verifyDocument(document, payloadTypes.feedState, feedStateSchema, quorumOf(root.document, 'assembly'));
  if (verified.kind === 'refused') throw new Error(verified.detail);
  return verified.document;
}
async function stateOfSite(): Promise<FeedState> {
  const response = await fetch(`${world.server.url}${feedStatePath(world.site.id)}`);
  return stateIn(((await response.json()) as { document: SignedDocument }).document);
}

test('values that are fetched reach the players of the site as one signed state, pushed and in the answers to heartbeats', async () => {
  answer = (_request, response) => void response.end(waits(12, 3.5));
  const player = world.connect(await world.enrol(await world.addScreen('F1')));
  const { feedRevision: before = 0 } = await player.welcome;
  const added = await add(fetched());
  const pushing = next(player.socket, 'feed-state');
  expect(await tryNow(added)).toMatchObject({
    problem: null,
    values: {
      rows: [
        ['Cửa 1', '12'],
        ['Cửa 2', '3.5'],
      ],
    },
  });
  const told = stateIn((await pushing)[0] as SignedDocument);
  // the state of before its first values, at the creation of the source, may have been pushed first
  const newest = await stateOfSite();
  expect(newest).toMatchObject({
    siteId: world.site.id,
    feeds: expect.arrayContaining([
      {
        sourceId: added.source.id,
        asOfMs: world.clock.nowMs(),
        columns: columns.map(({ key, type }) => ({ key, type })),
        rows: [
          ['Cửa 1', '12'],
          ['Cửa 2', '3.5'],
        ],
      },
    ]) as unknown,
  });
  expect(told.revision).toBeGreaterThan(before);
  expect(await player.ask('heartbeat', wellHeartbeat)).toMatchObject({ feedRevision: newest.revision });
});

test('what does not fit is refused with its reason, and the last good values stay with their time', async () => {
  answer = (_request, response) => void response.end(waits(12));
  const added = await add(fetched(`${base}/bad`));
  const good = await tryNow(added);
  world.clock.advance(120_000);
  answer = (_request, response) => void response.end(waits('<b>12</b>'));
  expect(await tryNow(added)).toMatchObject({
    values: good.values,
    problem: { code: 'unfit-values', failures: 1, detail: expect.stringContaining('row 1, minutes') as string },
  });
  answer = (_request, response) => void response.writeHead(503).end();
  expect(await tryNow(added)).toMatchObject({ values: good.values, problem: { code: 'bad-status', failures: 2 } });
  answer = (_request, response) => void response.end('no JSON');
  expect(await tryNow(added)).toMatchObject({ problem: { code: 'unreadable', failures: 3 } });
  answer = (_request, response) => void response.end(Buffer.from([0x22, 0xff, 0x22]));
  expect(await tryNow(added)).toMatchObject({ problem: { code: 'unreadable', detail: 'is not UTF-8' } });
  answer = (_request, response) => void response.end(waits(7));
  expect(await tryNow(added)).toMatchObject({ problem: null, values: { rows: [['Cửa 1', '7']] } });
});

test('a body without end is cut off, and one that was not asked for in a coding is not unpacked', async () => {
  answer = (_request, response) => {
    const more = (): void => {
      while (response.write(Buffer.alloc(64 * 1024, 0x20)));
    };
    response.on('drain', more);
    more();
  };
  const added = await add(fetched(`${base}/endless`));
  expect(await tryNow(added)).toMatchObject({ problem: { code: 'too-large' } });
  answer = (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
  expect(await tryNow(added)).toMatchObject({ problem: { code: 'bad-status' } });
});

test('a redirect is judged like the first address: into another network, to another scheme and in circles it leads nowhere', async () => {
  const added = await add(fetched(`${base}/moved`));
  const to = async (location: string): Promise<unknown> => {
    answer = (_request, response) => void response.writeHead(302, { location }).end();
    return (await tryNow(added)).problem?.code;
  };
  const refused = [
    'http://169.254.169.254/latest',
    'http://[::1]:1/',
    'http://10.0.0.1/',
    'http://user@127.0.0.1/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
  ];
  for (const location of refused) expect([location, await to(location)]).toEqual([location, 'address-refused']);
  expect(await to('/moved')).toBe('bad-status');
  answer = (request, response) =>
    void (request.url === '/moved' ? response.writeHead(301, { location: '/here' }).end() : response.end(waits(1)));
  expect(await tryNow(added)).toMatchObject({ problem: null, values: { rows: [['Cửa 1', '1']] } });
});

test('without the setting no feed leads into this machine or its networks, by address or by name', async () => {
  const closed = await openFleetWorld();
  try {
    const port = new URL(base).port;
    for (const url of [
      `${base}/`,
      `https://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `https://localhost:${port}/`,
      'https://10.1.2.3/',
    ]) {
      const { source } = await closed.chief.call(feedRoutes.createFeedSource, { body: { ...fetched(url), siteId: null } });
      const tried = await closed.chief.call(feedRoutes.tryFeedSource, { params: { sourceId: source.id } });
      expect([url, tried.problem?.code]).toEqual([url, 'address-refused']);
    }
  } finally {
    await closed.close();
  }
});

test('a server that says nothing changed confirms the values; it is asked by what it told before', async () => {
  const asked: unknown[] = [];
  answer = (request, response) => {
    asked.push(request.headers['if-none-match']);
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else response.writeHead(200, { etag: '"v1"' }).end(waits(5));
  };
  const added = await add(fetched(`${base}/etag`));
  const first = await tryNow(added);
  world.clock.advance(60_000);
  const second = await tryNow(added);
  expect([asked.slice(-2), second.values]).toEqual([
    [undefined, '"v1"'],
    { ...first.values, asOfMs: world.clock.nowMs(), receivedAtMs: world.clock.nowMs() },
  ]);
});

test('a source is fetched by itself when it is due, and later again', async () => {
  let fetches = 0;
  const isFetched = new Map<number, () => void>();
  const fetchNumber = (count: number) => new Promise<void>((resolve) => void isFetched.set(count, resolve));
  answer = (request, response) => {
    if (request.url === '/due') isFetched.get(++fetches)?.();
    response.end(waits(1));
  };
  const [first, second] = [fetchNumber(1), fetchNumber(2)];
  const added = await add(fetched(`${base}/due`));
  world.clock.advance(1_000);
  await first;
  await expect.poll(async () => (await sourceOf(added.source.id))?.values?.rows).toEqual([['Cửa 1', '1']]);
  world.clock.advance(67_000);
  await expect.poll(() => (world.clock.advance(1_000), fetches)).toBeGreaterThan(1);
  await second;
});

test('two who try a source at once do it one after the other, each of them whole', async () => {
  let [underway, most, count] = [0, 0, 0];
  answer = (request, response) => {
    // the sources of other tests, which are due now
    if (request.url !== '/twice') return void response.end(waits(1));
    most = Math.max(most, ++underway);
    count++;
    // both would be here by then
    setImmediate(() => setImmediate(() => (underway--, response.end(waits(count)))));
  };
  const added = await add(fetched(`${base}/twice`));
  await Promise.all([tryNow(added), tryNow(added), tryNow(added)]);
  expect([most, count]).toEqual([1, 3]);
});

test('values are pushed with the token of their source, which is kept as a hash and void once another is made', async () => {
  const { source, token } = await add(pushed('Gates'));
  const rows = [{ gate: 'A', minutes: 4 }];
  expect(await push(source.id, token, { rows })).toEqual({ status: 200, body: { rows: 1, asOfMs: world.clock.nowMs() } });
  const kept = await world.server.app.context.truth.selectFrom('feed_sources').selectAll().where('id', '=', source.id).executeTakeFirst();
  expect([token?.length, JSON.stringify(kept).includes(String(token))]).toEqual([47, false]);
  for (const wrong of [null, 'x', `${String(token)}x`, 'gcf_'.padEnd(47, 'A')])
    expect((await push(source.id, wrong, { rows })).status).toBe(401);
  const other = await add(pushed('Other'));
  expect((await push(other.source.id, token, { rows })).status).toBe(401);
  const { token: fresh } = await world.chief.call(feedRoutes.renewFeedToken, { params: { sourceId: source.id } });
  expect([(await push(source.id, token, { rows })).status, (await push(source.id, fresh, { rows })).status]).toEqual([401, 200]);
});

test('what is pushed and does not fit is refused to its sender by the field; older values do not replace newer ones', async () => {
  const { source, token } = await add(pushed('Strict'));
  const at = world.clock.nowMs();
  expect((await push(source.id, token, { rows: [{ gate: 'A', minutes: 1 }], asOfMs: at - 10_000 })).status).toBe(200);
  expect(await push(source.id, token, { rows: [{ gate: 'A', minutes: 'x' }] })).toMatchObject({
    status: 400,
    body: { code: 'bad-input', field: 'body.rows' },
  });
  expect(await push(source.id, token, { rows: [{ gate: 'A', minutes: 9 }], asOfMs: at - 20_000 })).toMatchObject({ status: 400 });
  expect(await push(source.id, token, { rows: [{ gate: 'A', minutes: 9 }], asOfMs: at + 3_600_000 })).toMatchObject({ status: 400 });
  expect(await push(source.id, token, { rows: Array.from({ length: 101 }, () => ({})) })).toMatchObject({ status: 400 });
  expect((await sourceOf(source.id))?.values).toMatchObject({ asOfMs: at - 10_000, rows: [['A', '1']] });
});

test('values that would take the state of a site over its limit are refused, and what the site has stays', async () => {
  const full = await add({
    ...pushed('Full'),
    columns: Array.from({ length: 8 }, (_, index) => ({ key: `c${index}`, type: 'text' as const, from: `c${index}` })),
  });
  const row = Object.fromEntries(full.source.columns.map(({ key }) => [key, 'ngày '.repeat(30)]));
  const before = await stateOfSite();
  expect(await push(full.source.id, full.token, { rows: Array.from({ length: 80 }, () => row) })).toMatchObject({ status: 413 });
  expect([(await sourceOf(full.source.id))?.problem?.code, await stateOfSite()]).toEqual(['site-full', before]);
  await world.chief.call(feedRoutes.removeFeedSource, { params: { sourceId: full.source.id } });
});

test('a definition with other columns forgets the values, one with another address keeps them', async () => {
  answer = (_request, response) => void response.end(waits(2));
  const added = await add(fetched(`${base}/edited`));
  const { values } = await tryNow(added);
  const params = { sourceId: added.source.id };
  const elsewhere = { ...fetched(`${base}/elsewhere?key=secret`) };
  expect((await world.chief.call(feedRoutes.putFeedDefinition, { params, body: elsewhere })).values).toEqual(values);
  expect(await world.chief.call(feedRoutes.getFeedDefinition, { params })).toEqual({ ...elsewhere, revision: 1 });
  expect(JSON.stringify(await sourceOf(added.source.id))).not.toContain('secret');
  const narrower = { ...elsewhere, columns: columns.slice(0, 1) };
  expect((await world.chief.call(feedRoutes.putFeedDefinition, { params, body: narrower })).values).toBeNull();
});

test('a frame names a source that is there, and columns of it in their types', async () => {
  const { source } = await add(pushed('Frame'));
  const { id: itemId } = await people.editor.call(contentRoutes.createItem, {
    body: { kind: 'feed', title: 'Waiting times', category: 'border', supplierId: people.supplierId },
  });
  const content = (sourceId: string, format: 'text' | 'number') => ({
    kind: 'feed' as const,
    title: 'Thời gian chờ',
    sourceId,
    columns: [
      { key: 'gate', label: 'Cửa', format: { as: 'text' as const } },
      { key: 'minutes', label: 'Chờ', format: format === 'number' ? { as: format, decimals: 0, unit: 'phút' } : { as: format } },
    ],
    mostRows: 8,
    oldAfterS: 300,
    goneAfterS: 900,
    whenGone: { kind: 'text' as const, text: 'Chưa có số liệu' },
  });
  const params = { itemId, language: 'vi' };
  const refused = async (body: ReturnType<typeof content>) =>
    (await people.editor.refused(contentRoutes.putVariant, { params, body: { content: body } })).field;
  expect(await refused(content('0196f0c2-0000-7000-8000-000000000000', 'number'))).toBe('body.content.sourceId');
  expect(await refused(content(source.id, 'text'))).toBe('body.content.columns[1]');
  expect(await refused({ ...content(source.id, 'number'), goneAfterS: 60 })).toBe('body.content.goneAfterS');
  const written = await people.editor.call(contentRoutes.putVariant, { params, body: { content: content(source.id, 'number') } });
  expect([written.review, written.content.kind]).toEqual(['draft', 'feed']);
});

test('states and values are there again after a restart', async () => {
  const before = await stateOfSite();
  await world.server.restart();
  expect(await stateOfSite()).toEqual(before);
});
