export { ArticlePage } from './article-page.ts';
export { HomePage } from './home-page.ts';
export { languageName } from './language-name.ts';
export type { MarkedText } from './marked-text.ts';
export { NotFoundPage } from './not-found-page.ts';
export {
  articleText,
  portalArticles,
  portalName,
  variantFor,
  type ArticleVariant,
  type PortalArticle,
  type PortalData,
} from './portal-data.ts';
export { inLanguage, type Navigation, type PortalRoute } from './portal-route.ts';
export { plainHit, SearchPage, type SearchHit, type SearchOutcome } from './search-page.ts';
export { categoryName, wordsFor } from './words/words-for.ts';
export type { Words } from './words/words.ts';
