import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { legibleSize } from '@gatecast/glass-text';
import { findFfmpeg } from '@gatecast/media-tools';
import jsqr from 'jsqr';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Size } from '../stage-harness/open-stage.ts';
import { handoverOf, releaseOf, type ReleaseParts } from '../stage-harness/release-fixture.ts';
import { createStageWorld, type StageWorld } from '../stage-harness/stage-world.ts';
import { gateForms, gateNotice, templateKinds } from '../stage-harness/templates-fixture.ts';

let world: StageWorld;
beforeAll(async () => {
  world = await createStageWorld();
});
afterAll(() => world?.close());
afterEach(() => world.reset());

const languages = Object.keys(gateForms);
const url = 'https://evisa.gov.vn/khai-bao?lang=vi&cua=B12';
const regionWith = (kind: 'sequence' | 'together', widthBp = 10_000) =>
  ({
    id: `${kind}-${widthBp}`,
    name: kind,
    regions: [{ id: 'main', frame: { xBp: 0, yBp: 0, widthBp, heightBp: 10_000 }, languages: { kind }, content: { kind: 'main' } }],
  }) satisfies ReleaseParts['layout'];

let revision = 0;
/** Puts one notice on the glass and waits until it stands there. */
async function show(page: Page, contents: Readonly<Record<string, ReturnType<typeof gateNotice>>>, more: Partial<ReleaseParts> = {}) {
  revision += 1;
  const id = `notice-${revision}`;
  const durationMs = 600_000;
  const release = releaseOf({ number: revision, items: [{ id, durationMs, contents }], languages: Object.keys(contents), ...more });
  const isShown = world.stateWhere(({ showing }) => showing.kind === 'item' && showing.itemId === id);
  world.server.hand(handoverOf(release, { revision, alertRevision: revision }));
  await isShown;
  await page.waitForFunction(() => document.querySelectorAll('.is-shown').length === 1);
}

/** Everything that is wrong with the texts on the glass: too small, not within their box, or with letters that reach out of it. */
function faultsOnGlass(page: Page, smallestPx: number): Promise<readonly string[]> {
  return page.$$eval(
    '.is-shown.text',
    ([root], smallest) => {
      if (root === undefined) return ['no text is on the glass'];
      const found: string[] = [];
      const texts = root.querySelectorAll<HTMLElement>(
        '.title, .body, .step-text, .step-number, .fee-name, .fee-amount, .fee-note, .direction-place, .direction-distance, ' +
          '.qr-caption, .chip-name, .head-site, .head-clock, .foot-supplier, .foot-language, .page-mark',
      );
      for (const text of texts) {
        const box = text.getBoundingClientRect();
        if (box.height === 0 || text.textContent === '') continue;
        const name = `${text.className} “${text.textContent.slice(0, 20)}”`;
        const style = getComputedStyle(text);
        if (Number.parseFloat(style.fontSize) < smallest - 0.01) found.push(`${name} is set at ${style.fontSize}`);
        const outer = (text.closest('.fit') ?? text.closest('.panel') ?? root).getBoundingClientRect();
        const out = Math.max(outer.top - box.top, box.bottom - outer.bottom, outer.left - box.left, box.right - outer.right);
        if (out > 1.5) found.push(`${name} reaches ${out.toFixed(1)} px out of its box`);
        if (text.scrollWidth > text.clientWidth + 1 && style.display !== 'inline') found.push(`${name} is wider than its box`);
      }
      for (const box of root.querySelectorAll<HTMLElement>('.fit, .qr')) {
        const over = Math.max(box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth);
        if (over > 1) found.push(`${box.className} overflows by ${over} px`);
      }
      if (root.querySelectorAll('.fit .title, .fit .body, .fit .row').length === 0) found.push('nothing is said');
      return found;
    },
    smallestPx,
  );
}

const sizes: readonly (Size & { readonly viewing?: { readonly distanceMm: number; readonly glassWidthMm: number } })[] = [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920, viewing: { distanceMm: 5_000, glassWidthMm: 680 } },
  { width: 3840, height: 600, viewing: { distanceMm: 4_000, glassWidthMm: 1_900 } },
  { width: 3840, height: 2160 },
];
for (const [turn, { width, height, viewing }] of sizes.entries()) {
  const far = viewing === undefined ? '' : `, read from ${viewing.distanceMm / 1_000} m`;
  it(`neither clips a text nor sets it too small, in any language and template, on ${width} by ${height}${far}`, async () => {
    const { page, errors } = await world.open({ width, height });
    const smallestPx = legibleSize({ widthPx: width, heightPx: height, viewing });
    const parts = viewing === undefined ? {} : { viewing };
    const found: string[] = [];
    // two sizes together have every language, and each size has every template; large glass is slow to draw without a GPU
    for (const [index, language] of languages.entries()) {
      if ((index + turn) % (width > 2_000 ? 4 : 2) !== 0) continue;
      const template = templateKinds[((index >> 1) + turn) % templateKinds.length] ?? 'plain';
      await show(page, { [language]: gateNotice(language, template, index % 3 === 0 ? url : null) }, parts);
      found.push(...(await faultsOnGlass(page, smallestPx)).map((fault) => `${language} ${template}: ${fault}`));
    }
    for (const group of width > 2_000 ? [languages.slice(0, 6)] : [languages.slice(0, 6), languages.slice(6, 10), languages.slice(10)]) {
      const contents = Object.fromEntries(group.map((language) => [language, gateNotice(language, 'steps', url)]));
      await show(page, contents, { ...parts, layout: regionWith('together') });
      found.push(...(await faultsOnGlass(page, smallestPx)).map((fault) => `${group.join()} together: ${fault}`));
    }
    expect(found).toEqual([]);
    expect(errors).toEqual([]);
  });
}

it('shows what does not fit page by page within its time, loses nothing, and says which page is on', async () => {
  const { page } = await world.open({ width: 1280, height: 720 });
  const viewing = { distanceMm: 6_000, glassWidthMm: 1_000 };
  const notice = { ...gateNotice('en', 'steps'), body: `${gateForms['en']?.body} ${gateForms['en']?.steps.join('. ')}.` };
  const durationMs = 5_000;
  const release = releaseOf({
    number: ++revision,
    items: [{ id: 'long', durationMs, contents: { en: notice } }],
    languages: ['en'],
    viewing,
  });
  world.server.hand(handoverOf(release, { revision, alertRevision: revision }));
  await page.waitForSelector('.is-shown .page-mark:not(:empty)');
  const seen = new Map<string, string>();
  let ofPages = '';
  await expect
    .poll(
      async () => {
        const { mark, text } = await page.$$eval('.is-shown.text', (all) => {
          const saying = (selector: string) => all.at(-1)?.querySelector<HTMLElement>(selector)?.innerText ?? '';
          return { mark: saying('.page-mark'), text: saying('.fit') };
        });
        const pages = mark.split('/')[1];
        // a font that came late breaks the text into other pages: those before are no part of these
        if (pages !== undefined && pages !== ofPages) {
          seen.clear();
          ofPages = pages;
        }
        if (pages !== undefined) seen.set(mark, text);
        expect(await faultsOnGlass(page, legibleSize({ widthPx: 1280, heightPx: 720, viewing }))).toEqual([]);
        return seen.size === Number(ofPages);
      },
      { timeout: 20_000, interval: 150 },
    )
    .toBe(true);
  expect(seen.size).toBeGreaterThan(1);
  const said = [...seen].toSorted(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).map(([, text]) => text);
  const words = (text: string): string[] => text.match(/\p{L}+/gu) ?? [];
  const title = words(notice.title).length;
  const steps = gateForms['en']?.steps.join(' ') ?? '';
  expect(said.flatMap((text) => words(text).slice(text.startsWith(notice.title) ? title : 0))).toEqual(words(`${notice.body} ${steps}`));
});

it('breaks lines of Thai, Lao, Khmer and Burmese between words only', async () => {
  const { page } = await world.open({ width: 720, height: 1280 });
  for (const language of ['th', 'lo', 'km', 'my']) {
    await show(page, { [language]: gateNotice(language, 'plain') });
    const { breaks, words } = await page.$eval(
      '.is-shown .body',
      (body, own) => {
        const node = body.firstChild;
        if (node === null) throw new Error('no text');
        const range = document.createRange();
        const tops = Array.from({ length: body.textContent.length }, (_, at) => {
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getClientRects()[0]?.bottom ?? null;
        });
        const breaks: number[] = [];
        let last: number | null = null;
        for (const [at, top] of tops.entries()) {
          if (top === null) continue;
          if (last !== null && top > last + 8) breaks.push(at);
          last = top;
        }
        // the dictionaries are the browser's: those of other versions know other words
        const words = [...new Intl.Segmenter(own, { granularity: 'word' }).segment(body.textContent)].map(({ index }) => index);
        return { breaks, words };
      },
      language,
    );
    expect(breaks.length).toBeGreaterThan(0);
    expect([language, ...breaks.filter((at) => !words.includes(at))]).toEqual([language]);
  }
});

it('mirrors its layout for Arabic, and leaves numbers and arrows as they are', async () => {
  const { page } = await world.open({ width: 1280, height: 720 });
  await show(page, { ar: gateNotice('ar', 'directions', url) });
  const place = async (selector: string): Promise<number> => {
    const box = await page.locator(`.is-shown ${selector}`).first().boundingBox();
    return (box?.x ?? Number.NaN) + (box?.width ?? Number.NaN) / 2;
  };
  const order = ['.direction-sign', '.direction-place', '.direction-distance', '.qr-code', '.head-clock'];
  const xs = await Promise.all(order.map(place));
  expect(xs.slice(0, 4)).toEqual(xs.slice(0, 4).toSorted((a, b) => b - a));
  expect(xs[4]).toBeLessThan(200);
  expect(
    await page
      .locator('.is-shown .sign-picture')
      .first()
      .evaluate((arrow) => getComputedStyle(arrow).rotate),
  ).toBe('45deg');
  expect(await page.locator('.is-shown .direction-distance').first().innerText()).toBe('5 دقائق سيرًا');
});

it('draws a code that a telephone reads, beside the words and on small glass', async () => {
  for (const size of [
    { width: 1920, height: 400 },
    { width: 480, height: 800 },
  ]) {
    const { page } = await world.open(size);
    await show(page, { vi: gateNotice('vi', 'fees', url) });
    const picture = await page.screenshot({ type: 'png' });
    const { data } = jsqr.default(await pixelsOf(picture), size.width, size.height) ?? { data: 'nothing' };
    expect([size, data]).toEqual([size, url]);
    await world.reset();
  }
});

it('shows the way to its pairing page as a code that a phone reads, beside the letters, upright and lying', { tags: 'long' }, async () => {
  const pairing = { code: 'K7QM2XWP', expiresAtMs: Date.now() + 600_000, fingerprint: '7f3a 91c2 0be4 5d68' };
  const serverUrl = 'https://signage.noibai-airport.example:8443';
  for (const size of [
    { width: 1280, height: 720 },
    { width: 720, height: 1280 },
    { width: 3840, height: 1080 },
  ]) {
    world.server.hand(handoverOf(null, { pairing: { ...pairing, serverUrl }, serverUrl }));
    const { page } = await world.open(size);
    await page.waitForSelector('.board-pairing .qr-code');
    const picture = await page.screenshot({ type: 'png' });
    const { data } = jsqr.default(await pixelsOf(picture), size.width, size.height) ?? { data: 'nothing' };
    expect([size, data]).toEqual([size, `${serverUrl}/enrol?code=K7QM-2XWP`]);
    expect(await page.locator('.code-group').allTextContents()).toEqual(['K7QM', '2XWP']);
    // all of it stands on the glass
    const box = await page.locator('.pairing-middle').boundingBox();
    expect([size, (box?.y ?? -1) >= 0, (box?.y ?? 0) + (box?.height ?? 0) <= size.height]).toEqual([size, true, true]);
    const kept = process.env['GATECAST_SHOTS'];
    if (kept !== undefined) await writeFile(join(kept, `pairing-${size.width}.png`), picture);
    await world.reset();
  }
  // nobody's phone reaches the loopback of this device
  world.server.hand(handoverOf(null, { pairing: { ...pairing, serverUrl: 'http://127.0.0.1:8080' } }));
  const { page } = await world.open({ width: 1280, height: 720 });
  await page.waitForSelector('.board-pairing .code');
  expect(await page.locator('.qr-code').count()).toBe(0);
});

async function pixelsOf(png: Buffer): Promise<Uint8ClampedArray> {
  const ffmpeg = findFfmpeg();
  if (ffmpeg.kind === 'missing') throw new Error('no ffmpeg');
  const args = ['-v', 'error', '-f', 'png_pipe', '-i', '-', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-'];
  const running = promisify(execFile)(ffmpeg.path, args, { encoding: 'buffer', maxBuffer: 2 ** 26 });
  running.child.stdin?.end(png);
  return new Uint8ClampedArray((await running).stdout);
}
