import { openArticleSearch, type Article, type ArticleSearch } from '@gatecast/article-search';
import type { ArticleBlock } from '@gatecast/protocol';
import type { ReleaseContents } from '@gatecast/releases';
import { isNoRoom } from './store/store-damage.ts';

export type ArticleIndex = {
  /** Makes the articles of this release the ones that are found. */
  readonly fill: (contents: ReleaseContents) => void;
  /** Item ids, best first. */
  readonly find: (language: string, query: string) => readonly string[];
  readonly close: () => void;
};

/** The search of a look-up point over the articles of its active release; works without a server. */
export function articleIndex(file: string, nativeBinding: string | undefined): ArticleIndex {
  const search = opened(file, nativeBinding);
  return {
    fill: (contents) => search.replaceAll(articlesOf(contents)),
    find: (language, query) => search.find({ language, query, limit: 50 }).map(({ itemId }) => itemId),
    close: () => search.close(),
  };
}

/** In memory where the disk has no room for it: it holds nothing that the release does not. */
function opened(file: string, nativeBinding: string | undefined): ArticleSearch {
  const binding = nativeBinding === undefined ? {} : { nativeBinding };
  try {
    return openArticleSearch({ file, ...binding });
  } catch (error) {
    if (!isNoRoom(error)) throw error;
    return openArticleSearch({ file: ':memory:', ...binding });
  }
}

function articlesOf(contents: ReleaseContents): readonly Article[] {
  return [...contents.documents.values()].flatMap(({ itemId, language, content }) => {
    if (content.kind !== 'article') return [];
    const { title, summary, blocks } = content;
    return [{ itemId, language, title, summary, text: blocks.map(textOf).join('\n') }];
  });
}

function textOf(block: ArticleBlock): string {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return block.text;
    case 'list':
    case 'steps':
      return block.items.join('\n');
  }
}
