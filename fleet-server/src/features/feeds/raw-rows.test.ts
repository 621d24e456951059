import type { FeedIntake } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { rawRows } from './raw-rows.ts';

const from = { url: 'https://rates.example.org/', everyS: 60 };
const json = (rowsPath: string, asOfPath?: string): FeedIntake & { kind: 'json' } => ({
  kind: 'json',
  ...from,
  rowsPath,
  ...(asOfPath === undefined ? {} : { asOfPath }),
});
const read = (text: string, intake: Exclude<FeedIntake, { kind: 'push' }>, ...columns: readonly string[]): unknown => {
  const raw = rawRows(text, intake);
  return raw.kind === 'rows' ? raw.rows.map((row) => columns.map(row)) : raw.detail;
};
const csv = { kind: 'csv', ...from, separator: ',' } as const;
const news = { kind: 'syndication', ...from } as const;

test('rows stand at a path of a JSON document, as a list or as the entries of an object', () => {
  expect(read('{"data":{"rows":[{"name":{"vi":"A"},"t":[1,2]},{"name":{}}]}}', json('data.rows'), 'name.vi', 't[1]')).toEqual([
    ['A', 2],
    [undefined, undefined],
  ]);
  expect(read('{"rates":{"USD":26315,"EUR":{"buy":1}}}', json('rates'), '@key', '@value', '@value.buy')).toEqual([
    ['USD', 26_315, undefined],
    ['EUR', { buy: 1 }, 1],
  ]);
  expect(rawRows('{"at":"2026-07-29T06:46:00Z","rows":[]}', json('rows', 'at'))).toMatchObject({ asOf: '2026-07-29T06:46:00Z' });
});

test('a path follows only what the document itself holds', () => {
  expect(read('[{"a":1}]', json(''), '__proto__', 'constructor.name', 'a.toString', 'toString')).toEqual([Array.from({ length: 4 })]);
  expect(read('[{"__proto__":{"polluted":1}}]', json(''), '__proto__.polluted', 'polluted')).toEqual([[1, undefined]]);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('what is not JSON, nested too deep or without rows is unreadable, and is not quoted', () => {
  expect(read('<html>secret</html>', json(''))).toBe('is not JSON');
  expect(read('['.repeat(200_000), json(''))).toBe('is nested deeper than 24');
  expect(read('{"a":1}', json('b.c'))).toBe('there are no rows at “b.c”');
});

test('CSV has its columns by the names in its first line, also those that would be a trap for an object', () => {
  const text = '\uFEFFgate,"wait, min",__proto__\r\n"Hữu ""Nghị""",12,x\r\n\r\nTân Thanh,7';
  expect(read(text, csv, 'gate', 'wait, min', '__proto__', 'constructor')).toEqual([
    ['Hữu "Nghị"', '12', 'x', undefined],
    ['Tân Thanh', '7', undefined, undefined],
  ]);
});

test('CSV with an open quote, or a record without an end, is unreadable; of endless rows no more are read than show the limit', () => {
  expect(read('a\n"open', csv, 'a')).toMatch(/^is not CSV/);
  expect(read(`a\n${'x'.repeat(200_000)}`, csv, 'a')).toMatch(/^is not CSV/);
  expect(read(`a\n${'1\n'.repeat(5_000)}`, csv, 'a')).toHaveLength(101);
});

const rss = (body: string): string => `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${body}</channel></rss>`;

test('RSS and Atom entries give their words and times, and no addresses', () => {
  const item =
    '<item><title>Cửa khẩu &amp; ga</title><link>https://evil.example</link><description>&lt;p&gt;Mở  &lt;b&gt;cửa&lt;/b&gt;&lt;/p&gt;</description><dc:creator>VOV</dc:creator><pubDate>Wed, 29 Jul 2026 12:00:00 +0700</pubDate></item>';
  expect(read(rss(item), news, 'title', 'summary', 'author', 'published', 'link')).toEqual([
    ['Cửa khẩu & ga', 'Mở cửa', 'VOV', 'Wed, 29 Jul 2026 12:00:00 +0700', undefined],
  ]);
  const atom =
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>Tin</title><author><name>HNM</name><uri>u</uri></author><category term="biên giới"/><updated>2026-07-29T05:00:00Z</updated></entry></feed>';
  expect(read(atom, news, 'title', 'author', 'category', 'published')).toEqual([['Tin', 'HNM', 'biên giới', '2026-07-29T05:00:00Z']]);
});

test('what comes twice in an entry keeps the first: two times, two categories, two authors, a term and its label', () => {
  const entry =
    '<feed><entry><published>2026-07-29T05:00:00Z</published><updated>2026-07-29T06:00:00Z</updated><category term="biên giới"/><category term="khác"/>' +
    '<author>\n<name>HNM</name>\n</author><author><name>VOV</name></author><title>Một</title><title>Hai</title></entry></feed>';
  expect(read(entry, news, 'title', 'author', 'category', 'published')).toEqual([['Một', 'HNM', 'biên giới', '2026-07-29T05:00:00Z']]);
  const item =
    '<item><category>Tin</category><category>Thời sự</category><title>Cửa <b>khẩu</b> &amp; ga</title><date/><pubDate>x</pubDate></item>';
  expect(read(rss(item), news, 'title', 'category', 'published')).toEqual([['Cửa & ga', 'Tin', 'x']]);
});

test('a document type is refused, so that no entity is ever declared: neither one that reads a file nor one that grows', () => {
  const xxe =
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&file;</title></item></channel></rss>';
  const laughs = `<!DOCTYPE lolz [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY b${n} "${'&a;'.repeat(10)}">`).join('')}]><rss><channel><item><title>&b8;</title></item></channel></rss>`;
  const parameter = '<!doctype rss SYSTEM "http://127.0.0.1/x.dtd"><rss/>';
  expect([xxe, laughs, parameter].map((text) => read(text, news, 'title'))).toEqual(
    Array.from({ length: 3 }, () => 'declares a document type, which no feed needs'),
  );
});

test('an entity that is not one of XML is left as it was written', () => {
  expect(read(rss('<item><title>&file; &nbsp; &#7841;</title></item>'), news, 'title')).toEqual([['&file; &nbsp; ạ']]);
});

test('deep, endless and broken XML ends with a reason or with what was whole', () => {
  expect(read('<a>'.repeat(100_000), news)).toBe('is nested deeper than 24');
  expect(read(rss('<item><title>x</title></item>'.repeat(20_000)), news)).toBe('has more than 20000 elements');
  expect(read('no markup at all', news)).toBe('is not XML');
  expect(read(rss('<item><title>one</title></item><item><title>two'), news, 'title')).toContainEqual(['one']);
  expect(read(rss(`<item><title>${'long '.repeat(100_000)}</title></item>`), news, 'title')).toEqual([
    [expect.stringMatching(/^long .{100,158}…$/)],
  ]);
});
