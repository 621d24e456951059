import { systemClock, type Clock } from '@gatecast/clock';
import { createApiClient, type ApiClient } from '@gatecast/api-client';
import {
  contentRoutes,
  fleetRoutes,
  problemSchema,
  type Area,
  type Item,
  type Problem,
  type Role,
  type Route,
  type RouteAnswer,
  type RouteInput,
} from '@gatecast/protocol';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, type App } from '../src/app.ts';
import { asRead, type TestInput } from './as-read.ts';
import { readConfig } from '../src/config.ts';
import { layStores } from './migrated-stores.ts';
import { postgresIfWanted } from './postgres-if-wanted.ts';
import { insertPerson } from '../src/features/people/store.ts';

/** Somebody signed in: calls of the table, and what a browser would send by hand. */
export type Caller = {
  readonly userId: string;
  readonly cookie: string;
  /** The answer; fails the test where the server refuses. */
  readonly call: <R extends Route>(route: R, input: TestInput<R>) => Promise<RouteAnswer<R>>;
  /** The refusal; fails the test where the server does not refuse. */
  readonly refused: <R extends Route>(route: R, input: TestInput<R>) => Promise<Problem>;
};

export type ContentWorld = {
  readonly app: App;
  readonly url: string;
  readonly folder: string;
  /** Somebody new with these roles, everywhere or (`siteId`) at one site. */
  readonly signIn: (name: string, roles: readonly Role[], siteId?: string | null) => Promise<Caller>;
  /** Stops the server and builds another one on the same data. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const password = 'correct horse battery staple';
/** Slow on purpose, and the same for everybody here: it is made once. */
let passwordHash: Promise<string> | undefined;

/** A real server on a free port with its data in a temporary folder. */
export async function openContentWorld(
  environment: Record<string, string> = {},
  clock: Clock = systemClock({ isBackground: true }),
): Promise<ContentWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-content-'));
  async function start(): Promise<{ app: App; url: string }> {
    const basics = { GATECAST_PORT: '0', GATECAST_DATA: folder, GATECAST_LOG: process.env['TEST_LOG'] ?? 'silent' };
    const read = readConfig({ ...basics, ...(await postgresIfWanted(folder)), ...environment }, folder);
    if (read.kind === 'refused') throw new Error(`${read.field}: ${read.detail}`);
    const app = await buildApp(read.config, { clock });
    return { app, url: await app.listen() };
  }
  if (environment['GATECAST_TRUTH'] === undefined) await layStores(folder);
  let running = await start();
  return {
    get app() {
      return running.app;
    },
    get url() {
      return running.url;
    },
    folder,
    async signIn(name, roles, siteId = null) {
      const { context } = running.app;
      const email = `${name}@gatecast.test`;
      const id = context.newId();
      const person = {
        id,
        name,
        email,
        grants: roles.map((role) => ({ role, siteId })),
        passwordHash: await (passwordHash ??= context.signIn.hashPassword(password)),
        grantedBy: 'system',
        atMs: context.clock.nowMs(),
      };
      await context.truth.transaction().execute(async (transaction) => insertPerson(transaction, person));
      const response = await fetch(`${running.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
      const cookie = response.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
      if (!response.ok) throw new Error(`sign-in failed: ${await response.text()}`);
      return callerOf(() => running.url, id, cookie);
    },
    async restart() {
      await running.app.close();
      running = await start();
    },
    async close() {
      await running.app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function callerOf(url: () => string, userId: string, cookie: string): Caller {
  const client = (): ApiClient =>
    createApiClient({ baseUrl: url(), fetch: async (to, init) => fetch(to, init), headers: () => ({ cookie }) });
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(`${url()}${path}`, { headers: { cookie } });
    return response.ok ? response.json() : null;
  };
  return {
    userId,
    cookie,
    async call(route, input) {
      const result = await client().call(route, await asRead(route, input, get));
      if (result.kind !== 'ok') throw new Error(`${route.method} ${route.path}: ${JSON.stringify(result)}`);
      return result.answer;
    },
    async refused(route, input) {
      const result = await client().call(route, await asRead(route, input, get));
      if (result.kind !== 'problem') throw new Error(`${route.method} ${route.path} was not refused: ${JSON.stringify(result)}`);
      return problemSchema.parse(result.problem);
    },
  };
}

/** Asks until it is so; fails after 30 s with what was wanted. */
export async function until<T>(wanted: string, ask: () => Promise<T | null | undefined | false>): Promise<T> {
  const endMs = Date.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() > endMs) throw new Error(`waited in vain: ${wanted}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Calls everything that a demo item needs: written by one person, approved by another. Gives the item's id. */
export async function approvedNotice(people: People, title: string, texts: Readonly<Record<string, string>>): Promise<Item['id']> {
  const { id } = await people.editor.call(contentRoutes.createItem, {
    body: { kind: 'notice', title, category: 'travel', supplierId: people.supplierId },
  });
  for (const [language, body] of Object.entries(texts)) await approve(people, id, language, { kind: 'notice', title, body });
  return id;
}

type Draft = RouteInput<typeof contentRoutes.putVariant>['body']['content'];
export type People = {
  readonly editor: Caller;
  readonly approver: Caller;
  readonly publisher: Caller;
  readonly supplierId: Item['supplierId'];
};

/** Writes, submits and approves one variant. */
export async function approve(
  { editor, approver }: Pick<People, 'editor' | 'approver'>,
  itemId: Item['id'],
  language: string,
  content: Draft,
): Promise<void> {
  const params = { itemId, language };
  await editor.call(contentRoutes.putVariant, { params, body: { content } });
  const { document } = await editor.call(contentRoutes.submitVariant, { params });
  await approver.call(contentRoutes.reviewVariant, { params, body: { document, decision: 'approve' } });
}

/** An editor, an approver, a publisher and a supplier. */
export async function hirePeople(world: ContentWorld): Promise<People> {
  const editor = await world.signIn('editor', ['editor']);
  const approver = await world.signIn('approver', ['approver']);
  const publisher = await world.signIn('publisher', ['publisher']);
  const { id } = await editor.call(contentRoutes.createSupplier, { body: { name: 'Department of Tourism' } });
  return { editor, approver, publisher, supplierId: id };
}

/** A site in Hanoi's zone with an area in an area; `addScreen` puts screens there. */
export async function makeSite(world: ContentWorld, languages: string[] = ['vi', 'en']) {
  const technician = await world.signIn('technician', ['technician']);
  const names = { vi: 'Sân bay Nội Bài', en: 'Noi Bai' };
  const { id: siteId } = await technician.call(fleetRoutes.createSite, { body: { names, timeZone: 'Asia/Ho_Chi_Minh', languages } });
  const { id: outerId } = await technician.call(fleetRoutes.createArea, { body: { siteId, names } });
  const { id: innerId } = await technician.call(fleetRoutes.createArea, { body: { siteId, parentId: outerId, names } });
  async function addScreen(name: string, options: { areaId?: Area['id']; kind?: 'display' | 'lookup'; heightPx?: number } = {}) {
    const { areaId = null, kind = 'display', heightPx = 1_080 } = options;
    const body = { name, siteId, areaId, kind, widthPx: 1_920, heightPx };
    return (await technician.call(fleetRoutes.createScreen, { body })).id;
  }
  return { siteId, outerId, innerId, addScreen, technician };
}
