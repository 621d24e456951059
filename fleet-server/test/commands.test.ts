import {
  commandRoutes,
  operatorNamespace,
  type CommandReport,
  type CommandResult,
  type Order,
  type StoredCommand,
} from '@gatecast/protocol';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from './content-world.ts';
import { openFleetWorld, type Enrolment, type FleetWorld } from './fleet-world.ts';
import { next, openSocket, type TestPlayer } from './test-device.ts';

let world: FleetWorld;
let screenId: string;
let enrolment: Enrolment;
beforeEach(async () => {
  world = await openFleetWorld();
  screenId = await world.addScreen('B12');
  enrolment = await world.enrol(screenId);
});
afterEach(async () => {
  await world.close();
});

function order(wanted: Order, more: { readonly id?: string; readonly expiresInMs?: number } = {}): Promise<StoredCommand> {
  return world.chief.call(commandRoutes.commandScreen, { params: { screenId }, body: { order: wanted, ...more } });
}
async function listed(): Promise<readonly StoredCommand[]> {
  return (await world.chief.call(commandRoutes.listCommands, { params: { screenId } })).commands;
}
const states = async () => (await listed()).map(({ state }) => state);
function player(answer: CommandResult | null): TestPlayer {
  return world.connect(enrolment, { onCommand: () => answer });
}
function report(by: TestPlayer, commandId: string, end: CommandReport['end']): Promise<unknown> {
  const atMs = world.clock.nowMs();
  return by.ask('command-report', { commandId, acceptedAtMs: atMs, endedAtMs: atMs + 500, end });
}

test('a command is sent at once, accepted and done, and operators who watch see each step', async () => {
  const operator = openSocket(world.server.url, operatorNamespace, {}, { cookie: world.chief.cookie });
  await next(operator, 'screens');
  const seen: string[] = [];
  operator.on('command', ({ state }: StoredCommand) => void seen.push(state));
  const b12 = player({ kind: 'accepted' });
  await b12.welcome;
  const issued = await order({ name: 'volume', levelBp: 4_000 });
  expect(issued).toMatchObject({ state: 'queued', end: null, issuedBy: world.chief.userId });
  await until('the acknowledgement', async () => (await states())[0] === 'accepted');
  expect(b12.commands).toMatchObject([{ id: issued.id, playerId: enrolment.playerId, order: { name: 'volume', levelBp: 4_000 } }]);
  expect(await report(b12, issued.id, { kind: 'done' })).toEqual({ kind: 'stored', through: 0 });
  const nowMs = world.clock.nowMs();
  expect(await listed()).toEqual([
    { ...issued, state: 'done', sentAtMs: nowMs, acceptedAtMs: nowMs, endedAtMs: nowMs + 500, end: { kind: 'done' } },
  ]);
  await until('the last step', async () => seen.length === 4);
  expect(seen).toEqual(['queued', 'sent', 'accepted', 'done']);
  operator.disconnect();
});

test('a player that is away gets its commands in their order when it comes, and those of another player never', async () => {
  const first = await order({ name: 'reload-stage' });
  const second = await order({ name: 'brightness', levelBp: 100 });
  const other = world.connect(await world.enrol(await world.addScreen('B13')));
  const b12 = player({ kind: 'accepted' });
  await Promise.all([b12.welcome, other.welcome]);
  await until('both', async () => b12.commands.length === 2);
  expect([b12.commands.map(({ id }) => id), other.commands]).toEqual([[first.id, second.id], []]);
  await until('the acknowledgements', async () => (await states()).every((state) => state === 'accepted'));
  // a player tells of its own commands only
  await report(other, first.id, { kind: 'done' });
  expect(await states()).toEqual(['accepted', 'accepted']);
});

test('a command that was sent and not acknowledged is sent again to the next connection, and one that was is not', async () => {
  const silent = player(null);
  await silent.welcome;
  const issued = await order({ name: 'restart-player' });
  await until('the command', async () => silent.commands.length === 1);
  silent.close();
  const back = player({ kind: 'accepted' });
  await until('it again', async () => back.commands.length === 1);
  expect(back.commands[0]?.id).toBe(issued.id);
  await until('the acknowledgement', async () => (await states())[0] === 'accepted');
  back.close();
  const third = player({ kind: 'accepted' });
  await third.welcome;
  await report(third, issued.id, { kind: 'done' });
  expect([third.commands, await states()]).toEqual([[], ['done']]);
});

test('what nobody takes in time expires and is not sent any more; a player that took it in time is believed', async () => {
  const issued = await order({ name: 'identify', seconds: 15 }, { expiresInMs: 60_000 });
  await until('the expiry', async () => {
    world.clock.advance(5_000);
    return (await states())[0] === 'expired';
  });
  expect((await listed())[0]?.endedAtMs).toBeGreaterThanOrEqual(issued.expiresAtMs);
  const late = player({ kind: 'accepted' });
  await late.welcome;
  expect(late.commands).toEqual([]);
  await report(late, issued.id, { kind: 'failed', detail: 'the agent ended 2 times over it' });
  expect(await states()).toEqual(['failed']);
  // what has ended once stays as it ended
  await report(late, issued.id, { kind: 'done' });
  expect(await states()).toEqual(['failed']);
});

test('what a player took and never told of is unknown when nobody waits any more; a player that comes back after all is believed', async () => {
  const b12 = player({ kind: 'accepted' });
  await b12.welcome;
  const issued = await order({ name: 'known-good', mode: 'show' }, { expiresInMs: 60_000 });
  await until('the acknowledgement', async () => (await states())[0] === 'accepted');
  b12.close();
  await until('the end of patience', async () => {
    world.clock.advance(30_000);
    return (await states())[0] === 'unknown';
  });
  const [given] = await listed();
  expect([given?.end, (given?.endedAtMs ?? 0) - issued.expiresAtMs >= 600_000]).toEqual([null, true]);
  const back = player({ kind: 'accepted' });
  await back.welcome;
  expect(back.commands).toEqual([]);
  await report(back, issued.id, { kind: 'done' });
  expect(await states()).toEqual(['done']);
});

test('the same id is one command, another order under it is refused, and each command is one line of the audit', async () => {
  const id = '0190a000-0000-7000-8000-00000000c0de';
  const [first, atOnce] = await Promise.all([order({ name: 'reboot' }, { id }), order({ name: 'reboot' }, { id })]);
  expect([atOnce, await order({ name: 'reboot' }, { id })]).toEqual([first, first]);
  const body = { id, order: { name: 'clear-cache' as const } };
  expect(await world.chief.refused(commandRoutes.commandScreen, { params: { screenId }, body })).toMatchObject({
    code: 'already-exists',
    field: 'body.id',
  });
  const rows = await world.server.app.context.truth.selectFrom('audit').selectAll().where('action', '=', 'command-issued').execute();
  expect(rows.map(({ actor, subject, detail }) => [actor, subject, JSON.parse(detail)])).toEqual([
    [world.chief.userId, `screen:${screenId}`, { commandId: id, playerId: enrolment.playerId, name: 'reboot' }],
  ]);
});

test('a publisher may look at a screen and not touch its machine, a clerk neither, and a screen without a player takes nothing', async () => {
  const codes: Record<string, string> = {};
  for (const role of ['publisher', 'technician', 'clerk'] as const) {
    const person = await world.server.signIn(role, [role]);
    for (const name of ['screenshot', 'reboot'] as const) {
      const input = { params: { screenId }, body: { order: { name } } };
      const answered = role === 'technician' || (role === 'publisher' && name === 'screenshot');
      codes[`${role} ${name}`] = answered
        ? (await person.call(commandRoutes.commandScreen, input)).state
        : (await person.refused(commandRoutes.commandScreen, input)).code;
    }
  }
  expect(codes).toEqual({
    'publisher screenshot': 'queued',
    'publisher reboot': 'not-permitted',
    'technician screenshot': 'queued',
    'technician reboot': 'queued',
    'clerk screenshot': 'not-permitted',
    'clerk reboot': 'not-permitted',
  });
  const params = { screenId: await world.addScreen('B14') };
  const refused = await world.chief.refused(commandRoutes.commandScreen, { params, body: { order: { name: 'reboot' } } });
  expect(refused.code).toBe('player-offline');
});

test('an order that is not in the list, a level above full and a span of nothing are refused by their field', async () => {
  async function field(wanted: unknown): Promise<string | undefined> {
    const body = { order: wanted as Order };
    return (await world.chief.refused(commandRoutes.commandScreen, { params: { screenId }, body })).field;
  }
  expect([
    await field({ name: 'shell', command: 'rm -rf /' }),
    await field({ name: 'volume', levelBp: 10_001 }),
    await field({ name: 'quiet-hours', spans: [{ from: '22:00', to: '22:00' }] }),
  ]).toEqual(['body.order.name', 'body.order.levelBp', 'body.order.spans[0].to']);
});

test('a bundle of logs is taken from the player that was asked, kept with the four before it, and downloaded by technicians only', async () => {
  const b12 = player({ kind: 'accepted' });
  await b12.welcome;
  const ids: string[] = [];
  for (let round = 0; round < 6; round++) {
    world.clock.advance(1_000);
    ids.push((await order({ name: 'log-bundle', lines: 10 })).id);
  }
  const send = (commandId: string | undefined, bytes: Buffer, by = b12) =>
    by.ask('log-bundle', { commandId, takenAtMs: world.clock.nowMs(), bytes });
  for (const [round, id] of ids.entries()) expect(await send(id, gzipSync(`{"line":${round}}\n`))).toMatchObject({ kind: 'stored' });
  expect((await listed()).map(({ hasLogs }) => hasLogs)).toEqual([true, true, true, true, true, false]);
  const other = world.connect(await world.enrol(await world.addScreen('B13')));
  await other.welcome;
  expect([await send(ids[5], Buffer.from('no gzip')), await send(ids[5], gzipSync('x'), other)]).toMatchObject([
    { kind: 'refused', code: 'bad-file' },
    { kind: 'refused', code: 'not-found' },
  ]);
  const url = (id: string | undefined) => `${world.server.url}/api/screens/${screenId}/commands/${id}/logs`;
  const answer = await fetch(url(ids[5]), { headers: { cookie: world.chief.cookie } });
  const text = gunzipSync(Buffer.from(await answer.arrayBuffer())).toString('utf8');
  expect([answer.status, answer.headers.get('content-type'), text]).toEqual([200, 'application/gzip', '{"line":5}\n']);
  const publisher = await world.server.signIn('publisher', ['publisher']);
  const refusals = [
    await fetch(url(ids[0]), { headers: { cookie: world.chief.cookie } }),
    await fetch(url(ids[5]), { headers: { cookie: publisher.cookie } }),
    await fetch(url('../../x'), { headers: { cookie: world.chief.cookie } }),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([404, 403, 404]);
});
