import { contentRoutes, mediaPath, mediaSchema, problemSchema, type Media } from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { probeMedia } from '@gatecast/media-tools';
import { mkdir, open, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, until, type Caller, type ContentWorld } from './content-world.ts';
import { inBothPlaces } from './in-both-places.ts';
import { animation, makeFilm, photo, pngPromising } from './sample-files.ts';

inBothPlaces((newPlace) => {
  let world: ContentWorld;
  let editor: Caller;
  beforeAll(async () => {
    world = await openContentWorld({ ...(await newPlace()), GATECAST_UPLOAD_MAX_BYTES: `${8 * 1024 * 1024}` });
    editor = await world.signIn('editor', ['editor']);
  });
  afterAll(async () => world.close());

  async function post(name: string, bytes: Uint8Array<ArrayBuffer> | Buffer, field = 'file') {
    const form = new FormData();
    form.set(field, new Blob([new Uint8Array(bytes)]), name);
    const response = await fetch(`${world.url}/api/media`, { method: 'POST', body: form, headers: { cookie: editor.cookie } });
    return { status: response.status, json: await response.json() };
  }

  async function upload(name: string, bytes: Buffer): Promise<Media> {
    const { status, json } = await post(name, bytes);
    expect({ status, json }).toMatchObject({ status: 200 });
    return finished(mediaSchema.parse(json).id);
  }

  async function finished(mediaId: Media['id']): Promise<Media> {
    return until('the ingest ends', async () => {
      const media = await editor.call(contentRoutes.getMedia, { params: { mediaId } });
      return (media.state === 'ready' || media.state === 'failed') && media;
    });
  }

  async function fetchMedia(hash: string, headers: Record<string, string> = {}, method = 'GET') {
    const response = await fetch(`${world.url}${mediaPath(hash)}`, { headers, method });
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  }

  test('a photo becomes upright WebP without its metadata, and a thumbnail', async () => {
    const media = await upload('ảnh.jpg', await photo(800, 600));
    expect(media).toMatchObject({
      state: 'ready',
      kind: 'image',
      fileName: 'ảnh.jpg',
      source: 'upload',
      durationMs: null,
      progressBp: 10_000,
      problem: null,
    });
    expect(media.rendition).toMatchObject({ mime: 'image/webp', widthPx: 600, heightPx: 800 });
    const { bytes, response } = await fetchMedia(media.rendition?.hash ?? '');
    expect(nameOfBytes(bytes)).toBe(media.rendition?.hash);
    expect(response.headers.get('content-type')).toBe('image/webp');
    const metadata = await sharp(bytes).metadata();
    expect([metadata.format, metadata.width, metadata.height, metadata.exif]).toEqual(['webp', 600, 800, undefined]);
    const thumbnail = await sharp((await fetchMedia(media.thumbnail ?? '')).bytes).metadata();
    expect([thumbnail.format, thumbnail.width, thumbnail.height]).toEqual(['webp', 360, 480]);
  });

  test('a film becomes H.264 of at most 1080 lines with its measured length, whatever its name says', async () => {
    const path = join(world.folder, 'film.avi');
    await makeFilm(path, { size: '2048x1152', seconds: 2 });
    const media = await upload('film.jpg.exe', await readFile(path));
    expect(media).toMatchObject({ state: 'ready', kind: 'video', fileName: 'film.jpg.exe', durationMs: 2_000 });
    expect(media.rendition).toMatchObject({ mime: 'video/mp4', widthPx: 1_920, heightPx: 1_080 });
    const { bytes } = await fetchMedia(media.rendition?.hash ?? '');
    const made = join(world.folder, 'made.bin');
    await writeFile(made, bytes);
    expect(await probeMedia(made)).toMatchObject({ facts: { kind: 'video', codec: 'h264', widthPx: 1_920, durationMs: 2_000 } });
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect((await sharp((await fetchMedia(media.thumbnail ?? '')).bytes).metadata()).width).toBe(480);
  });

  test('a film that players can show as it came keeps its picture and size, in whichever of the three codecs', async () => {
    const path = join(world.folder, 'film.webm');
    await makeFilm(path, { size: '640x1136', seconds: 1 }, ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '25']);
    const media = await upload('film.avi', await readFile(path));
    expect(media).toMatchObject({ state: 'ready', kind: 'video', durationMs: 1_000 });
    expect(media.rendition).toMatchObject({ mime: 'video/webm', widthPx: 640, heightPx: 1_136 });
    const { bytes, response } = await fetchMedia(media.rendition?.hash ?? '');
    expect(response.headers.get('content-type')).toBe('video/webm');
    const made = join(world.folder, 'made.bin');
    await writeFile(made, bytes);
    expect(await probeMedia(made)).toMatchObject({ facts: { kind: 'video', codec: 'vp9', widthPx: 640, heightPx: 1_136 } });
  });

  test('what is no picture or film is refused by its content with the reason, and leaves nothing behind', async () => {
    const cases: readonly (readonly [string, Buffer, RegExp])[] = [
      ['film.mp4', Buffer.from('this is not a film'), /neither a picture nor a film/],
      ['picture.png', Buffer.from('MZ\u0090\u0000\u0003 a program'), /pictures may be|neither/],
      ['picture.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script/></svg>'), /SVG/],
      ['picture.svg.png', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), /SVG/],
      ['huge.png', pngPromising(60_000, 60_000), /px|megapixels/],
      ['wide.png', pngPromising(16_385, 8), /16384/],
      ['moving.gif', await animation(), /animated/],
      ['empty.png', Buffer.alloc(0), /empty/],
      ['head.jpg', (await photo(64, 64)).subarray(0, 30), /cannot be read|neither/],
      ['paper.pdf', Buffer.from('%PDF-1.7\n%âãÏÓ\n'), /this PDF is damaged/],
    ];
    for (const [name, bytes, reason] of cases) {
      const { status, json } = await post(name, bytes);
      const problem = problemSchema.parse(json);
      expect({ name, status, code: problem.code, field: problem.field }).toEqual({
        name,
        status: 422,
        code: 'bad-file',
        field: 'body.file',
      });
      expect(problem.detail).toMatch(reason);
    }
    expect(await readdir(join(world.folder, 'incoming'))).toEqual([]);
  });

  test('a picture that breaks off in its body fails with a reason and does not stop the next', async () => {
    const noise = await sharp({
      create: { width: 400, height: 400, channels: 3, background: '#000', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
    })
      .png()
      .toBuffer();
    const broken = await upload('broken.png', noise.subarray(0, noise.length / 2));
    expect(broken).toMatchObject({ state: 'failed', rendition: null });
    expect(broken.problem).toMatch(/damaged/);
    expect((await upload('whole.png', noise)).state).toBe('ready');
  });

  test('a file over the limit is refused as it comes, a missing part is named, and nobody uploads without a session', async () => {
    const large = await post('large.png', Buffer.alloc(8 * 1024 * 1024 + 1));
    expect(problemSchema.parse(large.json)).toMatchObject({ status: 413, code: 'too-large', limit: 8 * 1024 * 1024 });
    expect(problemSchema.parse((await post('a.png', await photo(8, 8), 'other')).json)).toMatchObject({
      code: 'bad-input',
      field: 'body.file',
    });
    const nobody = await fetch(`${world.url}/api/media`, { method: 'POST', body: new FormData() });
    expect(nobody.status).toBe(401);
    expect(await readdir(join(world.folder, 'incoming'))).toEqual([]);
  });

  test('an upload that breaks off leaves nothing behind, and the server serves the next', async () => {
    const incoming = join(world.folder, 'incoming');
    const { hostname, port } = new URL(world.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="half.jpg"\r\ncontent-type: image/jpeg\r\n\r\n';
    socket.write(`POST /api/media HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${editor.cookie}\r\n`);
    socket.write(`content-type: multipart/form-data; boundary=b\r\ncontent-length: 5000000\r\n\r\n${head}`);
    socket.write((await photo(64, 64)).subarray(0, 400));
    await until('the half file is being written', async () => (await readdir(incoming)).length === 1);
    socket.destroy();
    await until('it is gone', async () => (await readdir(incoming)).length === 0);
    expect((await upload('next.jpg', await photo(64, 48))).state).toBe('ready');
  });

  test('media is served whole, in parts, and conditionally, and never as anything else than what we made', async () => {
    const { rendition } = await upload('range.jpg', await photo(300, 200));
    const hash = rendition?.hash ?? '';
    const whole = await fetchMedia(hash);
    const size = whole.bytes.length;
    expect(
      Object.fromEntries(
        ['etag', 'cache-control', 'accept-ranges', 'x-content-type-options', 'content-length'].map((name) => [
          name,
          whole.response.headers.get(name),
        ]),
      ),
    ).toEqual({
      etag: `"${hash}"`,
      'cache-control': 'public, max-age=31536000, immutable',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      'content-length': `${size}`,
    });

    const part = await fetchMedia(hash, { range: 'bytes=10-19' });
    expect([part.response.status, part.response.headers.get('content-range'), part.bytes]).toEqual([
      206,
      `bytes 10-19/${size}`,
      whole.bytes.subarray(10, 20),
    ]);
    const rest = await fetchMedia(hash, { range: `bytes=${size - 5}-`, 'if-range': `"${hash}"` });
    expect([rest.response.status, rest.bytes]).toEqual([206, whole.bytes.subarray(size - 5)]);
    const other = await fetchMedia(hash, { range: 'bytes=0-4', 'if-range': '"something-else"' });
    expect([other.response.status, other.bytes.length]).toEqual([200, size]);
    const beyond = await fetchMedia(hash, { range: `bytes=${size}-` });
    expect([beyond.response.status, beyond.response.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
    expect((await fetchMedia(hash, { 'if-none-match': `"${hash}"` })).response.status).toBe(304);
    const head = await fetchMedia(hash, {}, 'HEAD');
    expect([head.response.status, head.response.headers.get('content-length'), head.bytes.length]).toEqual([200, `${size}`, 0]);

    expect((await fetchMedia('0'.repeat(64))).response.status).toBe(404);
    for (const path of ['/media/..%2f..%2ftruth.sqlite', '/media/xyz', `/media/${hash.toUpperCase()}`])
      expect((await fetch(`${world.url}${path}`)).status).toBe(404);
    const original = nameOfBytes(await photo(300, 200));
    expect((await fetchMedia(original)).response.status).toBe(404);
  });

  test('the same bytes a second time are ready at once with the same rendition', async () => {
    const bytes = await photo(320, 240);
    const first = await upload('one.jpg', bytes);
    const second = await upload('two.jpg', bytes);
    expect(second.id).not.toBe(first.id);
    expect(second.rendition).toEqual(first.rendition);
  });

  test('the inbox takes whole files only, moves what it refuses beside a reason, and follows no link', { tags: 'long' }, async () => {
    const inbox = join(world.folder, 'inbox');
    const bytes = await photo(500, 400);
    const secret = join(world.folder, 'outside.jpg');
    await writeFile(secret, await photo(111, 111));
    await symlink(secret, join(inbox, 'link.jpg'));
    await writeFile(join(inbox, '.hidden.jpg'), bytes);
    await writeFile(join(inbox, 'browser.jpg.crdownload'), bytes);
    await writeFile(join(inbox, 'note.mp4'), 'not a film');
    await mkdir(join(inbox, 'folder'));
    await writeFile(join(inbox, 'folder', 'deep.jpg'), bytes);

    const slow = await open(join(inbox, 'slow.jpg'), 'w');
    const step = Math.ceil(bytes.length / 8);
    for (let from = 0; from < bytes.length; from += step) {
      await slow.write(bytes.subarray(from, from + step));
      // a slow copier: it never rests as long as the inbox wants stillness
      await pause(400);
      expect((await editor.call(contentRoutes.listMedia, {})).media.filter(({ fileName }) => fileName === 'slow.jpg')).toEqual([]);
    }
    await slow.close();
    await rename(join(inbox, 'browser.jpg.crdownload'), join(inbox, 'browser.jpg'));

    const taken = await until('two files are taken', async () => {
      const { media } = await editor.call(contentRoutes.listMedia, {});
      const fromInbox = media.filter(({ source, state }) => source === 'inbox' && state === 'ready');
      return fromInbox.length === 2 && fromInbox;
    });
    expect(taken.map(({ fileName }) => fileName).sort()).toEqual(['browser.jpg', 'slow.jpg']);
    expect(taken[0]?.rendition?.widthPx).toBe(400);
    await until('the refused file is put aside', async () => (await readdir(join(inbox, 'rejected'))).includes('note.mp4.txt'));
    expect(await readFile(join(inbox, 'rejected', 'note.mp4.txt'), 'utf8')).toMatch(/neither a picture nor a film/);
    expect((await readdir(inbox)).sort()).toEqual(['.hidden.jpg', 'folder', 'link.jpg', 'rejected']);
  });

  test('an ingest that a restart interrupts begins again and ends', async () => {
    const path = join(world.folder, 'long.avi');
    await makeFilm(path, { size: '1280x720', seconds: 8 });
    const { json } = await post('long.avi', await readFile(path));
    const { id } = mediaSchema.parse(json);
    await until(
      'rendering began',
      async () => (await editor.call(contentRoutes.getMedia, { params: { mediaId: id } })).state === 'rendering',
    );
    await world.restart();
    const interrupted = await editor.call(contentRoutes.getMedia, { params: { mediaId: id } });
    expect(['probing', 'rendering']).toContain(interrupted.state);
    expect(await finished(id)).toMatchObject({ state: 'ready', durationMs: 8_000 });
    // what was fetched to be worked on goes after its work is told
    await until('nothing is left', async () => (await readdir(join(world.folder, 'incoming'))).length === 0);
  });
});
