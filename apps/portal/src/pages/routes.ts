import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { nameOfBytes } from '@gatecast/signing';
import type { PortalRoute } from '@gatecast/portal-view';
import { articleAnswer, homeAnswer, notFoundAnswer, searchAnswer, type Answer, type Place } from './answer-of.ts';
import { assets } from './assets.ts';
import { chooseLanguage } from './choose-language.ts';
import { siteMap } from './site-map.ts';
import type { Stock } from './stock.ts';
import { webDocument } from './web-document.ts';

type Options = { readonly stockNow: () => Stock; readonly publicUrl: string | null };
type LanguageParams = { readonly language: string };

/** Registers the pages. `stockNow` gives what to show; `publicUrl` is the origin that addresses are made with. */
export function registerPages(app: FastifyInstance, options: Options): void {
  const { stockNow, publicUrl } = options;

  function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const stock = stockNow();
    const asked = request.url.split(/[/?]/, 2)[1] ?? '';
    const language = stock.languages.find((each) => each === asked) ?? chooseLanguage(request.headers['accept-language'], stock.languages);
    const place = placeIn(stock, language);
    return sendAnswer(request, reply, place, notFoundAnswer(place), publicUrl);
  }

  /** Answers under a language of the portal; `/zh-hans/` is led to `/zh-Hans/`. */
  function inLanguage(answer: (place: Place, request: FastifyRequest) => Answer) {
    return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const stock = stockNow();
      const asked = (request.params as LanguageParams).language;
      const language = stock.languages.find((each) => each.toLowerCase() === asked.toLowerCase());
      if (language === undefined) return sendNotFound(request, reply);
      if (language !== asked) return reply.redirect(request.url.replace(/^\/[^/?]*/, `/${language}`), 301);
      const place = placeIn(stock, language);
      return sendAnswer(request, reply, place, answer(place, request), publicUrl);
    };
  }

  app.get('/', (request, reply) => {
    const language = chooseLanguage(request.headers['accept-language'], stockNow().languages);
    return reply.header('vary', 'accept-language').header('cache-control', 'no-cache').redirect(`/${language}/`, 302);
  });
  app.get('/:language', (request, reply) => {
    const asked = (request.params as LanguageParams).language.toLowerCase();
    const language = stockNow().languages.find((each) => each.toLowerCase() === asked);
    return language === undefined ? sendNotFound(request, reply) : reply.redirect(`/${language}/`, 301);
  });
  app.get(
    '/:language/',
    inLanguage((place, request) => homeAnswer(place, request.query)),
  );
  app.get(
    '/:language/articles/:article',
    inLanguage((place, request) => articleAnswer(place, (request.params as { article: string }).article)),
  );
  app.get(
    '/:language/search',
    inLanguage((place, request) => searchAnswer(place, request.query)),
  );
  app.get('/sitemap.xml', (request, reply) =>
    sendText(request, reply, siteMap(stockNow(), originOf(request, publicUrl)), 'application/xml; charset=utf-8'),
  );
  app.get('/robots.txt', (request, reply) => {
    const text = `User-agent: *\nDisallow: /*/search\nSitemap: ${originOf(request, publicUrl)}/sitemap.xml\n`;
    return sendText(request, reply, text, 'text/plain; charset=utf-8');
  });
  for (const asset of [assets.stylesheet, assets.icon]) {
    app.get(asset.path, (_request, reply) => reply.header('cache-control', asset.caching).type(asset.type).send(asset.bytes));
  }
  app.setNotFoundHandler(sendNotFound);
}

function placeIn(stock: Stock, language: string): Place {
  return { stock, language, navigation: { mode: 'web', hrefOf: stock.addresses.pathOf } };
}

function sendAnswer(request: FastifyRequest, reply: FastifyReply, place: Place, answer: Answer, publicUrl: string | null): FastifyReply {
  if (answer.kind === 'moved') return reply.redirect(answer.path, 301);
  const { stock, language } = place;
  const { routes, title, description, body } = answer;
  const origin = originOf(request, publicUrl);
  const address = (route: PortalRoute) => `${origin}${stock.addresses.pathOf(route)}`;
  const own = routes.find((route) => route.language === language) ?? routes[0];
  const html = webDocument({
    ...{ language, title, description, body, stylesheet: assets.stylesheet.path },
    canonical: own === undefined ? null : address(own),
    alternates: [
      ...routes.map((route) => ({ language: route.language, href: address(route) })),
      ...(own?.kind === 'home' ? [{ language: 'x-default', href: `${origin}/` }] : []),
    ],
  });
  return sendText(request, reply.code(answer.status).header('content-language', language), html, 'text/html; charset=utf-8');
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
