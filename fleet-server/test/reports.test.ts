import {
  contentRoutes,
  fleetRoutes,
  reportExportPath,
  reportRoutes,
  scheduleRoutes,
  type ItemId,
  type PlayRecord,
  type Report,
  type ReportKind,
} from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFleetWorld, type Enrolment, type FleetWorld } from './fleet-world.ts';
import { playBatch, playRecord } from './play-batch.ts';
import { onBothStores } from './on-both-stores.ts';

onBothStores((newStore) => {
  // One screen plays one notice of 10 s for a minute as it should, then says nothing for another minute.

  let world: FleetWorld;
  let enrolment: Enrolment;
  let itemId: ItemId;
  let startMs: number;
  const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000];

  beforeAll(async () => {
    world = await openFleetWorld(await newStore());
    const { chief, site, server } = world;
    enrolment = await world.enrol(await world.addScreen('B12'));
    const { id: supplierId } = await chief.call(contentRoutes.createSupplier, { body: { name: '=Customs' } });
    const item = { kind: 'notice', title: 'Hải quan', category: 'travel', supplierId } as const;
    itemId = (await chief.call(contentRoutes.createItem, { body: item })).id;
    const content = { kind: 'notice', title: 'Hải quan', body: 'Khai báo' } as const;
    await chief.call(contentRoutes.putVariant, { params: { itemId, language: 'vi' }, body: { content, durationMs: 10 * secondMs } });
    const { document } = await chief.call(contentRoutes.submitVariant, { params: { itemId, language: 'vi' } });
    const approver = await server.signIn('approver', ['approver']);
    await approver.call(contentRoutes.reviewVariant, { params: { itemId, language: 'vi' }, body: { document, decision: 'approve' } });
    const { id: playlistId } = await chief.call(contentRoutes.createPlaylist, {
      body: { name: 'Loop', slots: [{ kind: 'item', itemId }] },
    });
    const { id: entryId } = await chief.call(scheduleRoutes.createEntry, {
      body: { name: 'Always', tier: 'fallback', targets: [{ kind: 'site', siteId: site.id }], playlistId, when: { kind: 'always' } },
    });
    await chief.call(scheduleRoutes.publish, { body: {} });
    const { truth, telemetry } = server.app.context;
    startMs = world.clock.nowMs();
    await truth.updateTable('releases').set({ activeAtMs: startMs }).execute();
    const { number } = await truth
      .selectFrom('releases')
      .select('number')
      .where('screenId', '=', enrolment.screenId)
      .executeTakeFirstOrThrow();
    const player = world.connect(enrolment);
    await player.welcome;
    const recordAt = (sequence: number): PlayRecord => ({
      ...playRecord(sequence),
      ...{ itemId, entryId, releaseNumber: number },
      fromMs: startMs + (sequence - 1) * 10 * secondMs,
      untilMs: startMs + sequence * 10 * secondMs,
    });
    expect(await player.ask('play-records', playBatch(enrolment, 1, 4, recordAt))).toEqual({ kind: 'stored', through: 4 });
    // sent again with two more: what was summed up is not summed up twice
    expect(await player.ask('play-records', playBatch(enrolment, 1, 6, recordAt))).toEqual({ kind: 'stored', through: 6 });
    world.clock.advance(10 * minuteMs);
    const hour = { screenId: enrolment.screenId, hourMs: threeDaysAgoMs(), healthy: 45, impaired: 0, offline: 15 };
    await telemetry.insertInto('health_hours').values(hour).execute();
  });
  afterAll(() => world.close());

  const threeDaysAgoMs = () => startMs - (startMs % hourMs) - 72 * hourMs;
  const report = async (kind: ReportKind, span = { fromMs: startMs, untilMs: startMs + 2 * minuteMs }): Promise<Report> =>
    world.chief.call(reportRoutes.getReport, { params: { kind }, query: span });
  /** The rows of a section by the keys of its columns. */
  function rowsOf({ sections }: Report, wanted: string) {
    const section = sections.find(({ key }) => key === wanted);
    return (section?.rows ?? []).map((cells) => Object.fromEntries(cells.map((cell, at) => [section?.columns[at]?.key ?? '', cell])));
  }

  test('air time is summed up by item, entry and screen from what players signed, each record once', async () => {
    const airTime = await report('air-time');
    expect(rowsOf(airTime, 'items')).toMatchObject([
      { item: 'Hải quan', supplier: '=Customs', plays: 6, shown: 60_000, screens: 1, share: 10_000 },
    ]);
    expect(rowsOf(airTime, 'entries')).toMatchObject([{ entry: 'Always', plays: 6, shown: 60_000 }]);
    expect(rowsOf(airTime, 'screens')).toMatchObject([{ screen: 'B12', plays: 6, shown: 60_000, share: 5_000 }]);
  });

  test('what was due and not signed is told beside what was', async () => {
    const expected = await report('expected');
    const [screen, ...others] = rowsOf(expected, 'screens');
    const told = { screen: 'B12', expected: 120_000, confirmed: 60_000, confirmedShare: 5_000, unexpected: 0, withoutRelease: 0 };
    expect([screen, others]).toMatchObject([told, []]);
    // whether the server had noticed by then that the player was silent
    expect(Number(screen?.['neverStarted']) + Number(screen?.['screenOffline'])).toBe(60_000);
    expect(rowsOf(expected, 'items')).toMatchObject([{ item: 'Hải quan', expected: 120_000, confirmed: 60_000 }]);
  });

  test('uptime, languages, suppliers and reach tell what is kept', async () => {
    const uptime = await report('uptime', { fromMs: threeDaysAgoMs(), untilMs: threeDaysAgoMs() + hourMs });
    expect(rowsOf(uptime, 'screens')).toMatchObject([{ screen: 'B12', uptime: 7_500, healthy: 45 * minuteMs, offline: 15 * minuteMs }]);
    const languages = await report('languages');
    expect(rowsOf(languages, 'languages')).toMatchObject([
      { language: 'vi', items: 1, approved: 1, missing: 0, coverage: 10_000 },
      { language: 'en', items: 1, approved: 0, missing: 1, coverage: 0 },
    ]);
    expect(rowsOf(languages, 'missing')).toMatchObject([{ item: 'Hải quan', missingLanguages: 'en' }]);
    expect(rowsOf(await report('suppliers'), 'suppliers')).toMatchObject([{ supplier: '=Customs', items: 1, approved: 1, shown: 60_000 }]);
    const alert = {
      id: world.server.app.context.newId(),
      siteId: world.site.id,
      templateId: null,
      revision: 1,
      status: 'exercise',
      state: 'cleared',
      severity: 'severe',
      urgency: 'immediate',
      style: 'full-screen',
      texts: JSON.stringify({ vi: { headline: 'Cháy', instruction: '' } }),
      targets: JSON.stringify({ areaIds: [], screenIds: [] }),
      durationMs: 1,
      effectiveMs: startMs,
      expiresMs: startMs + minuteMs,
      issuedBy: 'a',
      approvedBy: 'b',
      clearedAtMs: startMs + minuteMs,
      createdAtMs: startMs,
      changedAtMs: startMs,
    } as const;
    await world.server.app.context.truth.insertInto('alerts').values(alert).execute();
    expect(rowsOf(await report('reach'), 'unreached')).toEqual([{ alert: 'Cháy', site: 'Noi Bai', screen: 'B12' }]);
    const receipt = { playerId: enrolment.playerId, alertId: alert.id, alertRevision: 1, screenId: enrolment.screenId, stateRevision: 1 };
    await world.server.app.context.telemetry
      .insertInto('receipts')
      .values({ ...receipt, kind: 'painted', atMs: startMs + 700, display: 'powered', receivedAtMs: startMs, document: '{}' })
      .execute();
    expect(rowsOf(await report('reach'), 'alerts')).toMatchObject([
      { alert: 'Cháy', severity: 'Severe', status: 'Exercise', addressed: 1, painted: 1, paintedShare: 10_000, firstPainted: 700 },
    ]);
  });

  test('a report leaves as CSV and XLSX, in which no cell is a formula, and its limits are told', async () => {
    const get = async (path: string, cookie = world.chief.cookie) => fetch(`${world.server.url}${path}`, { headers: { cookie } });
    const query = `fromMs=${startMs}&untilMs=${startMs + minuteMs}&language=vi`;
    const csv = await (await get(`${reportExportPath('air-time', 'csv')}?${query}`)).text();
    expect(csv).toBe(
      "Nội dung,Chuyên mục,Đơn vị cung cấp,Lượt phát,Thời lượng (s),Số màn hình,Tỷ lệ (%)\r\nHải quan,travel,'=Customs,6,60,1,100\r\n",
    );
    const byScreen = await (await get(`${reportExportPath('air-time', 'csv')}?${query}&section=screens`)).text();
    expect(byScreen).toContain('Sân bay Nội Bài,B12');
    const xlsx = Buffer.from(await (await get(`${reportExportPath('uptime', 'xlsx')}?${query}`)).arrayBuffer());
    expect(xlsx.subarray(0, 2).toString()).toBe('PK');
    const pdf = Buffer.from(await (await get(`${reportExportPath('expected', 'pdf')}?${query}`)).arrayBuffer());
    expect([pdf.subarray(0, 5).toString(), pdf.length > 5_000]).toEqual(['%PDF-', true]);
    const long = { fromMs: startMs, untilMs: startMs + 32 * 86_400_000 };
    expect(await world.chief.refused(reportRoutes.getReport, { params: { kind: 'expected' }, query: long })).toMatchObject({
      ...{ code: 'bad-input', field: 'query.untilMs', limit: startMs + 31 * 86_400_000 },
    });
  });

  test('whoever is of one site is told of that site alone', async () => {
    const other = await world.chief.call(fleetRoutes.createSite, {
      body: { names: { vi: 'Vinh' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] },
    });
    const local = await world.server.signIn('local', ['auditor'], other.id);
    const query = { fromMs: startMs, untilMs: startMs + minuteMs };
    for (const kind of ['air-time', 'expected', 'uptime', 'reach'] as const) {
      const { sections } = await local.call(reportRoutes.getReport, { params: { kind }, query });
      expect([kind, sections.flatMap(({ rows }) => rows)]).toEqual([kind, []]);
    }
    const foreign = { params: { kind: 'uptime' as const }, query: { ...query, siteId: world.site.id } };
    expect((await local.refused(reportRoutes.getReport, foreign)).code).toBe('not-found');
  });
});
