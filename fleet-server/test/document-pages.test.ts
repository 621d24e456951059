import {
  contentRoutes,
  itemPartSchema,
  mediaPath,
  mediaSchema,
  problemSchema,
  scheduleRoutes,
  type Media,
  type Problem,
} from '@gatecast/protocol';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolderStore } from '../src/store/blob-store.ts';
import { createMediaFiles } from '../src/features/media/media-files.ts';
import { readPdf } from '../src/features/pages/read-pdf.ts';
import { renderPages } from '../src/features/pages/render-pages.ts';
import { compileReleases } from '../src/features/publications/compile-releases.ts';
import { readCompileInput } from '../src/features/publications/read-compile-input.ts';
import { approve, hirePeople, makeSite, openContentWorld, until, type ContentWorld, type People } from './content-world.ts';
import { pdfOf, pdfWithoutFonts, signedPdf, timetable } from './sample-pdfs.ts';

let world: ContentWorld;
let people: People;
let media: Media;
beforeAll(async () => {
  world = await openContentWorld();
  people = await hirePeople(world);
  media = await ingested(await timetable());
});
afterAll(async () => world.close());

async function offer(bytes: Uint8Array): Promise<{ readonly status: number; readonly json: unknown }> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), 'thông báo.pdf');
  const response = await fetch(`${world.url}/api/media`, { method: 'POST', body: form, headers: { cookie: people.editor.cookie } });
  return { status: response.status, json: await response.json() };
}
async function ingested(bytes: Uint8Array): Promise<Media> {
  const { status, json } = await offer(bytes);
  expect({ status, json }).toMatchObject({ status: 200 });
  const mediaId = mediaSchema.parse(json).id;
  return until('the ingest ends', async () => {
    const found = await people.editor.call(contentRoutes.getMedia, { params: { mediaId } });
    return (found.state === 'ready' || found.state === 'failed') && found;
  });
}
async function refusalOf(bytes: Uint8Array): Promise<Pick<Problem, 'field' | 'limit' | 'detail'>> {
  const { status, json } = await offer(bytes);
  expect(status).toBe(422);
  const { field, limit, detail } = problemSchema.parse(json);
  return { field, limit, detail };
}
async function newItem(): Promise<Parameters<typeof approve>[1]> {
  const body = { kind: 'pages', title: 'Timetable', category: 'travel', supplierId: people.supplierId } as const;
  return (await people.editor.call(contentRoutes.createItem, { body })).id;
}

test('every page of a PDF becomes a picture that fills the largest screen, with its text beside it', async () => {
  expect(media).toMatchObject({ kind: 'pages', state: 'ready', rendition: null, pages: { count: 2 } });
  const { pages } = await people.editor.call(contentRoutes.listMediaPages, { params: { mediaId: media.id } });
  expect(pages.map(({ number, media: { widthPx, heightPx }, text }) => [number, widthPx, heightPx, text])).toEqual([
    [1, 2715, 3840, 'Lịch tàu Hà Nội – Lào Cai\nCửa khẩu Hữu Nghị đóng cửa lúc 22 giờ'],
    [2, 3840, 2715, ''],
  ]);
  const second = Buffer.from(await (await fetch(`${world.url}${mediaPath(pages[1]?.media.hash ?? '')}`)).arrayBuffer());
  const { data } = await sharp(second).resize(1, 1).raw().toBuffer({ resolveWithObject: true });
  const [red = 0, green = 255, blue = 255] = data;
  expect([red > 200, green < 60, blue < 70]).toEqual([true, true, true]);
});

test('the same file gives the same pictures, wherever it is drawn', async () => {
  const folders = { media: join(world.folder, 'elsewhere'), incoming: join(world.folder, 'incoming-elsewhere') };
  for (const folder of Object.values(folders)) await mkdir(folder);
  const path = join(world.folder, 'same.pdf');
  await writeFile(path, await timetable());
  const options = {
    files: createMediaFiles(createFolderStore(folders.media), folders.incoming),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  };
  const rendered = await renderPages(path, options);
  if (rendered.kind !== 'rendered') throw new Error(rendered.kind);
  const { pages } = await people.editor.call(contentRoutes.listMediaPages, { params: { mediaId: media.id } });
  expect(rendered.pages.map((page) => page.rendition)).toEqual(pages.map((page) => page.media));
});

test('Vietnamese text whose font is not in the file is drawn all the same; what a scan hides over itself is not asked for', async () => {
  const ready = await ingested(
    pdfWithoutFonts([
      { font: 'TimesNewRoman', text: 'Cửa khẩu Hữu Nghị' },
      { font: 'SimSun', text: '中国', isUnseen: true },
    ]),
  );
  expect(ready).toMatchObject({ state: 'ready', pages: { count: 1 } });
  const { pages } = await people.editor.call(contentRoutes.listMediaPages, { params: { mediaId: ready.id } });
  const picture = Buffer.from(await (await fetch(`${world.url}${mediaPath(pages[0]?.media.hash ?? '')}`)).arrayBuffer());
  const plain = await ingested(pdfWithoutFonts([{ font: 'TimesNewRoman', text: 'Cua khau Huu Nghi' }]));
  const { pages: bare } = await people.editor.call(contentRoutes.listMediaPages, { params: { mediaId: plain.id } });
  const without = Buffer.from(await (await fetch(`${world.url}${mediaPath(bare[0]?.media.hash ?? '')}`)).arrayBuffer());
  // a letter that is missing leaves less ink than the letter without its marks, one that is there more
  expect(await inkOf(picture)).toBeGreaterThan(await inkOf(without));
});

/** How dark a picture is in the mean: 0 white, 255 black. */
async function inkOf(picture: Buffer): Promise<number> {
  const { channels } = await sharp(picture).greyscale().stats();
  return 255 - (channels[0]?.mean ?? 0);
}

test('a stamp that is the field of a signature is seen', async () => {
  const path = join(world.folder, 'signed.pdf');
  await writeFile(path, signedPdf());
  const opened = await readPdf(path, new AbortController().signal);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const drawn = await opened.reader.draw(1, { widthPx: 3, heightPx: 1 });
  opened.reader.end();
  expect(drawn.kind === 'drawn' && [...drawn.pixels]).toEqual([255, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255]);
});

test('text that no font at hand can draw fails the ingest with page, font and characters, so that nothing is shown with letters missing', async () => {
  const failed = await ingested(pdfWithoutFonts([{ font: 'SimSun', text: '中国边检' }]));
  expect(failed).toMatchObject({ state: 'failed', pages: null });
  expect(failed.problem).toMatch(/^page 1 has text in the font SimSun.*中国边检.*fonts embedded$/);
  expect((await ingested(pdfWithoutFonts([{ font: 'VNI-Times', text: 'Thoâng baùo' }]))).problem).toMatch(/VNI-Times/);
});

test('a PDF that cannot be shown is refused at once, with the field and the limit', async () => {
  const page = (pdf: PDFKit.PDFDocument): void => void pdf.addPage().text('x');
  const locked = await pdfOf(page, { userPassword: 'x', pdfVersion: '1.7ext3' });
  expect(await refusalOf(locked)).toMatchObject({ field: 'body.file', limit: 'without a password' });
  const many = await pdfOf((pdf) => Array.from({ length: 61 }, () => pdf.addPage()));
  expect(await refusalOf(many)).toMatchObject({ field: 'body.file', limit: 60, detail: expect.stringContaining('61 pages') });
  const hair = await pdfOf((pdf) => void pdf.addPage({ size: [20, 842], margin: 0 }));
  expect(await refusalOf(hair)).toMatchObject({ field: 'body.file', limit: 20, detail: expect.stringContaining('page 1 is 42 times') });
  expect(await refusalOf(Buffer.from('%PDF-1.7\nnothing of a PDF follows\n'))).toMatchObject({
    field: 'body.file',
    detail: 'this PDF is damaged',
  });
  // what may be opened by everybody may be shown, whatever else its author forbids
  const unprintable = await pdfOf(page, { ownerPassword: 'x', permissions: { printing: false as never }, pdfVersion: '1.7ext3' });
  expect(await ingested(unprintable)).toMatchObject({ state: 'ready' });
});

test('the child that reads a PDF ends at its limits of memory and time, and tells which page it was about', async () => {
  const path = join(world.folder, 'any.pdf');
  await writeFile(path, await timetable());
  const signal = new AbortController().signal;
  const small = await readPdf(path, signal, { answerMs: 30_000, memoryMiB: 64 });
  if (small.kind !== 'open') throw new Error(small.kind);
  expect(await small.reader.draw(1, { widthPx: 8_000, heightPx: 8_000 })).toMatchObject({ kind: 'crashed' });
  // whoever asks on is told the same
  expect(await small.reader.draw(2, { widthPx: 10, heightPx: 10 })).toMatchObject({ kind: 'crashed' });
  const slow = await readPdf(path, signal, { answerMs: 1, memoryMiB: 64 });
  expect(slow).toMatchObject({ kind: 'unstarted' });
});

test('a variant shows the pages that it names, each for its own time, and a second person approves exactly these', async () => {
  const itemId = await newItem();
  const params = { itemId, language: 'vi' };
  const draft = { kind: 'pages', mediaId: media.id, alternative: 'Lịch tàu' } as const;
  await approve(people, itemId, 'vi', draft);
  const { variants } = await people.editor.call(contentRoutes.getItem, { params: { itemId } });
  const [variant] = variants;
  if (variant?.content.kind !== 'pages') throw new Error('no pages');
  expect(variant).toMatchObject({
    review: 'approved',
    content: { source: media.pages?.source, pages: [{ number: 1 }, { number: 2, durationMs: 10_000 }] },
  });
  expect(variant.durationMs).toBe(variant.content.pages.reduce((sum, { durationMs }) => sum + durationMs, 0));

  const short = await people.editor.call(contentRoutes.putVariant, { params, body: { content: { ...draft, fromPage: 2, pageMs: 4_000 } } });
  expect([short.durationMs, short.content]).toMatchObject([4_000, { pages: [{ number: 2, durationMs: 4_000 }] }]);
  const refused = async (content: object, more: object = {}) => {
    const { field, limit } = await people.editor.refused(contentRoutes.putVariant, {
      params,
      body: { content: { ...draft, ...content }, ...more },
    });
    return [field, limit];
  };
  expect(await refused({ fromPage: 3 })).toEqual(['body.content.fromPage', 2]);
  expect(await refused({ toPage: 3 })).toEqual(['body.content.toPage', 2]);
  expect(await refused({ fromPage: 2, toPage: 1 })).toEqual(['body.content.toPage', 2]);
  expect(await refused({ pageMs: 1_999 })).toMatchObject(['body.content.pageMs', expect.anything()]);
  expect(await refused({}, { durationMs: 5_000 })).toEqual(['body.durationMs', 'content.pageMs']);
});

test('a release names the picture of every page, and says semantics 3', async () => {
  const { siteId, addScreen } = await makeSite(world);
  await addScreen('B12');
  const itemId = await newItem();
  await approve(people, itemId, 'zxx', { kind: 'pages', mediaId: media.id, alternative: '' });
  const slots = [{ kind: 'item' as const, itemId, weight: 1 }];
  const { id: playlistId } = await people.publisher.call(contentRoutes.createPlaylist, { body: { name: 'loop', slots } });
  const targets = [{ kind: 'site' as const, siteId }];
  await people.publisher.call(scheduleRoutes.createEntry, {
    body: { name: 'Base', tier: 'fallback', targets, playlistId, when: { kind: 'always' } },
  });
  const output = compileReleases(await readCompileInput(world.app.context.truth, Date.now()), () => performance.now());
  const { pages } = await people.editor.call(contentRoutes.listMediaPages, { params: { mediaId: media.id } });
  const parts = output.objects.map(({ bytes }) => itemPartSchema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown));
  expect(parts.flatMap((part) => (part.success ? part.data.variants.map((variant) => variant.media) : []))).toEqual([
    pages.map((page) => page.media),
  ]);
  const mediaBytes = pages.reduce((sum, page) => sum + page.media.sizeBytes, 0);
  expect(output.trees.map((tree) => [tree.semantics, tree.mediaBytes])).toEqual([[3, mediaBytes]]);
});

test('what was interrupted is begun again, and a file that comes again is ready at once', async () => {
  const again = await ingested(await timetable());
  expect([again.id === media.id, again.pages, again.thumbnail]).toEqual([false, media.pages, media.thumbnail]);
  await world.app.context.truth.updateTable('media').set({ state: 'rendering' }).where('id', 'in', [again.id, media.id]).execute();
  await world.restart();
  const ready = await until('both are ready', async () => {
    const rows = await world.app.context.truth
      .selectFrom('media')
      .select(['state', 'pageCount'])
      .where('id', 'in', [again.id, media.id])
      .execute();
    return rows.every(({ state }) => state === 'ready') && rows;
  });
  expect(ready.map(({ pageCount }) => pageCount)).toEqual([2, 2]);
});
