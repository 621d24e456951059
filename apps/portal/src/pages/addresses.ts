import { variantFor, type PortalArticle, type PortalRoute } from '@gatecast/portal-view';

/** Addresses of the portal's places. An article's ends in a key from its id, so that it outlives a change of title. */
export type Addresses = {
  readonly pathOf: (route: PortalRoute) => string;
  /** The article that an address names, by its key or by its whole id. */
  readonly articleAt: (segment: string) => PortalArticle | undefined;
};

const keyLength = 8;

export function addressesOf(articles: readonly PortalArticle[]): Addresses {
  const byId = new Map(articles.map((article) => [article.itemId, article]));
  const byKey = new Map<string, PortalArticle | null>();
  // ids that share a key are addressed in full
  for (const article of articles) byKey.set(keyOf(article.itemId), byKey.has(keyOf(article.itemId)) ? null : article);

  function segmentOf(itemId: string, language: string): string {
    const article = byId.get(itemId);
    const key = keyOf(itemId);
    if (article === undefined || byKey.get(key) !== article) return encodeURIComponent(itemId);
    const slug = slugOf(variantFor(article, language)?.content.title ?? '');
    return slug === '' ? key : `${slug}-${key}`;
  }
  return {
    pathOf(route) {
      const base = `/${encodeURIComponent(route.language)}/`;
      switch (route.kind) {
        case 'home':
          return route.category === null ? base : `${base}?category=${encodeURIComponent(route.category)}`;
        case 'article':
          return `${base}articles/${segmentOf(route.itemId, route.language)}`;
        case 'search':
          return route.query === '' ? `${base}search` : `${base}search?q=${encodeURIComponent(route.query)}`;
      }
    },
    articleAt: (segment) => byId.get(segment) ?? byKey.get(segment.slice(segment.lastIndexOf('-') + 1)) ?? undefined,
  };
}

function keyOf(itemId: string): string {
  return itemId
    .replaceAll(/[^0-9a-zA-Z]/g, '')
    .slice(-keyLength)
    .toLowerCase();
}

/** The title in plain Latin letters, as far as it has any. */
function slugOf(title: string): string {
  const plain = title.replaceAll(/[đĐ]/g, 'd').normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return (plain.match(/[a-z0-9]+/g) ?? []).join('-').slice(0, 80).replace(/-$/, '');
}
