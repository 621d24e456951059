import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium } from '@gatecast/media-tools';
import { HomePage, ArticlePage, SearchPage, portalArticles, type Navigation, type PortalData } from '@gatecast/portal-view';
import { articleItems } from './article-items.ts';
import axe from 'axe-core';
import { h, type JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { assets } from '../src/pages/assets.ts';
import { OriginWorld } from './origin-world.ts';
import { startPortal, type PortalProcess } from './portal-process.ts';
import { sampleArticles } from './sample-articles.ts';

// What a person sees, in a real browser: no violation that axe-core knows of, nothing wider than the window. With
// GATECAST_LOOK=<folder> every page is also kept as a picture.
const found = findChromium();
const pictures = process.env['GATECAST_LOOK'];
// two scripts show what the rules of a page can get wrong; people who look want them all
const languages = pictures === undefined ? ['vi', 'ja'] : ['vi', 'en', 'zh-Hans', 'ja'];

let browser: Browser;
let portal: PortalProcess;
const origin = new OriginWorld();
const folder = mkdtempSync(path.join(tmpdir(), 'gatecast-portal-look-'));
beforeAll(async () => {
  if (found.kind !== 'found') throw new Error(`no Chromium to look with: ${found.hint}`);
  if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  await origin.start();
  origin.publish(sampleArticles, { number: 1 });
  portal = await startPortal({ GATECAST_SERVER: origin.url, GATECAST_PORTAL_DATA: folder });
  await vi.waitFor(async () => expect(await (await fetch(`${portal.url}/vi/`)).text()).toContain('Khai báo'), 20_000);
  browser = await chromium.launch({
    executablePath: found.path,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'],
  });
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  await origin.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Violations of WCAG 2.2 AA and best practice that axe finds, in words; and how far the page is wider than its window. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(`(async () => {
    const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const { violations } = await axe.run(document);
    return [...(wider > 0 ? ['wider than the window by ' + wider] : []),
      ...violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target + ' ' + n.failureSummary).join(' | '))];
  })()`);
}
async function keep(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
}

const places = [
  ['home', ''],
  ['article', 'articles/456789ab'],
  ['results', 'search?q=visa%20thi%20thuc%20签证%20ビザ'],
  ['nothing', 'search?q=qqqq'],
  ['not-found', 'nothing-here'],
] as const;

test('a planted fault is seen: a picture without words, and a line wider than the window', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, bypassCSP: true });
  await page.goto(`${portal.url}/vi/`);
  await page.evaluate(axe.source);
  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="x"><div style="width:999px">x</div>')`);
  expect((await faultsOf(page)).map((fault) => fault.split(' ', 1)[0])).toEqual(['wider', 'image-alt:']);
  await page.close();
});

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`web pages at ${width} pixels are accessible and fit, whatever the script`, async () => {
    const context = await browser.newContext({ viewport: { width, height }, bypassCSP: true });
    const page = await context.newPage();
    const faults: string[] = [];
    for (const language of languages) {
      for (const [name, place] of places) {
        await page.goto(`${portal.url}/${language}/${place}`);
        await page.evaluate(axe.source);
        faults.push(...(await faultsOf(page)).map((fault) => `${language} ${name}: ${fault}`));
        await keep(page, `web-${width}-${language}-${name}`);
      }
    }
    if (width === 390) {
      await page.goto(`${portal.url}/vi/`);
      await page.locator('.portal-languages summary').click();
      await keep(page, 'web-390-vi-languages');
      await page.getByRole('link', { name: '日本語' }).click();
      expect(new URL(page.url()).pathname).toBe('/ja/');
    }
    await context.close();
    expect(faults).toEqual([]);
  });
}

test('the web portal works with the strict policy it sends and without script: a reader searches and opens an article', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'vi' });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on('console', (message) => refused.push(message.text()));
  await page.goto(portal.url);
  expect(new URL(page.url()).pathname).toBe('/vi/');
  await page.getByRole('searchbox').fill('dien tu');
  await page.getByRole('button', { name: 'Tìm' }).click();
  await page.getByRole('link', { name: 'Nhập cảnh và thị thực điện tử' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Nhập cảnh và thị thực điện tử');
  await page.getByRole('link', { name: /English The|English Entry/ }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Entry and the e-visa');
  expect(refused).toEqual([]);
  await context.close();
});

test('on a touch screen of 1920x1080 pages are accessible, fit, and every target is at least 64 pixels', async () => {
  const touch = touchPages();
  const server = createServer((request, response) => {
    const draw = touch.get(decodeURIComponent(request.url ?? '').slice(1));
    if (request.url === '/portal.css') response.setHeader('content-type', 'text/css').end(assets.stylesheet.bytes);
    else if (draw === undefined) response.writeHead(404).end();
    else {
      const html = `<!doctype html><html lang="vi"><head><title>x</title><link rel="stylesheet" href="/portal.css"></head><body>${renderToString(draw)}</body></html>`;
      response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, hasTouch: true });
  const page = await context.newPage();
  const faults: string[] = [];
  for (const name of touch.keys()) {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${encodeURIComponent(name)}`);
    await page.evaluate(axe.source);
    faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
    // a card's target is the card: its button covers it by a pseudo-element
    const small = await page.evaluate<string[]>(`[...document.querySelectorAll('button')].flatMap((button) => {
      const box = (button.closest('.portal-card') ?? button).getBoundingClientRect();
      return box.width < 64 || box.height < 64 ? [button.textContent + ' ' + box.width + 'x' + box.height] : [];
    })`);
    faults.push(...small.map((target) => `${name}: small target ${target}`));
    await keep(page, `touch-${name}`);
  }
  await context.close();
  server.close();
  expect(faults).toEqual([]);
});

function touchPages(): Map<string, JSX.Element> {
  const { items, documents } = articleItems(sampleArticles);
  const offered = ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr'];
  const articles = portalArticles({ items, documentOf: (name) => documents.get(name), languages: offered, atMs: 1 });
  const names = {
    vi: 'Cảng hàng không quốc tế Nội Bài',
    en: 'Noi Bai International Airport',
    'zh-Hans': '内排国际机场',
    ja: 'ノイバイ国際空港',
  };
  const data: PortalData = { names, languages: offered, articles, asOfMs: Date.UTC(2026, 6, 29), timeZone: 'Asia/Ho_Chi_Minh' };
  const navigation: Navigation = { mode: 'touch', onNavigate: () => undefined };
  const [article] = articles;
  if (article === undefined) throw new Error('an article');
  const pages = new Map<string, JSX.Element>();
  for (const language of languages) {
    const common = { data, language, navigation };
    const hits = articles.flatMap(({ itemId, variants }) => {
      const content = variants.find((variant) => variant.language === language)?.content;
      return content === undefined
        ? []
        : [{ itemId, title: { text: content.title, marks: [] }, excerpt: { text: content.summary, marks: [{ from: 0, to: 4 }] } }];
    });
    pages.set(`${language}-home`, h(HomePage, { ...common, category: null }));
    pages.set(`${language}-article`, h(ArticlePage, { ...common, article }));
    pages.set(`${language}-results`, h(SearchPage, { ...common, query: 'visa', outcome: { kind: 'found', hits, elsewhere: [] } }));
    pages.set(`${language}-search`, h(SearchPage, { ...common, query: '', outcome: { kind: 'searching' } }));
    pages.set(
      `${language}-nothing`,
      h(SearchPage, {
        ...common,
        query: 'qqq',
        outcome: { kind: 'found', hits: [], elsewhere: [{ language: 'en', hits: hits.slice(0, 1) }] },
      }),
    );
  }
  return pages;
}
