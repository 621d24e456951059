import { openArticleSearch, type ArticleSearch } from '@gatecast/article-search';
import { articleText, portalArticles, type PortalData, type SearchOutcome } from '@gatecast/portal-view';
import type { ActiveRelease } from '../release/release-follower.ts';
import { addressesOf, type Addresses } from './addresses.ts';

/** What the pages are made from at one time. */
export type Stock = {
  readonly data: PortalData;
  readonly languages: readonly [string, ...string[]];
  readonly addresses: Addresses;
  readonly search: (language: string, query: string) => SearchOutcome;
};

const mostHits = 50;
const mostElsewhere = 3;

/** What is shown while nothing has been published: the interface in both languages of the house. */
const unpublishedLanguages = ['vi', 'en'];

/**
 * Keeps the stock for the active release. It is made anew when the release changes and when an article begins or
 * ceases to be valid, so that a page never shows what is over, also while the fleet server is dead.
 */
export class StockKeeper {
  #stock: Stock | null = null;
  #madeFor: ActiveRelease | null = null;
  #untilMs = 0;
  readonly #index: ArticleSearch;
  readonly #timeZone: string;

  constructor(options: { readonly timeZone: string; readonly sqliteBinding: string | null }) {
    this.#timeZone = options.timeZone;
    const { sqliteBinding } = options;
    this.#index = openArticleSearch({ file: ':memory:', ...(sqliteBinding === null ? {} : { nativeBinding: sqliteBinding }) });
  }

  stockAt(nowMs: number, active: ActiveRelease | null): Stock {
    if (this.#stock === null || active !== this.#madeFor || nowMs >= this.#untilMs) {
      this.#stock = this.#make(nowMs, active);
      this.#madeFor = active;
      this.#untilMs = nextChangeMs(nowMs, active);
    }
    return this.#stock;
  }

  close(): void {
    this.#index.close();
  }

  #make(nowMs: number, active: ActiveRelease | null): Stock {
    const [lead = 'vi', ...others] = active?.envelope.languages ?? unpublishedLanguages;
    const languages = [lead, ...others] as const;
    const articles =
      active === null
        ? []
        : portalArticles({
            items: active.contents.items,
            documentOf: (name) => active.contents.documents.get(name),
            languages,
            atMs: nowMs,
          });
    const organisation = active?.organisation ?? 'Gatecast';
    const data: PortalData = {
      names: Object.fromEntries(languages.map((language) => [language, organisation])),
      languages,
      articles,
      asOfMs: active?.envelope.issuedAtMs ?? null,
      timeZone: this.#timeZone,
    };
    this.#index.replaceAll(
      articles.flatMap(({ itemId, variants }) =>
        variants.map(({ language, content }) => ({
          itemId,
          language,
          title: content.title,
          summary: content.summary,
          text: articleText(content),
        })),
      ),
    );
    return {
      data,
      languages,
      addresses: addressesOf(articles),
      search: (language, query) => {
        const hits = this.#index.find({ language, query, limit: mostHits });
        const elsewhere = hits.length > 0 ? [] : languages.filter((other) => other !== language);
        return {
          kind: 'found',
          hits,
          elsewhere: elsewhere
            .map((other) => ({ language: other, hits: this.#index.find({ language: other, query, limit: mostElsewhere }) }))
            .filter((group) => group.hits.length > 0),
        };
      },
    };
  }
}

/** The next instant at which an item or a variant begins or ceases to be valid. */
function nextChangeMs(nowMs: number, active: ActiveRelease | null): number {
  const spans = (active?.contents.items ?? []).flatMap((item) => [item.validity, ...item.variants.map((variant) => variant.validity)]);
  const instants = spans.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]).filter((instant) => instant !== null && instant > nowMs);
  return instants.reduce<number>((least, instant) => Math.min(least, instant ?? least), Number.POSITIVE_INFINITY);
}
