import {
  bundleManifestSchema,
  contentRoutes,
  itemPartSchema,
  mediaPath,
  mediaSchema,
  problemSchema,
  scheduleRoutes,
  type Media,
} from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { request } from 'node:http';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compileReleases } from '../src/features/publications/compile-releases.ts';
import { readCompileInput } from '../src/features/publications/read-compile-input.ts';
import { approve, hirePeople, makeSite, openContentWorld, until, type ContentWorld, type People } from './content-world.ts';
import { inBothPlaces } from './in-both-places.ts';
import { zipOf, type ZippedFile } from './zip-of.ts';

inBothPlaces((newPlace) => {
  let world: ContentWorld;
  let people: People;
  beforeAll(async () => {
    world = await openContentWorld(await newPlace());
    people = await hirePeople(world);
  });
  afterAll(async () => world.close());

  async function offer(files: readonly ZippedFile[]): Promise<{ readonly status: number; readonly json: unknown }> {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(zipOf(files))]), 'bundle.zip');
    const response = await fetch(`${world.url}/api/media`, { method: 'POST', body: form, headers: { cookie: people.editor.cookie } });
    return { status: response.status, json: await response.json() };
  }
  async function ingested(files: readonly ZippedFile[]): Promise<Media> {
    const { status, json } = await offer(files);
    expect({ status, json }).toMatchObject({ status: 200 });
    const mediaId = mediaSchema.parse(json).id;
    return until('the ingest ends', async () => {
      const media = await people.editor.call(contentRoutes.getMedia, { params: { mediaId } });
      return (media.state === 'ready' || media.state === 'failed') && media;
    });
  }
  async function refusalOf(files: readonly ZippedFile[]): Promise<string> {
    const { status, json } = await offer(files);
    expect(status).toBe(422);
    return problemSchema.parse(json).detail ?? '';
  }
  const page: ZippedFile = { name: 'index.html', data: '<!doctype html><script src="a/run.js"></script>' };

  async function bundle(): Promise<readonly ZippedFile[]> {
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c00' } })
      .png()
      .toBuffer();
    return [
      page,
      { name: 'a/run.js', data: 'document.title = "x"' },
      { name: 'a/ảnh.png', data: picture },
      { name: 'a/empty.css', data: '' },
    ];
  }

  test('a ZIP becomes files by their hash and a manifest, which a variant names and a release carries', async () => {
    const media = await ingested([...(await bundle()), { name: '__MACOSX/._index.html', data: 'litter' }]);
    expect(media).toMatchObject({ kind: 'bundle', state: 'ready', rendition: null, bundle: { fileCount: 4 } });
    const manifestHash = media.bundle?.manifest.hash ?? '';
    const bytes = Buffer.from(await (await fetch(`${world.url}${mediaPath(manifestHash)}`)).arrayBuffer());
    expect(nameOfBytes(bytes)).toBe(manifestHash);
    const manifest = bundleManifestSchema.parse(JSON.parse(bytes.toString('utf8')));
    expect(manifest.files.map(({ path, mime, sizeBytes }) => [path, mime, sizeBytes])).toEqual([
      ['a/empty.css', 'text/css', 0],
      ['a/run.js', 'text/javascript', 20],
      ['a/ảnh.png', 'image/png', expect.any(Number)],
      ['index.html', 'text/html', page.data.length],
    ]);
    const run = await fetch(`${world.url}${mediaPath(manifest.files[1]?.hash ?? '')}`);
    // as bytes: no browser takes it for a program or a page of this server
    expect([run.headers.get('content-type'), await run.text()]).toEqual(['application/octet-stream', 'document.title = "x"']);

    const { id: itemId } = await people.editor.call(contentRoutes.createItem, {
      body: { kind: 'bundle', title: 'Flights', category: 'travel', supplierId: people.supplierId },
    });
    await approve(people, itemId, 'zxx', { kind: 'bundle', mediaId: media.id, alternative: '' });
    const item = await people.editor.call(contentRoutes.getItem, { params: { itemId } });
    expect(item.variants).toMatchObject([
      { review: 'approved', durationMs: 20_000, content: { kind: 'bundle', manifest: media.bundle?.manifest, alternative: '' } },
    ]);
  });

  test('a release lists the files that a bundle needs, and how many bytes they are', async () => {
    const { siteId, addScreen } = await makeSite(world);
    await addScreen('B12');
    const media = await ingested([page, { name: 'a/run.js', data: 'a program' }, { name: 'a/again.js', data: 'a program' }]);
    const { id: itemId } = await people.editor.call(contentRoutes.createItem, {
      body: { kind: 'bundle', title: 'Board', category: 'travel', supplierId: people.supplierId },
    });
    await approve(people, itemId, 'zxx', { kind: 'bundle', mediaId: media.id, alternative: '' });
    const slots = [{ kind: 'item' as const, itemId, weight: 1 }];
    const { id: playlistId } = await people.publisher.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
    const targets = [{ kind: 'site' as const, siteId }];
    const entry = { name: 'Base', tier: 'fallback' as const, targets, playlistId, when: { kind: 'always' as const } };
    await people.publisher.call(scheduleRoutes.createEntry, { body: entry });
    const output = compileReleases(await readCompileInput(world.app.context.truth, Date.now()), () => performance.now());
    const parts = output.objects.map(({ bytes }) => itemPartSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown));
    const files = parts.flatMap((part) => (part.success ? part.data.variants.flatMap((variant) => variant.files ?? []) : []));
    // the page, one program under two names, and the manifest
    expect(files.map(({ sizeBytes }) => sizeBytes).sort((a, b) => a - b)).toEqual([
      'a program'.length,
      page.data.length,
      media.bundle?.manifest.sizeBytes,
    ]);
    expect(output.trees.map(({ mediaBytes }) => mediaBytes)).toEqual([files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)]);
  });

  test('a bundle that shares files with another costs what is new', async () => {
    const first = await ingested([page, { name: 'a/run.js', data: 'one' }, { name: 'a/same.js', data: 'same' }]);
    const second = await ingested([page, { name: 'a/run.js', data: 'two' }, { name: 'a/same.js', data: 'same' }]);
    const filesOf = async (media: Media): Promise<readonly string[]> => {
      const answer = await fetch(`${world.url}${mediaPath(media.bundle?.manifest.hash ?? '')}`);
      return bundleManifestSchema.parse(await answer.json()).files.map(({ hash }) => hash);
    };
    const [before, after] = [await filesOf(first), await filesOf(second)];
    expect(after.map((hash) => before.includes(hash))).toEqual([false, true, true]);
  });

  test('a folder that was packed as a whole is the bundle', async () => {
    const media = await ingested([
      { name: 'flights/', data: '' },
      { name: 'flights/index.html', data: 'x' },
      { name: 'flights/b.js', data: 'y' },
    ]);
    expect(media).toMatchObject({ state: 'ready', bundle: { fileCount: 2, totalBytes: 2 } });
  });

  test('what leads out, links, hides, repeats, is of no use or lacks its page is refused by name', async () => {
    const many = Array.from({ length: 300 }, (_one, index) => ({ name: `f${index}.txt`, data: 'x' }));
    expect([
      await refusalOf([page, { name: '../evil.js', data: 'x' }]),
      await refusalOf([page, { name: '/etc/evil.js', data: 'x' }]),
      await refusalOf([page, { name: 'a\\..\\evil.js', data: 'x' }]),
      await refusalOf([page, { name: 'link.js', data: '/etc/passwd', unixMode: 0o120777 }]),
      await refusalOf([page, { name: '.hidden/run.js', data: 'x' }]),
      await refusalOf([page, { name: 'a.js', data: 'x' }, { name: 'a.js', data: 'y' }]),
      await refusalOf([page, { name: 'run.exe', data: 'MZ' }]),
      await refusalOf([{ name: 'run.js', data: 'x' }]),
      await refusalOf([page, { name: `${'d/'.repeat(9)}x.js`, data: 'x' }]),
      await refusalOf([page, ...many]),
      await refusalOf([{ name: 'index.html', data: Buffer.alloc(5 * 1024 * 1024, 'x') }]),
    ]).toEqual([
      expect.stringContaining('../evil.js'),
      expect.stringContaining('/etc/evil.js'),
      expect.stringContaining('cannot be read'),
      'link.js: links and devices are not taken',
      '.hidden/run.js: must be a plain path',
      'a.js: is in the archive twice',
      expect.stringContaining('run.exe: files of a bundle end in'),
      'a bundle needs a page index.html at its top',
      expect.stringContaining('may be 8 deep'),
      'a bundle may hold 300 files',
      'index.html: may have 4 MiB',
    ]);
  });

  test('an archive that says less than it holds, or promises more than may be, is refused before it fills a disk', async () => {
    const zeros = Buffer.alloc(5 * 1024 * 1024);
    expect(await refusalOf([page, { name: 'big.txt', data: zeros, saysBytes: 200 * 1024 * 1024 }])).toBe(
      'a bundle may hold 128 MiB when it is unpacked',
    );
    expect(await ingested([page, { name: 'big.txt', data: zeros, saysBytes: 1_000 }])).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(/^big\.txt: (cannot be unpacked|is larger)/),
    });
    expect(await ingested([page, { name: 'a.png', data: 'not a picture' }])).toMatchObject({
      state: 'failed',
      problem: 'a.png: is not image/png',
    });
    expect(await ingested([page, { name: 'a.js', data: Buffer.from([0xff, 0xfe, 0x00]) }])).toMatchObject({
      state: 'failed',
      problem: 'a.js: is not text/javascript',
    });
  });

  test('the preview gives files with their types, without an origin, to a frame that reaches this bundle only', async () => {
    const media = await ingested(await bundle());
    const hash = media.bundle?.manifest.hash ?? '';
    const at = (path: string): Promise<Response> => fetch(`${world.url}/bundles/${hash}/${path}`);
    const answer = await at('index.html');
    const policy = answer.headers.get('content-security-policy')?.split('; ') ?? [];
    const { host } = new URL(world.url);
    expect([answer.status, answer.headers.get('content-type'), policy.slice(0, 2), policy.at(-1)]).toEqual([
      200,
      'text/html; charset=utf-8',
      ['sandbox allow-scripts', `default-src ${host}/bundles/${hash}/`],
      "form-action 'none'",
    ]);
    expect((await at('a/%E1%BA%A3nh.png')).headers.get('content-type')).toBe('image/png');
    expect(await Promise.all(['a/none.js', '%2e%2e/x', ''].map(async (path) => (await at(path)).status))).toEqual([404, 404, 404]);
    // a Host that is none cannot write a policy
    const odd = await new Promise<string>((resolve, reject) => {
      const { port } = new URL(world.url);
      request({ port, path: `/bundles/${hash}/index.html`, headers: { host: 'x; script-src *' } }, (response) => {
        response.resume();
        resolve(String(response.headers['content-security-policy'] ?? response.statusCode));
      })
        .on('error', reject)
        .end();
    });
    expect(odd).not.toContain('script-src *');
  });

  test('a picture is no bundle, and a bundle no picture', async () => {
    const media = await ingested(await bundle());
    const { id: itemId } = await people.editor.call(contentRoutes.createItem, {
      body: { kind: 'image', title: 'Picture', category: 'travel', supplierId: people.supplierId },
    });
    const problem = await people.editor.refused(contentRoutes.putVariant, {
      params: { itemId, language: 'zxx' },
      body: { content: { kind: 'image', mediaId: media.id, alternative: '' } },
    });
    expect(problem).toMatchObject({ status: 400, field: 'body.content.mediaId', limit: 'image' });
  });
});
