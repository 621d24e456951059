import type { ArticleBlock } from '@gatecast/protocol';
import { h, type JSX } from 'preact';
import { Icon } from './icon.ts';
import { languageName } from './language-name.ts';
import { LinkTo } from './link-to.ts';
import { variantFor, type PortalArticle } from './portal-data.ts';
import { PortalFrame, type PageProps } from './portal-frame.ts';
import type { PortalRoute } from './portal-route.ts';
import { NotFoundPage } from './not-found-page.ts';
import { categoryName, wordsFor } from './words/words-for.ts';

/** One article. Where it is not in the reader's language, the language that stands in is named. */
export function ArticlePage(props: PageProps & { readonly article: PortalArticle; readonly backTo?: PortalRoute }): JSX.Element {
  const { data, language, navigation, article } = props;
  const words = wordsFor(language);
  const variant = variantFor(article, language);
  if (variant === null) return h(NotFoundPage, { data, language, navigation });
  const { title, summary, blocks } = variant.content;
  const others = article.variants.filter((each) => each.language !== variant.language);
  const isOther = variant.language !== language;
  const routeIn = (other: string): PortalRoute => ({ kind: 'article', language: other, itemId: article.itemId });
  const backTo = props.backTo ?? { kind: 'home', language, category: null };
  return h(
    PortalFrame,
    { data, language, navigation, page: 'article', place: article.itemId, routeIn },
    h(LinkTo, { navigation, to: backTo, class: 'portal-back', children: [h(Icon, { name: 'back' }), h('span', null, words.back)] }),
    isOther ? h('p', { class: 'portal-substituted' }, words.substituted(languageName(variant.language, language))) : null,
    h(
      'article',
      { class: 'portal-article', lang: variant.language },
      h('p', { class: 'portal-article-category', lang: language }, categoryName(words, article.category)),
      h('h1', null, title),
      h('p', { class: 'portal-article-summary' }, summary),
      blocks.map((block, index) => h(Block, { key: index, block })),
    ),
    h(
      'footer',
      { class: 'portal-article-footer' },
      h(
        'dl',
        { class: 'portal-facts' },
        h('div', null, h('dt', null, words.suppliedBy), h('dd', null, article.supplier)),
        h(DateFact, { data, language, article }),
      ),
      others.length === 0
        ? null
        : h(
            'nav',
            { class: 'portal-others', 'aria-labelledby': 'portal-others-heading' },
            h('h2', { id: 'portal-others-heading' }, words.otherLanguages),
            h(
              'ul',
              null,
              others.map((other) =>
                h(
                  'li',
                  { key: other.language },
                  h(LinkTo, {
                    navigation,
                    to: routeIn(other.language),
                    lang: other.language,
                    children: [h('b', null, languageName(other.language)), h('span', null, other.content.title)],
                  }),
                ),
              ),
            ),
          ),
    ),
  );
}

/** The day an article begins to be valid, or the day of the publication that it is part of. */
function DateFact({ data, language, article }: { data: PageProps['data']; language: string; article: PortalArticle }): JSX.Element | null {
  const words = wordsFor(language);
  const atMs = article.validFromMs ?? data.asOfMs;
  if (atMs === null) return null;
  const date = dateIn(language, atMs, data.timeZone);
  return h(
    'div',
    null,
    h('dt', null, article.validFromMs === null ? words.asOf : words.validFrom),
    h('dd', null, h('time', { dateTime: new Date(atMs).toISOString() }, date)),
  );
}

/** A date in full. Vietnamese writes `ngày 23 tháng 11 năm 2026`; the runtime's long form is no way a Vietnamese would write it. */
function dateIn(language: string, atMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
  if (language !== 'vi') return format.format(atMs);
  const parts = new Map(
    new Intl.DateTimeFormat('vi', { day: 'numeric', month: 'numeric', year: 'numeric', timeZone })
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  return `ngày ${parts.get('day')} tháng ${parts.get('month')} năm ${parts.get('year')}`;
}

function Block({ block }: { readonly block: ArticleBlock }): JSX.Element {
  switch (block.kind) {
    case 'heading':
      return h('h2', null, block.text);
    case 'paragraph':
      return h('p', null, block.text);
    case 'list':
      return h(
        'ul',
        null,
        block.items.map((item, index) => h('li', { key: index }, item)),
      );
    case 'steps':
      return h(
        'ol',
        { class: 'portal-steps' },
        block.items.map((item, index) => h('li', { key: index }, h('span', null, item))),
      );
  }
}
