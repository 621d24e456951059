import { auditRoutes, brandingRoutes, logoPath, type RouteInput } from '@gatecast/protocol';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFleetWorld, type FleetWorld } from './fleet-world.ts';

let world: FleetWorld;
beforeAll(async () => {
  world = await openFleetWorld();
});
afterAll(async () => {
  await world.close();
});

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 10, g: 90, b: 160, alpha: 0.5 } } });
const base64 = async (of: Promise<Buffer>) => (await of).toString('base64');
const get = async (path: string, headers: Record<string, string> = {}) => fetch(`${world.server.url}${path}`, { headers });
type Put = RouteInput<typeof brandingRoutes.putBranding>;
const put = (body: Partial<Put['body']>, revision: number): Put => ({
  body: { name: 'Sân bay Nội Bài', accent: '#7A1FA2', logo: { kind: 'keep' }, ...body, revision },
});
const none = { name: '', accent: null, logo: null, revision: 0 };

test('a house that nobody described shows itself as the product, to strangers too', async () => {
  const response = await get(brandingRoutes.getBranding.path);
  expect([response.status, response.headers.get('etag'), await response.json()]).toEqual([200, expect.stringMatching(/^"0\./), none]);
});

test('name, colour and logo are kept under a revision, audited, and told before sign-in with an ETag', async () => {
  const data = await base64(picture(2_000, 1_000).png().toBuffer());
  const kept = await world.chief.call(brandingRoutes.putBranding, put({ logo: { kind: 'new', data } }, 0));
  expect(kept).toMatchObject({ name: 'Sân bay Nội Bài', accent: '#7a1fa2', logo: { widthPx: 320, heightPx: 160 }, revision: 1 });
  const response = await get(brandingRoutes.getBranding.path);
  const tag = response.headers.get('etag') ?? '';
  expect([tag, response.headers.get('cache-control'), await response.json()]).toEqual([expect.stringMatching(/^"1\./), 'no-cache', kept]);
  expect((await get(brandingRoutes.getBranding.path, { 'if-none-match': tag })).status).toBe(304);
  expect((await get(brandingRoutes.getBranding.path, { 'if-none-match': '"0"' })).status).toBe(200);

  const hash = kept.logo?.hash ?? '';
  const logo = await get(logoPath(hash));
  expect(['content-type', 'cache-control', 'etag', 'x-content-type-options'].map((name) => logo.headers.get(name))).toEqual([
    ...['image/png', 'public, max-age=31536000, immutable', `"${hash}"`, 'nosniff'],
  ]);
  expect(await sharp(Buffer.from(await logo.arrayBuffer())).metadata()).toMatchObject({
    format: 'png',
    width: 320,
    height: 160,
    hasAlpha: true,
  });
  expect((await get(logoPath(hash), { 'if-none-match': `"${hash}"` })).status).toBe(304);
  expect((await get(logoPath('0'.repeat(64)))).status).toBe(404);
  expect((await get('/api/branding/logo/..%2f')).status).toBe(404);

  const { rows } = await world.chief.call(auditRoutes.listAudit, { query: { action: 'branding-changed' } });
  expect(rows.map(({ subject, detail }) => [subject, JSON.parse(detail) as unknown])).toEqual([
    ['house', { name: 'Sân bay Nội Bài', accent: '#7a1fa2', logo: hash }],
  ]);
});

test('whoever saves over somebody else is told, also by If-Match', async () => {
  expect((await world.chief.refused(brandingRoutes.putBranding, put({ name: 'x' }, 0))).code).toBe('edited-meanwhile');
  const response = await fetch(`${world.server.url}${brandingRoutes.putBranding.path}`, {
    method: 'PUT',
    headers: { cookie: world.chief.cookie, 'content-type': 'application/json', 'if-match': '"0"' },
    body: JSON.stringify({ name: 'x', accent: null, logo: { kind: 'none' } }),
  });
  expect([response.status, await response.json()]).toMatchObject([412, { code: 'edited-meanwhile' }]);
});

test('a logo that is no still picture, or too large, is refused with the reason, and the old one stays', async () => {
  const before = await (await get(brandingRoutes.getBranding.path)).json();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const frames = Buffer.concat([Buffer.alloc(20 * 20 * 4, 1), Buffer.alloc(20 * 20 * 4, 200)]);
  const moving = await sharp(frames, { raw: { width: 20, height: 40, channels: 4, pageHeight: 20 } })
    .gif({ delay: [100, 100] })
    .toBuffer();
  const png = await picture(64, 64).png().toBuffer();
  const refuse = async (bytes: Buffer) =>
    world.chief.refused(brandingRoutes.putBranding, put({ logo: { kind: 'new', data: bytes.toString('base64') } }, 1));
  const field = 'body.logo.data';
  expect(await refuse(svg)).toMatchObject({ code: 'bad-file', field, detail: expect.stringContaining('SVG') as string });
  expect(await refuse(moving)).toMatchObject({ code: 'bad-file', field, detail: expect.stringContaining('animated') as string });
  expect(await refuse(Buffer.from('%PDF-1.4 nothing'))).toMatchObject({ code: 'bad-file', field });
  expect(await refuse(await picture(400, 8).png().toBuffer())).toMatchObject({
    code: 'bad-file',
    field,
    detail: expect.stringContaining('16 px') as string,
  });
  expect(await refuse(png.subarray(0, png.byteLength - 30))).toMatchObject({ code: 'bad-file', field });
  expect(await refuse(Buffer.alloc(262_145, 1))).toMatchObject({ code: 'too-large', field, limit: 262_144 });
  expect(await refuse(Buffer.alloc(400_000, 1))).toMatchObject({ code: 'bad-input', field });
  expect(await world.chief.refused(brandingRoutes.putBranding, put({ accent: 'red' }, 1))).toMatchObject({
    code: 'bad-input',
    field: 'body.accent',
  });
  expect(await world.chief.refused(brandingRoutes.putBranding, put({ name: 'x'.repeat(61) }, 1))).toMatchObject({ field: 'body.name' });
  expect(await (await get(brandingRoutes.getBranding.path)).json()).toEqual(before);
});

test('a logo is kept or taken away by name, and only an administrator of all sites does any of it', async () => {
  const kept = await world.chief.call(brandingRoutes.putBranding, put({ accent: null }, 1));
  expect([kept.accent, kept.logo?.widthPx]).toEqual([null, 320]);
  const local = await world.server.signIn('local', ['administrator'], world.site.id);
  expect((await local.refused(brandingRoutes.putBranding, put({}, 2))).code).toBe('not-permitted');
  const gone = await world.chief.call(brandingRoutes.putBranding, put({ name: '', accent: null, logo: { kind: 'none' } }, 2));
  expect(gone).toEqual({ ...none, revision: 3 });
  expect((await get(logoPath(kept.logo?.hash ?? ''))).status).toBe(404);
});
