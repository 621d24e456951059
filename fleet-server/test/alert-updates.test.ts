import { alertRoutes, auditRoutes, type AlertState, type StoredAlert } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until, type Caller } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import type { TestPlayer } from './test-device.ts';

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
  severity: 'severe',
  urgency: 'immediate',
  style: 'full-screen',
  texts: { vi: { headline: 'Đóng cửa số 3', instruction: '' }, en: { headline: 'Gate 3 is closed', instruction: '' } },
} as const;
const said = { ...message, texts: { ...message.texts, en: { headline: 'Gates 3 and 4 are closed', instruction: 'Use gate 5.' } } };

async function raised(more: { readonly status?: 'exercise'; readonly durationMs?: number } = {}): Promise<StoredAlert> {
  const { id } = await issuer.call(alertRoutes.requestAlert, { body: { ...message, siteId: world.site.id, ...more } });
  return approver.call(alertRoutes.approveAlert, { params: { alertId: id } });
}
async function asked(alert: StoredAlert, body: object = {}): Promise<StoredAlert> {
  return issuer.call(alertRoutes.updateAlert, { params: { alertId: alert.id }, body: { ...said, ...body } });
}
async function statesOf(...alerts: readonly StoredAlert[]): Promise<readonly unknown[]> {
  const { alerts: all } = await issuer.call(alertRoutes.listAlerts, {});
  return alerts.map(({ id }) => all.find((one) => one.id === id)?.state);
}
async function pushed(player: TestPlayer, count: number): Promise<AlertState> {
  return until(`alert state ${count}`, async () => player.alertStates[count - 1]);
}

test('an update takes the place of its alert in one state, and what players sign of both is told apart', async () => {
  const player = world.connect(await world.enrol(await world.addScreen('B1')));
  await player.welcome;
  const alert = await raised();
  const first = await pushed(player, 1);
  await player.sendReceipts([
    { alertId: alert.id, alertRevision: 1, stateRevision: first.revision, kind: 'painted', atMs: 100, display: 'powered' },
  ]);
  world.clock.advance(10_000);
  const update = await asked(alert, { durationMs: 7_200_000 });
  expect(update).toMatchObject({ state: 'requested', updatesId: alert.id, revision: 2, status: 'actual', approvedBy: null });
  // until another person agrees, everything stays as it is
  expect([await statesOf(alert, update), player.alertStates.length]).toEqual([['active', 'requested'], 1]);

  const approved = await approver.call(alertRoutes.approveAlert, { params: { alertId: update.id } });
  const second = await pushed(player, 2);
  expect(second.alerts.map(({ id, revision, texts }) => [id, revision, texts['en']?.headline])).toEqual([
    [update.id, 2, 'Gates 3 and 4 are closed'],
  ]);
  expect(approved.expiresMs - approved.effectiveMs).toBe(7_200_000);
  expect(await statesOf(alert, update)).toEqual(['updated', 'active']);
  await player.sendReceipts([
    { alertId: update.id, alertRevision: 2, stateRevision: second.revision, kind: 'received', atMs: 200, display: 'powered' },
    { alertId: update.id, alertRevision: 2, stateRevision: second.revision, kind: 'painted', atMs: 210, display: 'powered' },
    { alertId: alert.id, alertRevision: 1, stateRevision: second.revision, kind: 'cleared', atMs: 215, display: 'powered' },
  ]);
  const { alerts } = await issuer.call(alertRoutes.listAlerts, {});
  expect(
    [alert, update].map(({ id }) => alerts.find((one) => one.id === id)?.counts).map((counts) => [counts?.painted, counts?.cleared]),
  ).toEqual([
    [1, 1],
    [1, 0],
  ]);
  const cleared = await issuer.call(alertRoutes.clearAlert, { params: { alertId: update.id } });
  expect([cleared.state, (await pushed(player, 3)).alerts]).toEqual(['cleared', []]);
});

test('an update needs a second person, who is never the first; its issuer may take it back, and nobody else', async () => {
  const both = await world.server.signIn('both', ['emergency-issuer', 'emergency-approver']);
  const alert = await raised();
  const update = await both.call(alertRoutes.updateAlert, { params: { alertId: alert.id }, body: said });
  const params = { alertId: update.id };
  expect((await both.refused(alertRoutes.approveAlert, { params })).code).toBe('same-person');
  expect((await issuer.refused(alertRoutes.withdrawAlert, { params })).code).toBe('not-permitted');
  expect((await both.call(alertRoutes.withdrawAlert, { params })).state).toBe('withdrawn');
  expect((await approver.refused(alertRoutes.approveAlert, { params })).code).toBe('wrong-state');
  expect(await statesOf(alert)).toEqual(['active']);
  const auditor = await world.server.signIn('auditor', ['auditor']);
  const { rows } = await auditor.call(auditRoutes.listAudit, { query: { subject: `alert:${update.id}` } });
  expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
    ['alert-withdrawn', both.userId],
    ['alert-update-requested', both.userId],
  ]);
});

test('an exercise stays one, and its update must say every language of the site', async () => {
  const alert = await raised({ status: 'exercise' });
  expect((await asked(alert)).status).toBe('exercise');
  const { en } = said.texts;
  const params = { alertId: alert.id };
  expect(await issuer.refused(alertRoutes.updateAlert, { params, body: { ...said, texts: { en } } })).toMatchObject({
    code: 'bad-input',
    field: 'body.texts.vi',
  });
});

test('of two updates that wait, the one that is approved ends the other; of an alert that is over none is left', async () => {
  const alert = await raised();
  const [one, two] = [await asked(alert), await asked(alert)];
  await approver.call(alertRoutes.approveAlert, { params: { alertId: two.id } });
  expect(await statesOf(alert, one, two)).toEqual(['updated', 'expired', 'active']);
  const params = { alertId: alert.id };
  expect((await issuer.refused(alertRoutes.updateAlert, { params, body: said })).code).toBe('wrong-state');
  const three = await asked(two);
  await issuer.call(alertRoutes.clearAlert, { params: { alertId: two.id } });
  expect(await statesOf(two, three)).toEqual(['cleared', 'expired']);

  const short = await raised({ durationMs: 60_000 });
  const late = await asked(short, { durationMs: 3_600_000 });
  await until('the alert and what waited for it are over', async () => {
    world.clock.advance(30_000);
    return (await statesOf(short, late)).every((state) => state === 'expired');
  });
});
