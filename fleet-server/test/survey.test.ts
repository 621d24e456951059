import {
  auditRoutes,
  fleetRoutes,
  gapExportPath,
  meansExportPath,
  meansRoutes,
  provisionRoutes,
  provisionsExportPath,
  roleSchema,
  type SheetFile,
  type SiteId,
} from '@gatecast/protocol';
import { systemClock } from '@gatecast/clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOfXlsx, xlsxOf } from '../src/sheets/workbook-in-worker.ts';
import { openContentWorld, type Caller, type ContentWorld } from './content-world.ts';
import { zipOf } from './zip-of.ts';
import { onBothStores } from './on-both-stores.ts';

onBothStores((newStore) => {
  let world: ContentWorld;
  let chief: Caller;
  let technician: Caller;
  let siteId: SiteId;
  beforeAll(async () => {
    world = await openContentWorld(await newStore());
    chief = await world.signIn('chief', roleSchema.options);
    technician = await world.signIn('technician', ['technician']);
    const site = { names: { vi: 'Nội Bài', en: 'Noi Bai' }, timeZone: 'Asia/Ho_Chi_Minh', languages: ['vi'] };
    siteId = (await chief.call(fleetRoutes.createSite, { body: site })).id;
    await chief.call(fleetRoutes.createArea, { body: { siteId, names: { vi: 'Sảnh đến', en: 'Arrivals' } } });
  });
  afterAll(async () => {
    await world.close();
  });

  const clock = systemClock({ isBackground: true });
  async function download(path: string): Promise<Buffer> {
    const response = await fetch(`${world.url}${path}`, { headers: { cookie: chief.cookie } });
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  }
  const csv = (text: string): SheetFile => ({ format: 'csv', text });

  test('a sheet of the survey says how a means was found, keeps what was found before, and is not written over another', async () => {
    const draft = { siteId, kind: 'display', name: 'Màn hình cửa ra', condition: 'good' } as const;
    const made = await technician.call(meansRoutes.createMeans, { body: draft });
    expect(made).toMatchObject({ revision: 1, surveyedAtMs: null, photos: [] });
    const params = { meansId: made.id };
    const found = { condition: 'faulty', position: 'Trên cửa A1', notes: 'Sọc ngang', revision: 1 } as const;
    const surveyed = await technician.call(meansRoutes.surveyMeans, { params, body: found });
    expect(surveyed).toMatchObject({ condition: 'faulty', position: 'Trên cửa A1', surveyedBy: technician.userId, revision: 2 });
    expect((await technician.refused(meansRoutes.surveyMeans, { params, body: found })).code).toBe('edited-meanwhile');
    const photo = await technician.refused(meansRoutes.surveyMeans, {
      params,
      body: { ...found, revision: 2, photoIds: [siteId as never] },
    });
    expect([photo.code, photo.field]).toEqual(['bad-input', 'body.photoIds[0]']);
    await technician.call(meansRoutes.surveyMeans, { params, body: { ...found, condition: 'good', revision: 2 } });
    const { surveys } = await chief.call(meansRoutes.getMeans, { params });
    expect(surveys.map(({ condition, by }) => [condition, by])).toEqual([
      ['good', technician.userId],
      ['faulty', technician.userId],
    ]);
    const { rows } = await chief.call(auditRoutes.listAudit, { query: { subject: `means:${made.id}` } });
    expect(rows.map(({ action, siteId: where }) => [action, where])).toEqual([
      ['means-surveyed', siteId],
      ['means-surveyed', siteId],
      ['means-created', siteId],
    ]);
    const listed = await chief.call(meansRoutes.listMeans, { query: { search: 'cua a1' } });
    expect([listed.total, listed.means[0]?.name]).toEqual([1, 'Màn hình cửa ra']);
  });

  test('technicians survey, editors plan, auditors read', async () => {
    const editor = await world.signIn('editor', ['editor']);
    const auditor = await world.signIn('auditor', ['auditor']);
    const line = { siteId, kind: 'counter', year: 2027, wanted: 2 } as const;
    expect((await technician.refused(provisionRoutes.createProvision, { body: line })).code).toBe('not-permitted');
    const made = await editor.call(provisionRoutes.createProvision, { body: line });
    expect((await editor.refused(provisionRoutes.createProvision, { body: line })).field).toBe('body.year');
    expect((await editor.refused(meansRoutes.createMeans, { body: { siteId, kind: 'web', name: 'x', condition: 'good' } })).code).toBe(
      'not-permitted',
    );
    expect((await auditor.call(provisionRoutes.listProvisions, {})).provisions.map(({ wanted }) => wanted)).toEqual([2]);
    expect((await auditor.refused(provisionRoutes.deleteProvision, { params: { provisionId: made.id } })).code).toBe('not-permitted');
    const params = { provisionId: made.id };
    const changed = await editor.call(provisionRoutes.putProvision, {
      params,
      body: { kind: 'counter', year: 2027, wanted: 3, revision: 1 },
    });
    expect([changed.wanted, changed.revision]).toEqual([3, 2]);
    const { totals } = await auditor.call(provisionRoutes.readGap, { query: { year: 2027 } });
    expect(totals.find(({ kind }) => kind === 'counter')).toMatchObject({ wanted: 3, usable: 0, missing: 3 });
  });

  test('a file in Vietnamese is previewed, each fault by its line, column and limit, and then taken whole or not at all', async () => {
    const head = 'Địa điểm;Khu vực;Loại;Tên;Tình trạng;Năm lắp đặt';
    const faulty = await technician.call(meansRoutes.importMeans, {
      body: {
        file: csv(
          `${head}\nNội Bài;Sảnh đến;Màn hình;A;Tốt;2015\nVinh;;Màn hình;B;Tốt;\nNội Bài;;Tivi;C;Tốt;1066\nNội Bài;;Màn hình;${'x'.repeat(201)};Tốt;\n`,
        ),
      },
    });
    expect(faulty.faults.map(({ line, field, code, limit }) => [line, field, code, limit])).toEqual([
      [3, 'site', 'unknown', null],
      [4, 'kind', 'not-valid', 'display | lookup | counter | web'],
      [4, 'installedYear', 'too-small', 1980],
      [5, 'name', 'too-long', 200],
    ]);
    const file = csv(`${head}\nNội Bài;Sảnh đến;Màn hình;A;Tốt;2015\nnoi bai;;diem tra cuu;B;hong;\n`);
    const preview = await technician.call(meansRoutes.importMeans, { body: { file } });
    expect([preview.isDone, preview.lines.map(({ act, name }) => `${act} ${name}`), preview.faults]).toEqual([
      false,
      ['adds A', 'adds B'],
      [],
    ]);
    const body = { file, token: preview.token };
    expect((await technician.call(meansRoutes.importMeans, { body })).isDone).toBe(true);
    expect((await technician.refused(meansRoutes.importMeans, { body })).code).toBe('edited-meanwhile');
    const again = await technician.call(meansRoutes.importMeans, { body: { file } });
    expect([again.lines, again.sameCount]).toEqual([[], 2]);
  });

  test('what leaves as XLSX comes back as it was, and what leaves as CSV is no formula anywhere', async () => {
    const evil = { siteId, kind: 'web', name: '=HYPERLINK("http://x")', owner: '@sum', condition: 'good' } as const;
    await technician.call(meansRoutes.createMeans, { body: evil });
    const text = (await download(`${meansExportPath('csv')}?language=vi`)).toString('utf8');
    expect([text.startsWith('\uFEFFMã,Địa điểm,'), text.includes(`"'=HYPERLINK(""http://x"")"`), text.includes(`'@sum`)]).toEqual([
      true,
      true,
      true,
    ]);
    const workbook = await download(`${meansExportPath('xlsx')}?language=vi`);
    const base64 = workbook.toString('base64');
    const { sameCount } = await technician.call(meansRoutes.importMeans, {
      body: { file: csv(text.replaceAll('Ngày khảo sát', 'Surveyed on')) },
    });
    const preview = await technician.call(meansRoutes.importMeans, { body: { file: { format: 'xlsx', base64 } } });
    expect([preview.faults, preview.lines, preview.sameCount]).toEqual([[], [], sameCount]);
    expect(sameCount).toBeGreaterThan(3);
    const plan = await download(provisionsExportPath('xlsx'));
    expect(
      (await chief.call(provisionRoutes.importProvisions, { body: { file: { format: 'xlsx', base64: plan.toString('base64') } } }))
        .sameCount,
    ).toBe(1);
    expect((await download(`${gapExportPath('csv')}?year=2027`)).toString('utf8')).toContain('Noi Bai,,Counter,2027,3,0,0,0,3');
  });

  test('what is no workbook, or unpacks to more than one may hold, is a fault of the file and not of the server', async () => {
    const data = Buffer.alloc(80 * 1024 * 1024);
    const bomb = zipOf([{ name: 'xl/workbook.xml', data }]);
    const liar = zipOf([{ name: 'xl/workbook.xml', data, saysBytes: 1_000 }]);
    expect(bomb.length).toBeLessThan(2_000_000);
    for (const bytes of [
      Buffer.from('no workbook at all'),
      bomb,
      liar,
      (await xlsxOf([{ title: 'x', head: ['a'], rows: [] }], clock)).subarray(0, 900),
    ]) {
      const file: SheetFile = { format: 'xlsx', base64: bytes.toString('base64') };
      const { faults } = await technician.call(meansRoutes.importMeans, { body: { file } });
      expect(faults.map(({ line, code }) => [line, code])).toEqual([[1, 'unreadable']]);
    }
    const read = await rowsOfXlsx(await xlsxOf([{ title: 'a/b', head: ['n'], rows: [[1.5], ['=1+1'], [null]] }], clock), 10, clock);
    expect(read.kind === 'rows' ? read.rows.map(({ cells }) => cells) : read).toEqual([['n'], ['1.5'], ['=1+1']]);
  });

  test('a place with something of the survey in it is not removed', async () => {
    const { areas } = await chief.call(fleetRoutes.listSites, {});
    const areaId = areas[0]?.id as never;
    expect((await chief.call(fleetRoutes.areaRemoval, { params: { areaId } })).refusedBy).toMatchObject([{ kind: 'means', name: 'A' }]);
  });
});
