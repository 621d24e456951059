export type { MarkedText } from './mark-terms.ts';
export { openArticleSearch, type Article, type ArticleSearch, type FoundArticle } from './open-article-search.ts';
