import {
  ArticlePage,
  HomePage,
  NotFoundPage,
  portalName,
  SearchPage,
  variantFor,
  wordsFor,
  type Navigation,
  type PortalRoute,
} from '@gatecast/portal-view';
import { nameOfBytes } from '@gatecast/signing';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { h, type JSX } from 'preact';
import { z } from 'zod';
import { assets } from './assets.ts';
import { chooseLanguage } from './choose-language.ts';
import { siteMap } from './site-map.ts';
import type { Stock } from './stock.ts';
import { webDocument } from './web-document.ts';

const querySchema = z.object({
  q: z
    .string()
    .max(200)
    // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
    .regex(/^[^\u0000-\u001F\u007F]*$/u)
    .refine((text) => text.isWellFormed())
    .default(''),
});
const categorySchema = z.object({
  category: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .nullable()
    .default(null),
});

type Place = { readonly stock: Stock; readonly language: string; readonly navigation: Navigation; readonly origin: string };
type Page = {
  readonly title: string;
  readonly description: string;
  readonly body: JSX.Element;
  readonly status?: number;
  /** Its place in each language that it has; none: not for search engines. */
  readonly routes?: readonly PortalRoute[];
};

/** Registers the pages. `stockNow` gives what to show; `publicUrl` is the origin that addresses are made with. */
export function registerPages(app: FastifyInstance, options: { readonly stockNow: () => Stock; readonly publicUrl: string | null }): void {
  const { stockNow, publicUrl } = options;

  function placeOf(request: FastifyRequest, language: string): Place {
    const stock = stockNow();
    return { stock, language, origin: originOf(request, publicUrl), navigation: { mode: 'web', hrefOf: stock.addresses.pathOf } };
  }

  function sendPage(request: FastifyRequest, reply: FastifyReply, place: Place, page: Page): FastifyReply {
    const { stock, language, origin } = place;
    const address = (route: PortalRoute) => `${origin}${stock.addresses.pathOf(route)}`;
    const routes = page.routes ?? [];
    const own = routes.find((route) => route.language === language) ?? routes[0];
    const isHome = own?.kind === 'home';
    const html = webDocument({
      ...{ language, title: page.title, description: page.description, body: page.body, stylesheet: assets.stylesheet.path },
      canonical: own === undefined ? null : address(own),
      alternates: [
        ...routes.map((route) => ({ language: route.language, href: address(route) })),
        ...(isHome ? [{ language: 'x-default', href: `${origin}/` }] : []),
      ],
    });
    return sendText(request, reply.code(page.status ?? 200).header('content-language', language), html, 'text/html; charset=utf-8');
  }

  function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const stock = stockNow();
    const asked = request.url.split(/[/?]/, 2)[1] ?? '';
    const language = stock.languages.find((each) => each === asked) ?? chooseLanguage(request.headers['accept-language'], stock.languages);
    const place = placeOf(request, language);
    const words = wordsFor(language);
    const body = h(NotFoundPage, { data: stock.data, language, navigation: place.navigation });
    return sendPage(request, reply, place, { status: 404, title: words.notFound, description: words.notFoundAdvice, body });
  }

  /** Runs a page under a language of the portal; `/vi` and `/zh-hans/` are led to `/vi/` and `/zh-Hans/`. */
  function inLanguage(show: (place: Place, request: FastifyRequest, reply: FastifyReply) => FastifyReply) {
    return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const asked = (request.params as { language: string }).language;
      const place = placeOf(request, asked);
      const language = place.stock.languages.find((each) => each.toLowerCase() === asked.toLowerCase());
      if (language === undefined) return sendNotFound(request, reply);
      if (language !== asked) return reply.redirect(request.url.replace(/^\/[^/?]*/, `/${language}`), 301);
      return show(place, request, reply);
    };
  }

  app.get('/', (request, reply) => {
    const language = chooseLanguage(request.headers['accept-language'], stockNow().languages);
    return reply.header('vary', 'accept-language').header('cache-control', 'no-cache').redirect(`/${language}/`, 302);
  });
  app.get('/:language', (request, reply) => {
    const asked = (request.params as { language: string }).language.toLowerCase();
    const language = stockNow().languages.find((each) => each.toLowerCase() === asked);
    return language === undefined ? sendNotFound(request, reply) : reply.redirect(`/${language}/`, 301);
  });
  app.get(
    '/:language/',
    inLanguage((place, request, reply) => {
      const parsed = categorySchema.safeParse(request.query);
      const { stock, language, navigation } = place;
      const category = parsed.success ? parsed.data.category : null;
      const hasCategory = category === null || stock.data.articles.some((article) => article.category === category);
      if (!parsed.success || !hasCategory) return sendNotFound(request, reply);
      const words = wordsFor(language);
      const name = portalName(stock.data, language);
      return sendPage(request, reply, place, {
        title: `${name} · ${words.heading}`,
        description: words.lead,
        body: h(HomePage, { data: stock.data, language, navigation, category }),
        routes: stock.languages.map((each) => ({ kind: 'home', language: each, category })),
      });
    }),
  );
  app.get(
    '/:language/articles/:article',
    inLanguage((place, request, reply) => {
      const { stock, language, navigation } = place;
      const segment = (request.params as { article: string }).article;
      const article = stock.addresses.articleAt(segment);
      const variant = article === undefined ? null : variantFor(article, language);
      if (article === undefined || variant === null) return sendNotFound(request, reply);
      const path = stock.addresses.pathOf({ kind: 'article', language, itemId: article.itemId });
      if (path !== `/${language}/articles/${encodeURIComponent(segment)}`) return reply.redirect(path, 301);
      return sendPage(request, reply, place, {
        title: `${variant.content.title} · ${portalName(stock.data, language)}`,
        description: variant.content.summary,
        body: h(ArticlePage, { data: stock.data, language, navigation, article }),
        routes: article.variants.map((each) => ({ kind: 'article', language: each.language, itemId: article.itemId })),
      });
    }),
  );
  app.get(
    '/:language/search',
    inLanguage((place, request, reply) => {
      const { stock, language, navigation } = place;
      const parsed = querySchema.safeParse(request.query);
      const query = parsed.success ? parsed.data.q : '';
      const words = wordsFor(language);
      return sendPage(request, reply, place, {
        status: parsed.success ? 200 : 400,
        title: `${query.trim() === '' ? words.searchLabel : words.resultsFor(query.trim())} · ${portalName(stock.data, language)}`,
        description: words.lead,
        body: h(SearchPage, { data: stock.data, language, navigation, query, outcome: stock.search(language, query) }),
      });
    }),
  );
  app.get('/sitemap.xml', (request, reply) =>
    sendText(request, reply, siteMap(stockNow(), originOf(request, publicUrl)), 'application/xml; charset=utf-8'),
  );
  app.get('/robots.txt', (request, reply) =>
    sendText(
      request,
      reply,
      `User-agent: *\nDisallow: /*/search\nSitemap: ${originOf(request, publicUrl)}/sitemap.xml\n`,
      'text/plain; charset=utf-8',
    ),
  );
  for (const asset of [assets.stylesheet, assets.icon]) {
    app.get(asset.path, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.bytes),
    );
  }
  app.setNotFoundHandler(sendNotFound);
}

/** Sends text under an entity tag of its own; a reader that has it already gets 304. Kept for half a minute: corrections must arrive. */
function sendText(request: FastifyRequest, reply: FastifyReply, text: string, type: string): FastifyReply {
  const etag = `W/"${nameOfBytes(Buffer.from(text)).slice(0, 24)}"`;
  reply.header('etag', etag).header('cache-control', 'public, max-age=30, must-revalidate');
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
  if (reply.statusCode === 200 && known.includes(etag)) return reply.code(304).send();
  return reply.type(type).send(text);
}

/** The portal's own origin: what it was told, else what the reader asked for, where that is a plain host. */
function originOf(request: FastifyRequest, publicUrl: string | null): string {
  if (publicUrl !== null) return publicUrl;
  const host = request.headers.host ?? '';
  return /^[a-z0-9.-]{1,253}(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(host) ? `http://${host}` : '';
}
