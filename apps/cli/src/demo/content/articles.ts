import { airportToCity } from './airport-to-city.ts';
import { customsDeclaration } from './customs-declaration.ts';
import type { DemoArticle } from './demo-article.ts';
import { entryAndVisa } from './entry-and-visa.ts';

export const demoArticles = [entryAndVisa, airportToCity, customsDeclaration] as const satisfies readonly DemoArticle[];
