import { alertRoutes } from '@gatecast/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Caller } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';

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

const said = (headline: string) =>
  ({
    name: 'Evacuation',
    severity: 'extreme',
    urgency: 'immediate',
    style: 'full-screen',
    texts: { vi: { headline: 'Sơ tán', instruction: '' }, en: { headline, instruction: '' } },
  }) as const;
const headlineOf = ({ texts }: { texts: Readonly<Record<string, { headline: string }>> }) => texts['en']?.headline;

test('a template that is approved is raised as it was until another person approves its new wording', async () => {
  const written = await issuer.call(alertRoutes.createAlertTemplate, { body: said('Leave') });
  const params = { templateId: written.id };
  const raise = { body: { templateId: written.id, siteId: world.site.id } };
  // nobody has approved it: it is simply another
  const again = await issuer.call(alertRoutes.putAlertTemplate, { params, body: { ...said('Leave now'), revision: written.revision } });
  expect([headlineOf(again), again.draft, again.approverId]).toEqual(['Leave now', null, null]);
  const approved = await approver.call(alertRoutes.approveAlertTemplate, { params, body: { revision: again.revision } });

  const rewritten = await issuer.call(alertRoutes.putAlertTemplate, {
    params,
    body: { ...said('Leave at once'), revision: approved.revision },
  });
  expect([headlineOf(rewritten), rewritten.draft?.texts['en']?.headline]).toEqual(['Leave now', 'Leave at once']);
  expect(headlineOf(await issuer.call(alertRoutes.raiseAlert, raise))).toBe('Leave now');
  // what was read is what is approved
  const stale = await approver.refused(alertRoutes.approveAlertTemplate, { params, body: { revision: approved.revision } });
  expect(stale.code).toBe('edited-meanwhile');
  const both = await world.server.signIn('both', ['emergency-issuer', 'emergency-approver']);
  const own = await both.call(alertRoutes.putAlertTemplate, { params, body: { ...said('Out'), revision: rewritten.revision } });
  expect((await both.refused(alertRoutes.approveAlertTemplate, { params, body: { revision: own.revision } })).code).toBe('same-person');
  const next = await approver.call(alertRoutes.approveAlertTemplate, { params, body: { revision: own.revision } });
  expect([headlineOf(next), next.draft, next.authorId, next.approverId]).toEqual(['Out', null, both.userId, approver.userId]);
  expect(headlineOf(await issuer.call(alertRoutes.raiseAlert, raise))).toBe('Out');
});

test('a new wording is dropped, and the template stays as it is', async () => {
  const { id: templateId } = await issuer.call(alertRoutes.createAlertTemplate, { body: said('Leave') });
  const params = { templateId };
  const { revision } = await approver.call(alertRoutes.approveAlertTemplate, { params });
  await issuer.call(alertRoutes.putAlertTemplate, { params, body: { ...said('Out'), revision } });
  const dropped = await approver.call(alertRoutes.dropAlertTemplateDraft, { params });
  expect([headlineOf(dropped), dropped.draft, dropped.approverId]).toEqual(['Leave', null, approver.userId]);
  expect((await approver.refused(alertRoutes.dropAlertTemplateDraft, { params })).code).toBe('wrong-state');
});

test('a template that is withdrawn is raised by nobody, its name is free, and the alert that was raised from it goes on', async () => {
  const { id: templateId } = await issuer.call(alertRoutes.createAlertTemplate, { body: said('Leave') });
  const params = { templateId };
  await approver.call(alertRoutes.approveAlertTemplate, { params });
  const raise = { body: { templateId, siteId: world.site.id } };
  const alert = await issuer.call(alertRoutes.raiseAlert, raise);
  const publisher = await world.server.signIn('publisher', ['publisher']);
  expect((await publisher.refused(alertRoutes.withdrawAlertTemplate, { params })).code).toBe('not-permitted');
  await issuer.call(alertRoutes.withdrawAlertTemplate, { params });
  expect((await issuer.refused(alertRoutes.raiseAlert, raise)).code).toBe('not-found');
  expect((await issuer.refused(alertRoutes.putAlertTemplate, { params, body: { ...said('x'), revision: 2 } })).code).toBe('not-found');
  expect((await issuer.call(alertRoutes.listAlertTemplates, {})).templates).toEqual([]);
  expect((await issuer.call(alertRoutes.createAlertTemplate, { body: said('Leave') })).name).toBe('Evacuation');
  const { alerts } = await issuer.call(alertRoutes.listAlerts, {});
  expect(alerts.map(({ id, state }) => [id, state])).toEqual([[alert.id, 'active']]);
});
