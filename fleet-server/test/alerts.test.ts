import {
  alertRoutes,
  alertStateSchema,
  payloadTypes,
  rootDocumentSchema,
  type AlertState,
  type Receipt,
  type StoredAlert,
} from '@gatecast/protocol';
import { quorumOf, verifyDocument } from '@gatecast/signing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until, type Caller } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { deviceKey, type TestPlayer } from './test-device.ts';

let world: FleetWorld;
let issuer: Caller;
let approver: Caller;
beforeEach(async () => {
  world = await openFleetWorld();
  issuer = await world.server.signIn('issuer', ['emergency-issuer']);
  approver = await world.server.signIn('approver', ['emergency-approver']);
});
afterEach(async () => {
  await world.close();
});

const message = {
  severity: 'extreme',
  urgency: 'immediate',
  style: 'full-screen',
  texts: {
    vi: { headline: 'Sơ tán', instruction: 'Đi theo nhân viên.' },
    en: { headline: 'Evacuate', instruction: 'Follow the staff.' },
    ko: { headline: '대피', instruction: '' },
  },
} as const;

async function approvedTemplate(): Promise<string> {
  const template = await issuer.call(alertRoutes.createAlertTemplate, { body: { name: 'Evacuation', ...message } });
  await approver.call(alertRoutes.approveAlertTemplate, { params: { templateId: template.id } });
  return template.id;
}
async function pushed(player: TestPlayer, count: number): Promise<AlertState> {
  return until(`alert state ${count}`, async () => player.alertStates[count - 1]);
}
function receipt(alert: StoredAlert, kind: Receipt['kind'], atMs: number, stateRevision: number): Receipt {
  return { alertId: alert.id, alertRevision: alert.revision, stateRevision, kind, atMs, display: 'powered' };
}
async function reachOf(alert: StoredAlert) {
  return (await issuer.call(alertRoutes.listAlertReach, { params: { alertId: alert.id } })).screens;
}

test('an approved alert reaches every player of the site at once, and each signed receipt is seen by the operator', async () => {
  const ids = [await world.addScreen('B1'), await world.addScreen('B2')] as const;
  const one = world.connect(await world.enrol(ids[0]));
  const two = world.connect(await world.enrol(ids[1]));
  const players = [one, two];
  for (const player of players) await player.welcome;
  const templateId = await approvedTemplate();
  const alert = await issuer.call(alertRoutes.raiseAlert, { body: { templateId, siteId: world.site.id } });
  expect(alert).toMatchObject({ state: 'active', issuedBy: issuer.userId, approvedBy: approver.userId });
  expect(alert.counts).toMatchObject({ told: 2, received: 0, painted: 0, notConnected: 0 });
  expect((await reachOf(alert)).map(({ screenId, isConnected, paintedAtMs }) => [screenId, isConnected, paintedAtMs])).toEqual(
    ids.map((id) => [id, true, null]),
  );

  const state = await pushed(one, 1);
  expect(await pushed(two, 1)).toEqual(state);
  // exactly the languages of the site
  expect(state.alerts).toMatchObject([{ id: alert.id, languages: ['vi', 'en'], texts: { vi: message.texts.vi, en: message.texts.en } }]);
  const root = rootDocumentSchema.parse(world.server.app.context.keys.root.document);
  const [signed] = one.alertDocuments;
  if (signed === undefined) throw new Error('no document');
  const verified = verifyDocument(signed, payloadTypes.alertState, alertStateSchema, quorumOf(root, 'assembly'));
  expect(verified.kind).toBe('verified');

  for (const [index, player] of players.entries()) {
    const receipts = [receipt(alert, 'received', 100 + index, state.revision), receipt(alert, 'painted', 200 + index, state.revision)];
    expect(await player.sendReceipts(receipts)).toEqual({ kind: 'stored', through: 0 });
    // sent at least once, stored exactly once
    expect(await player.sendReceipts(receipts.map((receipt) => ({ ...receipt, atMs: 999 })))).toEqual({ kind: 'stored', through: 0 });
  }
  expect((await reachOf(alert)).map(({ receivedAtMs, paintedAtMs }) => [receivedAtMs, paintedAtMs])).toEqual([
    [100, 200],
    [101, 201],
  ]);
  expect(await one.sendReceipts([receipt(alert, 'cleared', 1, state.revision)], deviceKey())).toMatchObject({ code: 'bad-proof' });

  const cleared = await issuer.call(alertRoutes.clearAlert, { params: { alertId: alert.id } });
  expect(cleared.state).toBe('cleared');
  const after = await pushed(one, 2);
  expect(after.alerts).toEqual([]);
  expect(after.revision).toBeGreaterThan(state.revision);
});

test('free text needs a second person, who is never the first', async () => {
  const both = await world.server.signIn('both', ['emergency-issuer', 'emergency-approver']);
  const request = { ...message, siteId: world.site.id };
  const alert = await both.call(alertRoutes.requestAlert, { body: request });
  expect([alert.state, alert.approvedBy]).toEqual(['requested', null]);
  const params = { alertId: alert.id };
  expect((await both.refused(alertRoutes.approveAlert, { params })).code).toBe('same-person');
  expect((await issuer.refused(alertRoutes.approveAlert, { params })).code).toBe('not-permitted');
  const approved = await approver.call(alertRoutes.approveAlert, { params });
  expect([approved.state, approved.approvedBy]).toEqual(['active', approver.userId]);
  expect((await approver.refused(alertRoutes.approveAlert, { params })).code).toBe('wrong-state');

  const other = await issuer.call(alertRoutes.requestAlert, { body: request });
  const rejected = await approver.call(alertRoutes.rejectAlert, { params: { alertId: other.id } });
  expect(rejected.state).toBe('rejected');
});

test('a pre-staged alert is approved by another person before it can be raised', async () => {
  const both = await world.server.signIn('both', ['emergency-issuer', 'emergency-approver']);
  const template = await both.call(alertRoutes.createAlertTemplate, { body: { name: 'Fire', ...message } });
  const raise = { body: { templateId: template.id, siteId: world.site.id } };
  expect((await both.refused(alertRoutes.raiseAlert, raise)).code).toBe('wrong-state');
  const params = { templateId: template.id };
  expect((await both.refused(alertRoutes.approveAlertTemplate, { params })).code).toBe('same-person');
  await approver.call(alertRoutes.approveAlertTemplate, { params });
  expect((await both.call(alertRoutes.raiseAlert, raise)).state).toBe('active');
});

test('a text that lacks a language of the site is refused by the name of the language', async () => {
  const { en } = message.texts;
  const problem = await issuer.refused(alertRoutes.requestAlert, { body: { ...message, texts: { en }, siteId: world.site.id } });
  expect([problem.code, problem.field, problem.limit]).toEqual(['bad-input', 'body.texts.vi', 'vi, en']);
  const targets = { areaIds: [world.gate.id, '01a2069a-c20d-754c-a792-d9d43fe3ae8f'], screenIds: [] };
  const elsewhere = await issuer.refused(alertRoutes.requestAlert, { body: { ...message, siteId: world.site.id, targets } });
  expect([elsewhere.code, elsewhere.field]).toEqual(['bad-input', 'body.targets.areaIds[1]']);
});

test('an alert for an area reaches the screens of every area inside it and no others', async () => {
  const inGate = await world.addScreen('G12', world.gate.id);
  await world.addScreen('OUT');
  const targets = { areaIds: [world.hall.id], screenIds: [] };
  const alert = await issuer.call(alertRoutes.raiseAlert, {
    body: { templateId: await approvedTemplate(), siteId: world.site.id, targets },
  });
  expect(alert.counts.told).toBe(1);
  expect((await reachOf(alert)).map(({ screenId }) => screenId)).toEqual([inGate]);
});

test('an alert expires by time, and a request that nobody approved in time does too', async () => {
  const screenId = await world.addScreen('B1');
  const player = world.connect(await world.enrol(screenId));
  await player.welcome;
  const body = { siteId: world.site.id, durationMs: 60_000 };
  const alert = await issuer.call(alertRoutes.raiseAlert, { body: { templateId: await approvedTemplate(), ...body } });
  const request = await issuer.call(alertRoutes.requestAlert, { body: { ...message, ...body } });
  await pushed(player, 1);
  const states = async () => {
    const { alerts } = await issuer.call(alertRoutes.listAlerts, {});
    return [alert.id, request.id].map((id) => alerts.find((one) => one.id === id)?.state);
  };
  expect(await states()).toEqual(['active', 'requested']);
  await until('both have expired', async () => {
    world.clock.advance(30_000);
    return (await states()).every((state) => state === 'expired');
  });
  expect((await pushed(player, 2)).alerts).toEqual([]);
});

test('a player that was away learns of the alert when it connects, also after the server was restarted', async () => {
  const enrolment = await world.enrol(await world.addScreen('B1'));
  const alert = await issuer.call(alertRoutes.raiseAlert, { body: { templateId: await approvedTemplate(), siteId: world.site.id } });
  await world.server.restart();
  const player = world.connect(enrolment);
  const { alertRevision } = await player.welcome;
  const state = await pushed(player, 1);
  expect([state.revision, state.alerts[0]?.id]).toEqual([alertRevision, alert.id]);
  expect(await player.ask('get-alert-state')).toEqual({ kind: 'document', document: player.alertDocuments[0] });
  player.close();

  const upToDate = world.connect(enrolment, { have: { releaseNumber: 0, alertRevision } });
  await upToDate.welcome;
  await upToDate.ask('get-release');
  expect(upToDate.alertStates).toEqual([]);
});

test('the 33rd alert of a site is refused and the 32 stay', async () => {
  const templateId = await approvedTemplate();
  const body = { templateId, siteId: world.site.id };
  for (let n = 0; n < 32; n++) await issuer.call(alertRoutes.raiseAlert, { body });
  const problem = await issuer.refused(alertRoutes.raiseAlert, { body });
  expect([problem.code, problem.limit]).toEqual(['too-large', 32]);
  const { alerts } = await issuer.call(alertRoutes.listAlerts, {});
  expect(alerts.filter(({ state }) => state === 'active')).toHaveLength(32);
});

test('revisions count up although the clock of the server is set back, and a player hears of every change', async () => {
  const player = world.connect(await world.enrol(await world.addScreen('B1')));
  await player.welcome;
  const templateId = await approvedTemplate();
  const alert = await issuer.call(alertRoutes.raiseAlert, { body: { templateId, siteId: world.site.id } });
  const first = await pushed(player, 1);
  world.clock.setWallClock(world.clock.nowMs() - 86_400_000);
  await issuer.call(alertRoutes.clearAlert, { params: { alertId: alert.id } });
  const second = await pushed(player, 2);
  expect([second.revision, second.alerts]).toEqual([first.revision + 1, []]);
  await world.server.restart();
  const again = await issuer.call(alertRoutes.raiseAlert, { body: { templateId, siteId: world.site.id } });
  const back = world.connect(await world.enrol(await world.addScreen('B2')));
  const third = await pushed(back, 1);
  expect([third.revision, third.alerts.map(({ id }) => id)]).toEqual([first.revision + 2, [again.id]]);
});

test('an alert with a character that no screen can draw is refused while it is written, by its text, its language and its code point', async () => {
  const texts = { ...message.texts, en: { headline: 'Evacuate', instruction: 'Follow the staff \u{1F3C3}\u{1F3C3}.' } };
  const asked = { ...message, texts, siteId: world.site.id };
  const written = [
    await issuer.refused(alertRoutes.requestAlert, { body: asked }),
    await issuer.refused(alertRoutes.createAlertTemplate, { body: { name: 'Run', ...message, texts } }),
  ];
  const refusal = {
    code: 'bad-input',
    field: 'body.texts.en.instruction',
    detail: 'body.texts.en.instruction: no font of the screens has \u{1F3C3} (U+1F3C3)',
  };
  expect(written).toMatchObject([refusal, refusal]);
  expect((await issuer.call(alertRoutes.listAlerts, {})).alerts).toEqual([]);
  // one that was stored before this was looked at
  const { id } = await issuer.call(alertRoutes.createAlertTemplate, { body: { name: 'Run', ...message } });
  const { truth } = world.server.app.context;
  await truth
    .updateTable('alert_templates')
    .set({ texts: JSON.stringify(texts) })
    .where('id', '=', id)
    .execute();
  expect(await approver.refused(alertRoutes.approveAlertTemplate, { params: { templateId: id } })).toMatchObject({
    code: 'bad-input',
    field: 'texts.en.instruction',
  });
});
