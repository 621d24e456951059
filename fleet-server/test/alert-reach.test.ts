import { alertRoutes, operatorEventSchemas, operatorNamespace, type StoredAlert } from '@gatecast/protocol';
import { Counter } from 'prom-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReceiptWriter, type ReceiptRow } from '../src/features/alerts/receipt-writer.ts';
import { until } from './content-world.ts';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';
import { onBothStores } from './on-both-stores.ts';
import { next, openSocket } from './test-device.ts';

const screens = 3_000;
/** What an alert may take in a list, however many screens it addresses: mostly its texts. */
const mostBytesPerAlert = 1_500;

onBothStores((newStore) => {
  let world: FleetWorld;
  let ids: readonly string[];
  beforeAll(async () => {
    world = await openFleetWorld(await newStore());
    ids = await addScreens('s', screens);
  });
  afterAll(() => world.close());

  /** Written beside the API, as thousands of calls would be. */
  async function addScreens(prefix: string, count: number): Promise<string[]> {
    const { truth, newId, fleet } = world.server.app.context;
    const rows = Array.from({ length: count }, (_, index) => ({
      ...{ id: newId(), siteId: world.site.id, areaId: null, name: `${prefix}${index}`, kind: 'display' as const },
      ...{ widthPx: 1_920, heightPx: 1_080, tags: '[]', wall: null, rotationDeg: null, viewing: null, createdAtMs: 1 },
    }));
    for (let from = 0; from < count; from += 500)
      await truth
        .insertInto('screens')
        .values(rows.slice(from, from + 500))
        .execute();
    await fleet.refresh();
    return rows.map(({ id }) => id).toSorted();
  }
  /** By the writer that the link uses; told as the link tells it. */
  async function sign(alert: StoredAlert, kind: ReceiptRow['kind'], screenIds: readonly string[], atMs: (index: number) => number) {
    const { telemetry, live } = world.server.app.context;
    const receipts = new Counter({ name: 'receipts', help: 'of this test', labelNames: ['kind'], registers: [] });
    const writer = createReceiptWriter({ db: telemetry, metrics: { receipts } });
    await writer.write(
      screenIds.map((screenId, index) => ({
        ...{ playerId: `player of ${screenId}`, alertId: alert.id, alertRevision: alert.revision, kind, screenId },
        ...{ stateRevision: 1, atMs: atMs(index), display: 'powered' as const, receivedAtMs: atMs(index), document: '{}' },
      })),
    );
    for (const screenId of screenIds) live.emit('alert-changed', alert.id, [screenId]);
  }
  async function raise(durationMs = 3_600_000): Promise<StoredAlert> {
    const texts = { vi: { headline: 'Sơ tán', instruction: '' }, en: { headline: 'Evacuate', instruction: '' } };
    const message = { severity: 'extreme', urgency: 'immediate', style: 'full-screen', texts } as const;
    const { id } = await world.chief.call(alertRoutes.requestAlert, { body: { ...message, siteId: world.site.id, durationMs } });
    approver ??= await world.server.signIn('second', ['emergency-approver']);
    return approver.call(alertRoutes.approveAlert, { params: { alertId: id } });
  }
  let approver: FleetWorld['chief'] | undefined;
  const listed = async (id: string) => (await world.chief.call(alertRoutes.listAlerts, {})).alerts.find((alert) => alert.id === id);
  async function walk(alert: StoredAlert, query: object) {
    const pages: string[][] = [];
    for (let after: string | null | undefined; after !== null;) {
      const more = after === undefined ? {} : { after };
      const page: { screens: { screenId: string }[]; next: string | null } = await world.chief.call(alertRoutes.listAlertReach, {
        params: { alertId: alert.id },
        query: { ...query, ...more },
      });
      pages.push(page.screens.map(({ screenId }) => screenId));
      after = page.next;
    }
    return pages;
  }

  test('an alert on thousands of screens is told in numbers, and screen by screen in pages', async () => {
    const alert = await raise();
    expect(alert.counts).toEqual({
      ...{ told: screens, received: 0, painted: 0, notInTime: screens, cleared: 0, notConnected: screens },
      ...{ firstPaintedAtMs: null, lastPaintedAtMs: null },
    });
    const { effectiveMs } = alert;
    await sign(alert, 'received', ids.slice(0, 2_990), () => effectiveMs + 40);
    // the last ten of them take longer than five seconds
    await sign(alert, 'painted', ids.slice(0, 2_960), (index) => effectiveMs + (index < 2_950 ? 100 + index : 5_001));
    const counts = {
      ...{ told: screens, received: 2_990, painted: 2_960, notInTime: 50, cleared: 0, notConnected: 40 },
      ...{ firstPaintedAtMs: effectiveMs + 100, lastPaintedAtMs: effectiveMs + 5_001 },
    };
    expect((await listed(alert.id))?.counts).toEqual(counts);

    const answer = await fetch(`${world.server.url}/api/alerts`, { headers: { cookie: world.chief.cookie } });
    const bytes = Buffer.byteLength(await answer.text());
    expect(bytes).toBeLessThan(mostBytesPerAlert);

    const all = await walk(alert, { limit: 1_000 });
    expect(all.map((page) => page.length)).toEqual([1_000, 1_000, 1_000]);
    expect(all.flat()).toEqual(ids);
    const usual = await world.chief.call(alertRoutes.listAlertReach, { params: { alertId: alert.id } });
    expect(usual.screens).toHaveLength(100);
    expect(usual.screens[0]).toEqual({
      ...{ screenId: ids[0], isConnected: false, receivedAtMs: effectiveMs + 40, paintedAtMs: effectiveMs + 100, clearedAtMs: null },
    });
    // some of the missing have received it, the others have signed nothing
    const missing = await walk(alert, { only: 'missing', limit: 25 });
    expect(missing.map((page) => page.length)).toEqual([25, 15]);
    expect(missing.flat()).toEqual(ids.slice(2_960));

    const params = { alertId: alert.id };
    const reachOf = (screenIds: readonly string[], more = {}) =>
      world.chief.call(alertRoutes.listAlertReach, { params, query: { screenIds: screenIds.join(','), ...more } });
    const [painted = '', silent = ''] = [ids[5], ids[2_999]];
    const some = await reachOf([silent, painted, silent, world.site.id]);
    expect(some).toEqual({
      screens: [
        { screenId: silent, isConnected: false, receivedAtMs: null, paintedAtMs: null, clearedAtMs: null },
        { screenId: painted, isConnected: false, receivedAtMs: effectiveMs + 40, paintedAtMs: effectiveMs + 105, clearedAtMs: null },
      ],
      next: null,
    });
    expect((await reachOf([silent, painted], { only: 'missing' })).screens.map(({ screenId }) => screenId)).toEqual([silent]);
    for (const screenIds of ['', `${silent},`, Array.from({ length: 101 }, () => silent).join(','), 'x"x']) {
      const refused = await world.chief.refused(alertRoutes.listAlertReach, { params, query: { screenIds } });
      expect([refused.code, refused.field]).toEqual(['bad-input', 'query.screenIds']);
    }
    const tooMany = await world.chief.refused(alertRoutes.listAlertReach, { params, query: { limit: 1_001 } });
    expect([tooMany.code, tooMany.field]).toEqual(['bad-input', 'query.limit']);
    const noCursor = await world.chief.refused(alertRoutes.listAlertReach, { params, query: { after: 'nonsense' } });
    expect([noCursor.code, noCursor.field]).toEqual(['bad-input', 'query.after']);
    const noAlert = await world.chief.refused(alertRoutes.listAlertReach, { params: { alertId: world.site.id } });
    expect(noAlert.code).toBe('not-found');
    await world.chief.call(alertRoutes.clearAlert, { params });
  });

  test('an alert that has ended keeps whom it was told, and counts what is signed of it later', async () => {
    const alert = await raise();
    const { effectiveMs } = alert;
    const counts = {
      ...{ told: screens, received: 2_999, painted: 2_999, notInTime: 1, cleared: 0, notConnected: 0 },
      ...{ firstPaintedAtMs: effectiveMs + 200, lastPaintedAtMs: effectiveMs + 200 },
    };
    await sign(alert, 'painted', ids.slice(1), () => effectiveMs + 200);
    const cleared = await world.chief.call(alertRoutes.clearAlert, { params: { alertId: alert.id } });
    expect(cleared.counts).toEqual(counts);
    await sign(alert, 'cleared', ids.slice(1), () => effectiveMs + 300);
    // nobody ever told it to those that come later
    const late = await addScreens('late', 5);
    expect((await listed(alert.id))?.counts).toEqual({ ...counts, cleared: 2_999 });
    world.clock.advance(61_000);
    expect((await listed(alert.id))?.counts).toEqual({ ...counts, cleared: 2_999 });
    expect(await walk(alert, { only: 'missing' })).toEqual([[ids[0]]]);
    expect((await walk(alert, { limit: 1_000 })).flat()).toEqual(ids);

    // days later a screen that was away tells that it had painted it
    await sign(alert, 'painted', [ids[0] ?? ''], () => effectiveMs + 9_000);
    const whole = { ...counts, received: screens, painted: screens, cleared: 2_999, lastPaintedAtMs: effectiveMs + 9_000 };
    expect((await listed(alert.id))?.counts).toEqual(whole);
    expect(await walk(alert, { only: 'missing' })).toEqual([[]]);
    expect((await walk(alert, { limit: 1_000 })).flat()).toEqual(ids);

    // from here on the numbers are kept: nobody looks at thousands of receipts for them
    const { telemetry, truth, fleet } = world.server.app.context;
    await telemetry.deleteFrom('receipts').where('alertId', '=', alert.id).execute();
    expect((await listed(alert.id))?.counts).toEqual(whole);
    await truth.deleteFrom('screens').where('id', 'in', late).execute();
    await fleet.refresh();
  });

  test('whom an alert addressed is kept also where it ended by time, and a request that was rejected was told to nobody', async () => {
    const alert = await raise(60_000);
    await sign(alert, 'painted', ids.slice(0, 10), () => alert.effectiveMs + 200);
    const { telemetry } = world.server.app.context;
    await until('it has expired and is sealed', async () => {
      world.clock.advance(30_000);
      return (await telemetry.selectFrom('ended_alerts').selectAll().where('alertId', '=', alert.id).execute()).length === 1;
    });
    const late = await addScreens('later', 1);
    expect(await listed(alert.id)).toMatchObject({ state: 'expired', counts: { told: screens, painted: 10, notInTime: screens - 10 } });
    const { texts } = alert;
    const message = { severity: 'minor', urgency: 'future', style: 'banner', texts, siteId: world.site.id } as const;
    const request = await world.chief.call(alertRoutes.requestAlert, { body: { ...message, targets: { areaIds: [], screenIds: late } } });
    const rejected = await world.chief.call(alertRoutes.rejectAlert, { params: { alertId: request.id } });
    expect(rejected.counts).toMatchObject({ told: 1, received: 0, painted: 0, notConnected: 0 });
    const sealed = await telemetry.selectFrom('ended_alerts').select('alertId').where('alertId', '=', request.id).execute();
    expect(sealed).toEqual([]);
  });

  test('who watches is told the numbers at once and each screen that got further once, in messages that stay small', async () => {
    const alert = await raise();
    const socket = openSocket(world.server.url, operatorNamespace, {}, { cookie: world.chief.cookie });
    await next(socket, 'screens');
    const told: { bytes: number; message: { alert: StoredAlert; screens: { screenId: string }[] } }[] = [];
    socket.on('alert', (message: unknown) => {
      told.push({ bytes: Buffer.byteLength(JSON.stringify(message)), message: operatorEventSchemas.alert.parse(message) });
    });
    await sign(alert, 'received', ids, () => alert.effectiveMs + 50);
    await sign(alert, 'painted', ids, () => alert.effectiveMs + 100);
    await until('every screen', async () => {
      world.clock.advance(500);
      return told.flatMap(({ message }) => message.screens).length >= screens;
    });
    const [first] = told;
    // the one that came later has no player
    expect(first?.message.alert.counts).toMatchObject({ told: screens + 1, received: screens, painted: screens, notInTime: 1 });
    const seen = told.flatMap(({ message }) => message.screens.map(({ screenId }) => screenId));
    expect(seen.toSorted()).toEqual(ids);
    expect(Math.max(...told.map(({ message }) => message.screens.length))).toBe(500);
    expect(Math.max(...told.map(({ bytes }) => bytes))).toBeLessThan(100_000);
    socket.disconnect();
  });
});
