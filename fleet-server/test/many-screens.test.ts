import {
  auditRoutes,
  commandRoutes,
  fleetRoutes,
  screenRoutes,
  screensCsvPath,
  workRoutes,
  type ScreenId,
  type Work,
} from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCommandDesk } from '../src/features/commands/command-desk.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';

let world: FleetWorld;
let ids: readonly string[];
beforeAll(async () => {
  world = await openFleetWorld();
  const made: string[] = [];
  for (const name of ['B1', 'B2', 'B10']) made.push(await world.addScreen(name, world.gate.id));
  made.push(await world.addScreen('Lobby'));
  ids = made;
});
afterAll(async () => {
  await world.close();
});

const namesOf = (screens: readonly { readonly name: string }[]) => screens.map(({ name }) => name);

test('the list of screens is filtered, sorted and told in pages that end where the next begin', async () => {
  const { chief, hall, site } = world;
  const list = async (query: object) => chief.call(fleetRoutes.listScreens, { query });
  const first = await list({ areaId: hall.id, limit: 2 });
  expect([namesOf(first.screens), first.total, first.counts.unpaired]).toEqual([['B1', 'B2'], 3, 3]);
  const second = await list({ areaId: hall.id, limit: 2, after: first.next ?? '' });
  expect([namesOf(second.screens), second.next]).toEqual([['B10'], null]);
  expect(namesOf((await list({ search: 'noi bai b 12', siteId: site.id })).screens)).toEqual(['B1', 'B2', 'B10']);
  expect((await list({ state: 'healthy' })).total).toBe(0);
  expect((await chief.refused(fleetRoutes.listScreens, { query: { after: world.site.id } })).field).toBe('query.after');
});

test('a bulk edit tells first what it would change, does exactly that, and none of it where a screen was changed meanwhile', async () => {
  const { chief, hall } = world;
  const selection = { kind: 'filter' as const, filter: { areaId: hall.id } };
  const change = { addTags: ['gates'], removeTags: [], areaId: hall.id };
  const preview = await chief.call(screenRoutes.bulkEditScreens, { body: { selection, change } });
  expect(preview).toMatchObject({ isDone: false, sameCount: 0 });
  expect(preview.screens.map(({ name, changes }) => [name, ...changes.map(({ field, to }) => `${field} ${to}`)])).toEqual(
    ['B1', 'B2', 'B10'].map((name) => [name, 'area Departures', 'tags gates']),
  );
  const edit = { name: 'B1', areaId: world.gate.id, kind: 'display', widthPx: 1_920, heightPx: 1_080, tags: ['old'], revision: 1 } as const;
  await chief.call(fleetRoutes.putScreen, { params: { screenId: ids[0] ?? '' }, body: { ...edit, tags: [...edit.tags] } });
  const { token } = preview;
  expect((await chief.refused(screenRoutes.bulkEditScreens, { body: { selection, change, token } })).code).toBe('edited-meanwhile');
  const again = await chief.call(screenRoutes.bulkEditScreens, { body: { selection, change } });
  expect((await chief.call(screenRoutes.bulkEditScreens, { body: { selection, change, token: again.token } })).isDone).toBe(true);
  const { screens } = await chief.call(fleetRoutes.listScreens, { query: { tag: 'gates' } });
  expect(screens.map(({ name, areaId, tags }) => [name, areaId, tags.join(' ')])).toEqual([
    ['B1', hall.id, 'gates old'],
    ['B2', hall.id, 'gates'],
    ['B10', hall.id, 'gates'],
  ]);
  const same = await chief.call(screenRoutes.bulkEditScreens, { body: { selection, change } });
  expect([same.sameCount, same.screens]).toEqual([3, []]);
  const { rows } = await chief.call(auditRoutes.listAudit, { query: { subject: `screen:${ids[1]}` } });
  expect(rows.map(({ action }) => action)).toEqual(['screen-changed', 'screen-created']);
});

test('an order to many reaches those that have a player, and each tells its own result', async () => {
  const { chief } = world;
  const enrolment = await world.enrol(ids[0] ?? '');
  const player = world.connect(enrolment, { onCommand: () => ({ kind: 'accepted' }) });
  await player.welcome;
  const selection = { kind: 'ids' as const, screenIds: [...ids] };
  const order = { name: 'identify' as const, seconds: 5 };
  const preview = await chief.call(screenRoutes.commandScreens, { body: { selection, order } });
  expect(preview.screens.map(({ name, reach }) => [name, reach])).toEqual([
    ['Lobby', 'no-player'],
    ['B1', 'ready'],
    ['B2', 'no-player'],
    ['B10', 'no-player'],
  ]);
  const done = await chief.call(screenRoutes.commandScreens, { body: { selection, order, token: preview.token } });
  const issued = done.screens.find(({ name }) => name === 'B1')?.commandId;
  const { commands } = await chief.call(commandRoutes.listCommands, { params: { screenId: ids[0] ?? '' } });
  expect([commands.length, commands[0]?.id === issued, done.screens.filter(({ commandId }) => commandId !== null).length]).toEqual([
    1,
    true,
    1,
  ]);
  const other = { kind: 'ids' as const, screenIds: [ids[0] ?? '', ids[1] ?? ''] };
  const moved = { body: { selection: other, order, token: preview.token } };
  expect((await chief.refused(screenRoutes.commandScreens, moved)).code).toBe('edited-meanwhile');
});

test('screens go out as CSV and come in again with a preview, all lines or none', async () => {
  const { chief, server } = world;
  const response = await fetch(`${server.url}${screensCsvPath}?tag=gates`, { headers: { cookie: chief.cookie } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  expect([response.headers.get('content-type'), csv.codePointAt(0), csv.trimEnd().split('\r\n').length]).toEqual([
    'text/csv; charset=utf-8',
    0xfeff,
    4,
  ]);
  expect((await fetch(`${server.url}${screensCsvPath}`)).status).toBe(401);
  const wrong = `${csv},Noi Bai,,Cửa 9,display,7,1080,,,,\r\n`;
  const refused = await chief.call(screenRoutes.importScreens, { body: { csv: wrong } });
  expect(refused.faults).toMatchObject([{ line: 5, field: 'widthPx' }]);
  expect((await chief.refused(screenRoutes.importScreens, { body: { csv: wrong, token: refused.token } })).field).toBe('body.csv');
  const right = `${csv.replace('B10', 'B11')},Noi Bai,Departures,Cửa 9,display,1920,1080,gates,,,\r\n`;
  const preview = await chief.call(screenRoutes.importScreens, { body: { csv: right } });
  expect(preview).toMatchObject({
    sameCount: 2,
    faults: [],
    lines: [
      { act: 'changes', name: 'B11' },
      { act: 'adds', name: 'Cửa 9' },
    ],
  });
  expect((await chief.call(screenRoutes.importScreens, { body: { csv: right, token: preview.token } })).isDone).toBe(true);
  expect(namesOf((await chief.call(fleetRoutes.listScreens, { query: { tag: 'gates' } })).screens)).toEqual(['B1', 'B2', 'B11', 'Cửa 9']);
});

test('a file of thousands of screens is followed while it is read in, and called off it leaves nothing behind', async () => {
  const { chief } = world;
  const total = async () => (await chief.call(fleetRoutes.listScreens, { query: { tag: 'batch', limit: 1 } })).total;
  const rows = Array.from({ length: 4_000 }, (_, at) => `Noi Bai,,Row ${at},display,1920,1080,batch`);
  const csv = ['site,area,name,kind,widthPx,heightPx,tags', ...rows].join('\n');
  const { token } = await chief.call(screenRoutes.importScreens, { body: { csv } });
  const workId = 'four-thousand-screens';
  const work = chief.refused(screenRoutes.importScreens, { body: { csv, token, workId } });
  const looks: Work[] = [];
  await expect
    .poll(
      async () => {
        const { works } = world.server.app.context;
        const look = works.of(workId);
        if (look !== null) looks.push(look);
        return look?.done ?? 0;
      },
      { interval: 1, timeout: 30_000 },
    )
    .toBeGreaterThan(0);
  // asked over HTTP, while the transaction holds the store
  expect(await chief.call(workRoutes.readWork, { params: { workId } })).toMatchObject({ stage: 'writes', of: 4_000 });
  await chief.call(workRoutes.callOffWork, { params: { workId } });
  expect((await work).code).toBe('called-off');
  expect([await total(), (await chief.refused(workRoutes.readWork, { params: { workId } })).code]).toEqual([0, 'not-found']);
  // and what was previewed can still be done
  expect((await chief.call(screenRoutes.importScreens, { body: { csv, token, workId } })).isDone).toBe(true);
  expect(await total()).toBe(4_000);
}, 120_000);

test('an order to many that is called off tells who has it and who has not', async () => {
  const { chief } = world;
  const { context } = world.server.app;
  const desk = createCommandDesk(context, { of: () => null });
  const work = context.works.begin('order-to-a-hundred-and-one');
  if (work === null) throw new Error('the name is free');
  try {
    const screenIds = Array.from({ length: 101 }, () => ids[0] as ScreenId);
    const order = { name: 'identify' as const, seconds: 5 };
    const issued = desk.issueToMany(screenIds, { order, issuedBy: chief.userId, expiresInMs: undefined }, work);
    context.works.callOff('order-to-a-hundred-and-one');
    const codes = (await issued).map((outcome) => (outcome.kind === 'ok' ? 'ok' : outcome.problem.code));
    expect([codes.length, codes.at(-1), new Set(codes.slice(0, 100)).has('called-off')]).toEqual([101, 'called-off', false]);
  } finally {
    work.ends();
    desk.close();
  }
});
