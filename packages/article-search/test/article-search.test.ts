import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { openArticleSearch, type Article, type ArticleSearch, type MarkedText } from '../src/index.ts';

// where the tests run inside another runtime than Node (Electron), its build of SQLite
const nativeBinding = process.versions['electron'] === undefined ? undefined : process.env['GATECAST_SQLITE_BINDING'];
const binding = nativeBinding === undefined ? {} : { nativeBinding };
const opened: ArticleSearch[] = [];
afterEach(() => opened.splice(0).forEach((search) => search.close()));

function searchOver(...articles: readonly (Partial<Article> & Pick<Article, 'itemId'>)[]): ArticleSearch {
  const search = openArticleSearch({ file: ':memory:', ...binding });
  opened.push(search);
  search.replaceAll(articles.map((article) => ({ language: 'vi', title: '', summary: '', text: '', ...article })));
  return search;
}
function idsOf(search: ArticleSearch, query: string, language = 'vi'): string[] {
  return search.find({ language, query, limit: 10 }).map((found) => found.itemId);
}
function markedOf({ text, marks }: MarkedText): string[] {
  return marks.map(({ from, to }) => text.slice(from, to));
}

const visa = {
  itemId: 'visa',
  title: 'Thị thực điện tử',
  summary: 'Cách xin thị thực trước chuyến đi.',
  text: 'Nộp đơn trên cổng thông tin.',
};
const taxi = { itemId: 'taxi', title: 'Đi taxi về Hà Nội', summary: 'Giá và chỗ đón xe.', text: 'Đường về trung tâm dài 27 km.' };

test('Vietnamese is found with and without diacritics, đ as d, in NFC and NFD and any case', () => {
  const search = searchOver(visa, taxi);
  for (const query of ['thị thực', 'thi thuc', 'THI THUC', 'Thị Thực'.normalize('NFD'), 'thị thưc', 'dien tu', 'điện tử'])
    expect(idsOf(search, query)).toEqual(['visa']);
  for (const query of ['di taxi', 'ĐI TAXI', 'duong ve', 'ha noi']) expect(idsOf(search, query)).toEqual(['taxi']);
  expect(idsOf(searchOver({ itemId: 'nfd', title: 'Hải quan'.normalize('NFD') }), 'hải quan')).toEqual(['nfd']);
});

test('what matches with its diacritics ranks above what matches only without', () => {
  const search = searchOver(
    { itemId: 'thi', title: 'Cuộc thi ảnh' },
    { itemId: 'thị', text: 'Xin thị thực tại đây.' },
    { itemId: 'thí', title: 'Thí điểm' },
  );
  expect([idsOf(search, 'thị')[0], idsOf(search, 'thị').length]).toEqual(['thị', 3]);
  expect(idsOf(search, 'thi')[0]).toBe('thi');
});

test('a match in the title ranks above one in the summary, and that above one in the text', () => {
  const search = searchOver(
    { itemId: 'text', text: 'hải quan' },
    { itemId: 'summary', summary: 'hải quan' },
    { itemId: 'title', title: 'hải quan' },
  );
  expect(idsOf(search, 'hai quan')).toEqual(['title', 'summary', 'text']);
});

test('words side by side rank above the same words apart', () => {
  const search = searchOver({ itemId: 'apart', title: 'Thực đơn, cuộc thi' }, { itemId: 'together', text: 'nơi xin thị thực' });
  expect(idsOf(search, 'thi thuc')).toEqual(['together', 'apart']);
});

test('a whole word ranks above one that only begins with it', () => {
  const search = searchOver({ itemId: 'film', title: 'Phim về phía nam' }, { itemId: 'fee', text: 'Mức phí' });
  expect(idsOf(search, 'phi')).toEqual(['fee', 'film']);
});

test('the last word may be a beginning, the others are whole words', () => {
  const search = searchOver(
    { itemId: 'a', language: 'en', title: 'Customs declaration' },
    { itemId: 'b', language: 'en', title: 'Declare cash' },
  );
  expect(idsOf(search, 'customs decl', 'en')).toEqual(['a']);
  expect(idsOf(search, 'decl', 'en').sort()).toEqual(['a', 'b']);
});

test('where no article has all words, those with some of them are found', () => {
  expect(idsOf(searchOver(visa, taxi), 'thị thực máy bay')).toEqual(['visa']);
});

test('Chinese, Japanese and Korean are found by any part of a word, also by one or two characters', () => {
  const search = searchOver(
    { itemId: 'zh', language: 'zh-Hans', title: '电子签证', summary: '如何申请越南电子签证', text: '请在出发前办理。100%_安全' },
    { itemId: 'zh2', language: 'zh-Hans', title: '出租车', summary: '从机场到河内', text: '费用与签证无关' },
    { itemId: 'ja', language: 'ja', title: '電子ビザの申請', summary: 'ベトナム入国の手続き', text: 'ｅＶｉｓａとも言います' },
    { itemId: 'ko', language: 'ko', title: '전자비자를 신청하는 방법', summary: '베트남 입국', text: '공항에서' },
  );
  expect(idsOf(search, '电子签', 'zh-Hans')).toEqual(['zh']);
  expect(idsOf(search, '签证', 'zh-Hans')).toEqual(['zh', 'zh2']);
  expect(idsOf(search, '车', 'zh-Hans')).toEqual(['zh2']);
  expect(idsOf(search, '%', 'zh-Hans')).toEqual([]);
  expect(idsOf(search, '电子签证 办理', 'zh-Hans')).toEqual(['zh']);
  expect(idsOf(search, '越南电子签证申请', 'zh-Hans')).toEqual(['zh']);
  expect(idsOf(search, 'ビザ', 'ja')).toEqual(['ja']);
  expect(idsOf(search, 'ＥＶＩＳＡ', 'ja')).toEqual(['ja']);
  expect(idsOf(search, 'evisa', 'ja')).toEqual(['ja']);
  expect(idsOf(search, '전자비자', 'ko')).toEqual(['ko']);
  expect(
    search.find({ language: 'zh-Hans', query: '签证', limit: 5 }).map(({ title, excerpt }) => [markedOf(title), markedOf(excerpt)]),
  ).toEqual([
    [['签证'], ['签证']],
    [[], ['签证']],
  ]);
});

test('only the language that was asked for is found', () => {
  const search = searchOver(visa, { itemId: 'visa', language: 'en', title: 'Visa', text: 'thi thuc' });
  expect(search.find({ language: 'en', query: 'thi thuc', limit: 5 }).map(({ title }) => title.text)).toEqual(['Visa']);
});

test('an excerpt shows the place in the text, with ranges that mark the words as written', () => {
  const long = `${'Mở đầu không liên quan. '.repeat(40)}Mang theo đơn xin thị thực và hộ chiếu. ${'Phần cuối. '.repeat(40)}`;
  const [found] = searchOver({ itemId: 'x', title: 'Giấy tờ', summary: 'Cần mang gì.', text: long }).find({
    language: 'vi',
    query: 'don xin thi thuc',
    limit: 1,
  });
  expect(markedOf(found?.excerpt ?? { text: '', marks: [] })).toEqual(['đơn', 'xin', 'thị', 'thực']);
  expect(found?.excerpt.text).toMatch(/^….*Mang theo đơn xin thị thực và hộ chiếu\..*…$/);
  expect(found?.excerpt.text.length).toBeLessThanOrEqual(182);
});

test('no string is syntax to the index', () => {
  const search = searchOver(visa, taxi, { itemId: 'zh', language: 'zh', title: '签证' });
  const strings = [
    '"',
    '""',
    '"thi',
    "'; DROP TABLE articles; --",
    'title:visa',
    'thi OR',
    'NOT',
    'AND',
    'NEAR(thi thuc, 2)',
    '*',
    'thi*',
    '^thi',
    '{title}:thi',
    '-thi',
    '+',
    '()',
    '((((',
    '\0',
    'thi\0thuc',
    '\uD800',
    'a'.repeat(100_000),
    'thi '.repeat(5_000),
    '\\',
    '%',
    '_',
    '',
    ' ',
    '🛂',
    '\u0301',
  ];
  for (const query of strings)
    for (const language of ['vi', 'zh', 'xx', '']) expect(() => search.find({ language, query, limit: 10 })).not.toThrow();
  expect(idsOf(search, 'taxi" OR "visa')).toEqual(idsOf(search, 'taxi or visa'));
  expect(idsOf(search, 'title:thị')).toEqual(['visa']);
  expect(search.find({ language: 'vi', query: 'thi', limit: Number.NaN }).length).toBe(1);
});

test('the stock is replaced whole or not at all', () => {
  const search = searchOver(visa);
  search.replaceAll([{ ...taxi, language: 'vi' }]);
  expect([idsOf(search, 'thị thực'), idsOf(search, 'taxi')]).toEqual([[], ['taxi']]);
  const twice = { ...visa, language: 'vi' };
  expect(() => search.replaceAll([twice, twice])).toThrow(/UNIQUE/);
  expect([idsOf(search, 'thị thực'), idsOf(search, 'taxi')]).toEqual([[], ['taxi']]);
});

test('a file keeps its articles, and one that is no index is made anew', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatecast-article-search-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'articles.db');
  writeFileSync(file, 'not a database at all, but long enough to be looked at as if it were one'.repeat(20));
  const first = openArticleSearch({ file, ...binding });
  expect(idsOf(first, 'thị thực')).toEqual([]);
  first.replaceAll([{ ...visa, language: 'vi' }]);
  first.close();
  const second = openArticleSearch({ file, ...binding });
  opened.push(second);
  expect(idsOf(second, 'thị thực')).toEqual(['visa']);
});

test('of ten thousand articles a search gives no more than it was asked for', () => {
  const search = openArticleSearch({ file: ':memory:', ...binding });
  opened.push(search);
  const words = 'hải quan thị thực hộ chiếu cửa khẩu hành khách chuyến bay đường sắt du lịch đầu tư'.split(' ');
  const textOf = (seed: number) => Array.from({ length: 120 }, (_, index) => words[(seed * 7 + index * index) % words.length]).join(' ');
  search.replaceAll(
    Array.from({ length: 10_000 }, (_, index) => ({
      itemId: `i${index}`,
      language: 'vi',
      title: textOf(index).slice(0, 60),
      summary: textOf(index + 1).slice(0, 200),
      text: textOf(index + 2),
    })),
  );
  expect(search.find({ language: 'vi', query: 'thi thuc', limit: 20 }).length).toBe(20);
});
