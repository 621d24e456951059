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
import { h, type JSX } from 'preact';
import { z } from 'zod';
import type { Stock } from './stock.ts';

/** Where a reader is: the stock at this time, and the language of the address. */
export type Place = { readonly stock: Stock; readonly language: string; readonly navigation: Navigation };

/** What an address answers with, before HTTP. */
export type Answer =
  | {
      readonly kind: 'page';
      readonly status: 200 | 400 | 404;
      readonly title: string;
      readonly description: string;
      readonly body: JSX.Element;
      /** The page's place in each language that it has; none: not for search engines. */
      readonly routes: readonly PortalRoute[];
    }
  | { readonly kind: 'moved'; readonly path: string };

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

export function homeAnswer({ stock, language, navigation }: Place, query: unknown): Answer {
  const parsed = categorySchema.safeParse(query);
  const category = parsed.success ? parsed.data.category : null;
  const hasCategory = category === null || stock.data.articles.some((article) => article.category === category);
  if (!parsed.success || !hasCategory) return notFoundAnswer({ stock, language, navigation });
  const words = wordsFor(language);
  return {
    ...{ kind: 'page', status: 200, title: `${portalName(stock.data, language)} · ${words.heading}`, description: words.lead },
    body: h(HomePage, { data: stock.data, language, navigation, category }),
    routes: stock.languages.map((each) => ({ kind: 'home', language: each, category })),
  };
}

/** An article by the last part of its address; one under an older title is led to its present address. */
export function articleAnswer({ stock, language, navigation }: Place, segment: string): Answer {
  const article = stock.addresses.articleAt(segment);
  const variant = article === undefined ? null : variantFor(article, language);
  if (article === undefined || variant === null) return notFoundAnswer({ stock, language, navigation });
  const path = stock.addresses.pathOf({ kind: 'article', language, itemId: article.itemId });
  if (path !== `/${language}/articles/${encodeURIComponent(segment)}`) return { kind: 'moved', path };
  const { title, summary } = variant.content;
  return {
    ...{ kind: 'page', status: 200, title: `${title} · ${portalName(stock.data, language)}`, description: summary },
    body: h(ArticlePage, { data: stock.data, language, navigation, article }),
    routes: article.variants.map((each) => ({ kind: 'article', language: each.language, itemId: article.itemId })),
  };
}

/** A search; a query that no reader can have typed is answered with an empty one and 400. */
export function searchAnswer({ stock, language, navigation }: Place, asked: unknown): Answer {
  const parsed = querySchema.safeParse(asked);
  const query = parsed.success ? parsed.data.q : '';
  const words = wordsFor(language);
  const heading = query.trim() === '' ? words.searchLabel : words.resultsFor(query.trim());
  return {
    ...{
      kind: 'page',
      status: parsed.success ? 200 : 400,
      title: `${heading} · ${portalName(stock.data, language)}`,
      description: words.lead,
    },
    body: h(SearchPage, { data: stock.data, language, navigation, query, outcome: stock.search(language, query) }),
    routes: [],
  };
}

export function notFoundAnswer({ stock, language, navigation }: Place): Answer {
  const words = wordsFor(language);
  const body = h(NotFoundPage, { data: stock.data, language, navigation });
  return { kind: 'page', status: 404, title: words.notFound, description: words.notFoundAdvice, body, routes: [] };
}
