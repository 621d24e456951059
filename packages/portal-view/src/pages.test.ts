import type { ItemPart, VariantDocument } from '@gatecast/protocol';
import { h, type ComponentChildren, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import {
  ArticlePage,
  HomePage,
  languageName,
  NotFoundPage,
  plainHit,
  portalArticles,
  SearchPage,
  wordsFor,
  type Navigation,
  type PortalData,
  type PortalRoute,
} from './index.ts';

const web: Navigation = {
  mode: 'web',
  hrefOf: (route) => `/${route.language}/${route.kind}${route.kind === 'article' ? `/${route.itemId}` : ''}`,
};
const always = { fromMs: null, untilMs: null };

function itemOf(
  id: string,
  titles: Readonly<Record<string, string>>,
  more: Partial<ItemPart> = {},
): { item: ItemPart; documents: VariantDocument[] } {
  const documents = Object.entries(titles).map(([language, title]): VariantDocument => ({
    version: 1,
    kind: 'variant',
    itemId: id,
    language,
    revision: 1,
    leadRevision: 1,
    content: {
      kind: 'article',
      title,
      summary: `Tóm tắt ${title}`,
      blocks: [
        { kind: 'heading', text: 'Giấy tờ' },
        { kind: 'paragraph', text: 'Mang theo hộ chiếu.' },
        { kind: 'list', items: ['một', 'hai'] },
        { kind: 'steps', items: ['trước', 'sau'] },
      ],
    },
  }));
  const variants = documents.map(({ language }) => ({
    language,
    durationMs: 10_000,
    validity: always,
    document: `${id}-${language}`,
    sizeBytes: 10,
    media: [],
    approvals: [],
  }));
  const item: ItemPart = {
    version: 1,
    kind: 'item',
    id,
    itemKind: 'article',
    title: id,
    category: 'border',
    supplier: 'Cục Quản lý xuất nhập cảnh',
    validity: always,
    missing: 'substitute',
    variants,
    ...more,
  };
  return { item, documents };
}

function dataOf(entries: readonly ReturnType<typeof itemOf>[], atMs = 1_000): PortalData {
  const documents = new Map(
    entries.flatMap((entry) =>
      entry.documents.map((document) => [`${document.itemId}-${document.language}`, document] as [string, VariantDocument]),
    ),
  );
  const languages = ['vi', 'en', 'zh-Hans'];
  const articles = portalArticles({
    items: entries.map((entry) => entry.item),
    documentOf: (name) => documents.get(name),
    languages,
    atMs,
  });
  return {
    names: { vi: 'Cửa khẩu Nội Bài', en: 'Noi Bai gate' },
    languages,
    articles,
    asOfMs: Date.UTC(2026, 6, 29, 20),
    timeZone: 'Asia/Ho_Chi_Minh',
  };
}
const visa = itemOf('visa', { vi: 'Thị thực điện tử', en: 'The e-visa' });

/** What a finger would press: the buttons of a tree with what they say, by drawing it and reading its handlers. */
function buttonsOf(tree: ComponentChildren): Map<string, () => void> {
  const found = new Map<string, () => void>();
  function walk(node: ComponentChildren): void {
    if (Array.isArray(node)) return node.forEach(walk);
    if (node === null || typeof node !== 'object' || !('type' in node)) return;
    const { type, props } = node as VNode<{ children?: ComponentChildren; onClick?: () => void }>;
    if (typeof type === 'function') return walk((type as (props: unknown) => ComponentChildren)(props));
    if (type === 'button' && props.onClick !== undefined) {
      found.set(renderToString(h('i', null, props.children)).replaceAll(/<[^>]*>/g, ''), props.onClick);
    }
    walk(props.children);
  }
  walk(tree);
  return found;
}

test('the home page shows name, languages by their own names, search, topics and articles', () => {
  const html = renderToString(h(HomePage, { data: dataOf([visa]), language: 'vi', navigation: web, category: null }));
  for (const part of [
    'Cửa khẩu Nội Bài',
    'Tiếng Việt',
    'English',
    '简体中文',
    'action="/vi/search"',
    'name="q"',
    'Xuất nhập cảnh',
    'href="/vi/article/visa"',
    'Thị thực điện tử',
  ])
    expect(html).toContain(part);
});

test('an article shows its blocks, its supplier, the day it speaks of in the place’s own zone, and its other languages', () => {
  const data = dataOf([visa]);
  const article = data.articles[0];
  if (article === undefined) throw new Error('the article is there');
  const html = renderToString(h(ArticlePage, { data, language: 'en', navigation: web, article }));
  for (const part of [
    '<h1>The e-visa</h1>',
    '<h2>Giấy tờ</h2>',
    '<p>Mang theo hộ chiếu.</p>',
    '<li>một</li>',
    '<ol class="portal-steps">',
    'Cục Quản lý xuất nhập cảnh',
    'July 30, 2026',
    'Thị thực điện tử',
  ])
    expect(html).toContain(part);
});

test('a date in Vietnamese is written as Vietnamese write it', () => {
  const data = dataOf([visa]);
  const article = data.articles[0];
  if (article === undefined) throw new Error('the article is there');
  expect(renderToString(h(ArticlePage, { data, language: 'vi', navigation: web, article }))).toContain('ngày 30 tháng 7 năm 2026');
});

test('an article without the reader’s language is shown in its first one and says so, or not at all by its own rule', () => {
  const data = dataOf([visa, itemOf('tax', { vi: 'Thuế' }, { missing: 'skip' })]);
  const home = renderToString(h(HomePage, { data, language: 'zh-Hans', navigation: web, category: null }));
  expect(home).toContain('<h3 lang="vi">');
  expect(home).not.toContain('Thuế');
  const article = data.articles[0];
  if (article === undefined) throw new Error('the article is there');
  expect(renderToString(h(ArticlePage, { data, language: 'zh-Hans', navigation: web, article }))).toContain(
    '本文暂无简体中文版，以下为越南语版本。',
  );
});

test('only what is valid now is shown, and what is withdrawn is not', () => {
  const later = itemOf('later', { vi: 'Sau' }, { validity: { fromMs: 2_000, untilMs: 3_000 } });
  const idsAt = (atMs: number) => dataOf([visa, later], atMs).articles.map((article) => article.itemId);
  expect([1_999, 2_000, 2_999, 3_000].map(idsAt)).toEqual([['visa'], ['visa', 'later'], ['visa', 'later'], ['visa']]);
  expect(dataOf([{ item: visa.item, documents: [] }]).articles).toEqual([]);
});

test('results mark what matched, and what suppliers and readers write is never markup', () => {
  const nasty = '<img src=x onerror=alert(1)>';
  const data = dataOf([itemOf('x', { vi: nasty })]);
  const hit = { itemId: 'x', title: { text: nasty, marks: [{ from: 1, to: 4 }] }, excerpt: { text: 'a & b', marks: [] } };
  const html = renderToString(
    h(SearchPage, {
      data,
      language: 'vi',
      navigation: web,
      query: `"><script>alert(1)</script>`,
      outcome: { kind: 'found', hits: [hit], elsewhere: [] },
    }),
  );
  expect(html).toContain('&lt;<mark>img</mark> src=x onerror=alert(1)&gt;'.replace('&gt;', '>'));
  expect(html).not.toMatch(/<img|<script/);
});

test('a search without results leads on: to other languages, to topics', () => {
  const data = dataOf([visa]);
  const elsewhere = [{ language: 'en', hits: [plainHit(data, 'en', 'visa')].flatMap((hit) => hit ?? []) }];
  const html = renderToString(
    h(SearchPage, { data, language: 'vi', navigation: web, query: 'e-visa', outcome: { kind: 'found', hits: [], elsewhere } }),
  );
  for (const part of ['Không có bài viết nào về “e-visa”', 'The e-visa', 'Xuất nhập cảnh']) expect(html).toContain(part);
});

test('a search that has not begun shows every article, each marked with the language it is written in', () => {
  const data = dataOf([visa, itemOf('tax', { vi: 'Thuế' })]);
  const html = renderToString(h(SearchPage, { data, language: 'en', navigation: web, query: ' ', outcome: { kind: 'searching' } }));
  for (const part of [
    '<h3><a class="portal-card-link" href="/en/article/visa">',
    '<h3 lang="vi"><a class="portal-card-link" href="/en/article/tax">',
  ])
    expect(html).toContain(part);
});

test('on a touch screen everything is a button that tells the stage where to go', () => {
  const went: PortalRoute[] = [];
  const navigation: Navigation = { mode: 'touch', onNavigate: (route) => went.push(route) };
  const data = dataOf([visa]);
  const home = h(HomePage, { data, language: 'vi', navigation, category: null });
  expect(renderToString(home)).not.toMatch(/<a |<form|<input/);
  const buttons = buttonsOf(home);
  for (const name of ['English', 'Xuất nhập cảnh', 'Thị thực điện tử']) buttons.get(name)?.();
  const search = buttonsOf(h(SearchPage, { data, language: 'vi', navigation, query: 'th', outcome: { kind: 'searching' } }));
  for (const name of ['i', 'Dấu cách', '', 'Xóa hết']) search.get(name)?.();
  expect(went).toEqual([
    { kind: 'home', language: 'en', category: null },
    { kind: 'home', language: 'vi', category: 'border' },
    { kind: 'article', language: 'vi', itemId: 'visa' },
    ...['thi', 'th ', 't', ''].map((query) => ({ kind: 'search', language: 'vi', query })),
  ]);
});

test('a portal without articles says so in the reader’s language', () => {
  expect(renderToString(h(HomePage, { data: dataOf([]), language: 'en', navigation: web, category: null }))).toContain(
    'No article has been published yet',
  );
  expect(renderToString(h(NotFoundPage, { data: dataOf([]), language: 'vi', navigation: web }))).toContain('Không tìm thấy trang này');
});

test('every language of the interface has every word, and other languages get the nearest', () => {
  const shapeOf = (language: string) =>
    Object.entries(wordsFor(language)).map(([key, word]) => [key, typeof word === 'object' ? Object.keys(word) : typeof word]);
  for (const language of ['en', 'zh-Hans', 'ko', 'ja', 'fr']) expect(shapeOf(language)).toEqual(shapeOf('vi'));
  expect([wordsFor('fr-CA'), wordsFor('zh-Hant'), wordsFor('th')]).toEqual([wordsFor('fr'), wordsFor('zh-Hans'), wordsFor('en')]);
  expect(['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr', 'xx'].map((language) => languageName(language))).toEqual([
    'Tiếng Việt',
    'English',
    '简体中文',
    '한국어',
    '日本語',
    'Français',
    'Xx',
  ]);
});
