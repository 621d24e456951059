import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { simulatedClock } from '@gatecast/clock';
import { fingerprintOf, generateSeed, signingKeyOf } from '@gatecast/signing';
import { expect, onTestFinished, test } from 'vitest';
import { buildApp, type App } from '../src/app.ts';
import { readConfig } from '../src/read-config.ts';
import { OriginWorld } from './origin-world.ts';
import { runRefused, startPortal } from './portal-process.ts';
import { sampleArticles } from './sample-articles.ts';

const [visa, customs, taxi] = sampleArticles;
if (visa === undefined || customs === undefined || taxi === undefined) throw new Error('three articles');
const nowMs = Date.UTC(2026, 6, 30, 3);

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatecast-portal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
async function newOrigin(): Promise<OriginWorld> {
  const origin = new OriginWorld();
  await origin.start();
  onTestFinished(() => origin.stop());
  return origin;
}
/** A portal that is built and does not listen; the test says when it looks. */
function newPortal(origin: OriginWorld, folder: string, env: Readonly<Record<string, string>> = {}, clock = simulatedClock(nowMs)): App {
  const read = readConfig(
    { GATECAST_SERVER: origin.url, GATECAST_PORTAL_DATA: folder, GATECAST_PORTAL_TIME_ZONE: 'Asia/Ho_Chi_Minh', ...env },
    '/',
  );
  if (read.kind === 'refused') throw new Error(`${read.field} ${read.detail}`);
  const app = buildApp(read.config, { clock, random: () => 0.5, logTo: { write: () => undefined } });
  onTestFinished(() => app.close());
  return app;
}
async function publishedPortal(): Promise<{ app: App; origin: OriginWorld; folder: string }> {
  const [origin, folder] = [await newOrigin(), newFolder()];
  origin.publish(sampleArticles, { number: 10 });
  const app = newPortal(origin, folder);
  expect(await app.follower.look()).toEqual({ kind: 'activated', number: 10 });
  return { app, origin, folder };
}
async function get(app: App, url: string, headers: Record<string, string> = {}) {
  return app.http.inject({ url, headers: { host: 'portal.test', ...headers } });
}

test('the first address leads to the reader’s language, or to the lead language', async () => {
  const { app } = await publishedPortal();
  const languageFor = async (accept: string) => (await get(app, '/', { 'accept-language': accept })).headers.location;
  const asked = ['', 'ja', 'en-GB,en;q=0.9', 'zh-CN,zh;q=0.9', 'de,fr;q=0.5,en;q=0.4', 'ko-KR;q=0.1, xx', '*', ';;;q=,,', 'zh-TW'];
  expect(await Promise.all(asked.map(languageFor))).toEqual([
    '/vi/',
    '/ja/',
    '/en/',
    '/zh-Hans/',
    '/fr/',
    '/ko/',
    '/vi/',
    '/vi/',
    '/zh-Hans/',
  ]);
});

test('each language has its page, marked as such, with links to the others for people and for search engines', async () => {
  const { app } = await publishedPortal();
  for (const [language, title] of [
    ['vi', 'Khai báo hải quan'],
    ['en', 'Customs declaration'],
    ['zh-Hans', '海关申报'],
    ['ja', '税関申告'],
  ] as const) {
    const { statusCode, body, headers } = await get(app, `/${language}/`);
    expect([statusCode, headers['content-language'], headers['content-type']]).toEqual([200, language, 'text/html; charset=utf-8']);
    for (const part of [
      `<html lang="${language}">`,
      title,
      'Sở Ngoại vụ Hà Nội',
      `<link rel="canonical" href="http://portal.test/${language}/"`,
      '<link rel="alternate" hreflang="ko" href="http://portal.test/ko/"',
      'hreflang="x-default" href="http://portal.test/"',
    ])
      expect(body).toContain(part);
  }
});

test('an article stands under its title, is found by its key whatever the words before it, and not twice', async () => {
  const { app } = await publishedPortal();
  const own = '/vi/articles/nhap-canh-va-thi-thuc-dien-tu-456789ab';
  const { statusCode, body } = await get(app, own);
  expect(statusCode).toBe(200);
  for (const part of [
    '<h1>Nhập cảnh và thị thực điện tử</h1>',
    'Tại quầy nhập cảnh',
    'Cục Quản lý xuất nhập cảnh',
    'ngày 30 tháng 7 năm 2026',
    'href="http://portal.test/en/articles/entry-and-the-e-visa-456789ab"',
  ])
    expect(body).toContain(part);
  for (const other of [`/vi/articles/${visa.id}`, '/vi/articles/ten-cu-456789ab', '/vi/articles/456789ab']) {
    const moved = await get(app, other);
    expect([moved.statusCode, moved.headers.location]).toEqual([301, own]);
  }
  expect((await get(app, '/zh-Hans/articles/456789ab')).body).toContain('入境与电子签证');
  const substituted = await get(app, '/fr/articles/tu-san-bay-ve-trung-tam-ha-noi-456789ef');
  expect(substituted.body).toContain('pas encore disponible en français');
  expect(substituted.body).toContain('<link rel="canonical" href="http://portal.test/vi/articles/tu-san-bay-ve-trung-tam-ha-noi-456789ef"');
});

test('search finds with and without diacritics, đ as d, marks what matched, and leads on where nothing is found', async () => {
  const { app } = await publishedPortal();
  for (const query of ['thị thực', 'thi thuc', 'THI THUC', 'đien tu', 'dien tu'])
    expect((await get(app, `/vi/search?q=${encodeURIComponent(query)}`)).body).toContain(
      '<mark>điện</mark> <mark>tử</mark>'.slice(query.includes('ien') ? 0 : 100),
    );
  expect((await get(app, '/vi/search?q=thi+thuc')).body).toContain('<mark>thị</mark> <mark>thực</mark>');
  expect((await get(app, `/zh-Hans/search?q=${encodeURIComponent('签证')}`)).body).toContain('<mark>签证</mark>');
  const nothing = (await get(app, '/vi/search?q=declaration')).body;
  for (const part of ['Không có bài viết nào về “declaration”', 'Có trong ngôn ngữ khác', 'Customs <mark>declaration</mark>', 'Hải quan'])
    expect(nothing).toContain(part);
});

test('only objects that changed are fetched for the next release, and what it no longer needs is removed', async () => {
  const { app, origin, folder } = await publishedPortal();
  const before = readdirSync(path.join(folder, 'objects')).length;
  origin.requests.length = 0;
  const changed = {
    ...customs,
    variants: {
      ...customs.variants,
      en: { title: 'Customs today', summary: 'New.', blocks: [{ kind: 'paragraph' as const, text: 'New.' }] },
    },
  };
  origin.publish([visa, changed, taxi], { number: 11 });
  expect(await app.follower.look()).toEqual({ kind: 'activated', number: 11 });
  expect(origin.requests.filter((url) => url.startsWith('/objects/')).length).toBe(3);
  expect(readdirSync(path.join(folder, 'objects')).length).toBe(before);
  expect((await get(app, '/en/')).body).toContain('Customs today');
  expect(await app.follower.look()).toEqual({ kind: 'unchanged' });
});

test('what is not signed by the assembly key, is older, or is not what its name says is refused, and the old content stays', async () => {
  const { app, origin } = await publishedPortal();
  const refused = async () => {
    const followed = await app.follower.look();
    return 'reason' in followed ? followed.reason : followed.kind;
  };
  const hacked = [{ ...visa, variants: { vi: { title: 'Bị chiếm', summary: 'x', blocks: [{ kind: 'paragraph' as const, text: 'x' }] } } }];
  origin.publish(hacked, { number: 12, by: signingKeyOf(generateSeed()) });
  expect(await refused()).toBe('bad-signature');
  origin.publish(hacked, { number: 9 });
  expect(await refused()).toBe('older-number');
  origin.publish(hacked, { number: 10 });
  expect(await refused()).toBe('older-number');
  origin.objects.clear();
  origin.publish(hacked, { number: 13, isFirstObjectBad: true });
  expect(await refused()).toBe('unreachable');
  origin.release = null;
  expect(await refused()).toBe('older-number');
  const { body } = await get(app, '/vi/');
  expect([body.includes('Bị chiếm'), body.includes('Nhập cảnh')]).toEqual([false, true]);
});

test('a root other than the trusted one is refused; the next root that the trusted one signs is followed', async () => {
  const { app, origin } = await publishedPortal();
  const nextKey = origin.rotate();
  origin.publish([customs], { number: 11, by: nextKey });
  expect(await app.follower.look()).toEqual({ kind: 'activated', number: 11 });
  const impostor = new OriginWorld();
  impostor.publish([visa], { number: 12 });
  origin.root = impostor.root;
  origin.release = impostor.release;
  expect(await app.follower.look()).toMatchObject({ kind: 'refused', reason: 'bad-root' });
});

test('a given fingerprint is the only root that is trusted, and what another root brought before is not shown', async () => {
  const { app, origin, folder } = await publishedPortal();
  await app.close();
  const wrong = newPortal(origin, folder, { GATECAST_ROOT_FINGERPRINT: '0000 1111 2222 3333 4444' });
  expect((await get(wrong, '/vi/')).body).toContain('Thông tin sắp có tại đây');
  expect(await wrong.follower.look()).toMatchObject({ kind: 'refused', reason: 'bad-root' });
  const right = newPortal(origin, newFolder(), { GATECAST_ROOT_FINGERPRINT: fingerprintOf(origin.root).toUpperCase() });
  expect(await right.follower.look()).toEqual({ kind: 'activated', number: 10 });
});

test('a damaged object is fetched again, and the number that was active is still the lowest taken', async () => {
  const { app, origin, folder } = await publishedPortal();
  await app.close();
  const [first = ''] = readdirSync(path.join(folder, 'objects'));
  writeFileSync(path.join(folder, 'objects', first), 'damaged');
  const again = newPortal(origin, folder);
  const good = origin.release;
  origin.publish([customs], { number: 9 });
  expect(await again.follower.look()).toMatchObject({ reason: 'older-number' });
  origin.release = good;
  expect(await again.follower.look()).toEqual({ kind: 'activated', number: 10 });
});

test('an article appears when it begins to be valid and goes when it ends, also while the server is dead', async () => {
  const [origin, clock] = [await newOrigin(), simulatedClock(nowMs)];
  origin.publish([visa, { ...customs, validity: { fromMs: nowMs + 1_000, untilMs: nowMs + 2_000 } }], { number: 10 });
  const app = newPortal(origin, newFolder(), {}, clock);
  await app.follower.look();
  await origin.stop();
  const isShown = async () => (await get(app, '/vi/search?q=hai+quan')).body.includes('Khai báo <mark>hải</mark>');
  const seen = [await isShown()];
  for (const _ of [1, 2]) {
    clock.advance(1_000);
    seen.push(await isShown());
  }
  expect(seen).toEqual([false, true, false]);
});

test('the real process serves with a dead server, also after its own restart, and ends cleanly', async () => {
  const [origin, folder] = [await newOrigin(), newFolder()];
  origin.publish(sampleArticles, { number: 10 });
  const env = { GATECAST_SERVER: origin.url, GATECAST_PORTAL_DATA: folder };
  const first = await startPortal(env);
  await expect.poll(async () => (await fetch(`${first.url}/vi/`)).text(), { timeout: 10_000 }).toContain('Khai báo hải quan');
  await origin.stop();
  expect((await fetch(`${first.url}/en/search?q=cash`)).status).toBe(200);
  expect(await first.stop()).toBe(0);
  const second = await startPortal(env);
  expect(await (await fetch(`${second.url}/vi/`)).text()).toContain('Khai báo hải quan');
  expect(await (await fetch(`${second.url}/healthz`)).json()).toMatchObject({ status: 'ok', release: { number: 10 }, articles: 3 });
  expect(await second.stop()).toBe(0);
});

test('a taken port or a bad setting ends the start with 2 and one line of reason', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void holder.close());
  const port = String((holder.address() as AddressInfo).port);
  expect(await runRefused({ GATECAST_PORTAL_PORT: port, GATECAST_PORTAL_DATA: newFolder() })).toMatchObject({
    code: 2,
    said: { event: 'refused', code: 'port-taken' },
  });
  for (const env of [
    { GATECAST_PORTAL_PORT: 'many' },
    { GATECAST_SERVER: 'file:///etc' },
    { GATECAST_ROOT_FINGERPRINT: 'abc' },
    { GATECAST_PORTAL_TIME_ZONE: 'Mars/Base' },
  ])
    expect(await runRefused(env)).toMatchObject({ code: 2, said: { code: 'bad-configuration' } });
});

test('what suppliers and readers write is never markup', async () => {
  const [origin, nasty] = [await newOrigin(), `</title><script>alert('1')</script><img src=x onerror=alert(1)> "&amp;`];
  origin.publish(
    [
      {
        id: 'x',
        category: 'constructor',
        supplier: nasty,
        variants: {
          vi: {
            title: nasty,
            summary: nasty,
            blocks: [
              { kind: 'list', items: [nasty] },
              { kind: 'heading', text: nasty },
            ],
          },
        },
      },
    ],
    { number: 10 },
  );
  const app = newPortal(origin, newFolder());
  await app.follower.look();
  for (const url of [
    '/vi/',
    '/en/',
    '/vi/articles/x',
    '/vi/search?q=script',
    `/vi/search?q=${encodeURIComponent(nasty)}`,
    `/vi/${encodeURIComponent(nasty)}`,
    '/sitemap.xml',
  ]) {
    const answer = await get(app, url);
    const { statusCode, body } = statusMoved(answer.statusCode) ? await get(app, String(answer.headers.location)) : answer;
    expect([url, statusCode < 500, /<script|<img/.test(body)]).toEqual([url, true, false]);
  }
});
function statusMoved(status: number): boolean {
  return status === 301 || status === 302;
}

test('no address and no query brings the portal down', async () => {
  const { app } = await publishedPortal();
  const queries = [
    'q=%00',
    'q=%',
    'q=%FF',
    'q[]=1',
    'q=a&q=b',
    `q=${'a'.repeat(5_000)}`,
    'q="',
    "q='--",
    'q=*',
    'q=NEAR(',
    'q=%F0%9F%9B%82',
    '__proto__=1',
    'q=\u202E'.normalize(),
    'category=../../etc',
    'category=nothing',
    '%00',
    '&&&===',
    'q=%ED%A0%80',
  ];
  const answers = await Promise.all(
    ['/vi/search', '/zh-Hans/search', '/vi/'].flatMap((base) =>
      queries.map(async (query) => (await get(app, `${base}?${query}`)).statusCode),
    ),
  );
  expect(answers.filter((status) => status !== 200 && status !== 400 && status !== 404)).toEqual([]);
  const statusOf = async (url: string) => (await get(app, url)).statusCode;
  expect(await Promise.all(['/vi/search?q=%00', '/vi/search?q=a&q=b', `/vi/search?q=${'a'.repeat(201)}`].map(statusOf))).toEqual([
    400, 400, 400,
  ]);
  const paths = [
    '/%',
    '/%00',
    '/vi/articles/%',
    '/vi/articles/..%2f..%2fetc',
    `/vi/articles/${'a'.repeat(3_000)}`,
    '/xx/',
    '/vi/nothing',
    '/constructor/',
    '/__proto__/',
    '/vi/articles/constructor',
    '//evil.example/',
    '/objects/x',
  ];
  const statuses = await Promise.all(paths.map(statusOf));
  expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
  expect((await get(app, '/vi/khong-co', { 'accept-language': 'en' })).body).toContain('Không tìm thấy trang này');
  expect((await app.http.inject({ method: 'POST', url: '/vi/', payload: 'x' })).statusCode).toBeLessThan(500);
});

test('pages are compressed, come with an entity tag, and allow no script', async () => {
  const { app } = await publishedPortal();
  const plain = await get(app, '/vi/');
  const brotli = await get(app, '/vi/', { 'accept-encoding': 'br, gzip' });
  const gzip = await get(app, '/vi/', { 'accept-encoding': 'gzip' });
  expect([brotliDecompressSync(brotli.rawPayload).toString(), gunzipSync(gzip.rawPayload).toString()]).toEqual([plain.body, plain.body]);
  expect((await get(app, '/vi/', { 'if-none-match': String(plain.headers.etag) })).statusCode).toBe(304);
  expect(plain.headers).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=30, must-revalidate',
  });
  expect(plain.body).not.toMatch(/<script|style=|javascript:| on\w+=/);
  const stylesheet = /href="(\/assets\/[^"]+\.css)"/.exec(plain.body)?.[1] ?? '';
  expect((await get(app, stylesheet)).headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
});

test('search engines get a map of every article in each of its languages, under the configured address', async () => {
  const { app, origin } = await publishedPortal();
  const map = (await get(app, '/sitemap.xml')).body;
  expect(map.match(/<loc>/g)?.length).toBe(6 + 4 + 4 + 2);
  expect((await get(app, '/robots.txt')).body).toContain('Sitemap: http://portal.test/sitemap.xml');
  const proxied = newPortal(origin, newFolder(), { GATECAST_PORTAL_URL: 'https://info.example.vn/' });
  expect((await get(proxied, '/vi/')).body).toContain('<link rel="canonical" href="https://info.example.vn/vi/"');
  expect((await get(app, '/vi/', { host: 'evil"><script>' })).body).not.toContain('evil');
});

test('before anything is published the portal says so, in both languages of the house', async () => {
  const app = newPortal(await newOrigin(), newFolder());
  expect(await app.follower.look()).toEqual({ kind: 'nothing-published' });
  expect((await get(app, '/vi/')).body).toContain('Thông tin sắp có tại đây');
  expect((await get(app, '/en/')).body).toContain('Information will appear here soon');
});
