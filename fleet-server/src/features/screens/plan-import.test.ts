import { expect, test } from 'vitest';
import type { Fleet, ScreenRow } from '../fleet/store.ts';
import { planImport } from './plan-import.ts';
import { csvOfScreens } from './screens-csv.ts';

const siteId = '01a2069a-c20d-754c-a792-d9d43fe3ae81';
const t2 = '01a2069a-c20d-754c-a792-d9d43fe3ae82';
const hall = '01a2069a-c20d-754c-a792-d9d43fe3ae83';
const ids = ['01a2069a-c20d-754c-a792-d9d43fe3ae8a', '01a2069a-c20d-754c-a792-d9d43fe3ae8b'] as const;
const screens: readonly ScreenRow[] = [
  {
    ...{ id: ids[0], siteId, areaId: hall, name: 'B12', kind: 'display', widthPx: 1_920, heightPx: 1_080, tags: ['gates'], revision: 3 },
    viewing: { distanceMm: 6_000, glassWidthMm: 1_200 },
  },
  {
    id: ids[1],
    siteId,
    areaId: null,
    name: '=HYPERLINK("http://x")',
    kind: 'lookup',
    widthPx: 1_080,
    heightPx: 1_920,
    tags: [],
    revision: 1,
  },
];
const fleet: Fleet = {
  sites: new Map([
    [
      siteId,
      {
        ...{ id: siteId, names: { vi: 'Nội Bài', en: 'Noi Bai' }, timeZone: 'Asia/Ho_Chi_Minh' },
        ...{ languages: ['vi'], dayStart: '04:00', downloads: null, revision: 1 },
      },
    ],
  ]),
  areas: new Map([
    [t2, { id: t2, siteId, parentId: null, names: { vi: 'Nhà ga T2', en: 'Terminal 2' }, revision: 1 }],
    [hall, { id: hall, siteId, parentId: t2, names: { vi: 'Sảnh đến' }, revision: 1 }],
  ]),
  screens: new Map(screens.map((screen) => [screen.id, screen])),
  players: new Map(),
  playersById: new Map(),
};
const plan = (csv: string) => planImport(csv, fleet, () => true);
const told = (csv: string) => {
  const { lines, sameCount, faults } = plan(csv);
  return {
    lines: lines.map(({ line, before, after, changes }) => [line, before?.id ?? 'new', after.name, changes.length]),
    sameCount,
    faults,
  };
};

test('what is written is read back as it was, and no cell is a formula to a spreadsheet', () => {
  const csv = csvOfScreens(fleet, screens);
  expect(csv.startsWith('\uFEFFid,site,area,name,')).toBe(true);
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(csv).toContain('Noi Bai,Terminal 2 > Sảnh đến,B12');
  expect(told(csv)).toEqual({ lines: [], sameCount: 2, faults: [] });
});

test('every beginning that a spreadsheet takes for a formula is escaped and comes back', () => {
  for (const name of ['=1', '+1', '-1', '@SUM(A1)']) {
    const csv = csvOfScreens(fleet, [{ ...(screens[0] as ScreenRow), name }]);
    expect([name, csv.includes(`,'${name},`) || csv.includes(`,"'${name}"`), plan(csv).lines[0]?.after.name]).toEqual([name, true, name]);
  }
});

test('a file of Vietnamese headers, semicolons and CRLF is read, with and without BOM', () => {
  const text =
    'Địa điểm;Khu vực;Tên;Loại;Chiều rộng (px);Chiều cao (px);Nhãn\r\nNội Bài;Nhà ga T2 > Sảnh đến;C1;Màn hình;1920;1080;gates den\r\n';
  for (const csv of [text, `\uFEFF${text}`]) {
    const { lines, faults } = plan(csv);
    expect([faults, lines.map(({ after }) => after)]).toEqual([
      [],
      [{ siteId, areaId: hall, name: 'C1', kind: 'display', widthPx: 1_920, heightPx: 1_080, tags: ['gates', 'den'] }],
    ]);
  }
});

test('a line is for the screen of its id, else of its name; columns that are left out stay, empty cells empty', () => {
  const renamed = plan(`id,name,area,tags\n${ids[0]},B13,,`);
  expect(renamed.lines[0]).toMatchObject({
    line: 2,
    before: { name: 'B12' },
    after: { name: 'B13', areaId: null, tags: [], widthPx: 1_920 },
  });
  expect(renamed.lines[0]?.changes.map(({ field }) => field)).toEqual(['name', 'area', 'tags']);
  expect(told('site,name,tags\nNoi Bai,B12,gates arrivals').lines).toEqual([[2, ids[0], 'B12', 1]]);
  // two screens may swap their names
  expect(told(`id,name\n${ids[0]},"=HYPERLINK(""http://x"")"\n${ids[1]},B12`)).toMatchObject({
    faults: [],
    lines: [[2], [3]].map(([line]) => [line, ...[expect.anything(), expect.anything(), 1]]),
  });
});

test('each fault names its line and column, and nothing is planned from a line that has one', () => {
  const csv = [
    'id,site,area,name,widthPx,heightPx,tags,rotationDeg',
    ',Noi Bai,,C1,8,1080,,',
    ',Nowhere,,C2,1920,1080,,',
    ',Noi Bai,Sảnh đi,C3,1920,1080,,',
    `${siteId},Noi Bai,,C4,1920,1080,,`,
    ',Noi Bai,,C5,1920,1080,Hoa,45',
    ',Noi Bai,,,1920,1080,,',
    ',Noi Bai,,C6,1920,1080,,',
    ',Noi Bai,,C6,1920,1080,,',
    `${ids[1]},Noi Bai,,B12,1080,1920,,`,
  ].join('\n');
  expect(plan(csv).faults.map(({ line, field }) => `${line} ${field}`)).toEqual([
    '2 widthPx',
    '3 site',
    '4 area',
    '5 id',
    '6 tags',
    '6 rotationDeg',
    '7 name',
    '9 name',
    '10 name',
  ]);
});

test('what is no CSV, has a column that nobody knows, or one twice, is refused at its line', () => {
  const first = (csv: string) => plan(csv).faults[0];
  expect(first('name,colour\nB12,red')).toMatchObject({ line: 1, field: 'colour' });
  expect(first('name,Tên\nB12,B13')).toMatchObject({ line: 1, field: 'name' });
  expect(first('name\n"B12')?.message).toContain('is not CSV');
  expect(first('__proto__,constructor\n1,2')).toMatchObject({ line: 1, field: '__proto__' });
  expect(planImport(`id,name\n${ids[0]},B13`, fleet, () => false).faults).toMatchObject([{ line: 2, field: 'id' }]);
});
