import { en } from './en.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { vi } from './vi.ts';
import type { Words } from './words.ts';
import { zhHans } from './zh-hans.ts';

const byLanguage = new Map<string, Words>(Object.entries({ vi, en, 'zh-Hans': zhHans, ko, ja, fr }));

/** The interface's words in a language, or in the nearest that there is: the tag without its region and script, then English. */
export function wordsFor(language: string): Words {
  const base = language.split('-', 1)[0] ?? '';
  return byLanguage.get(language) ?? byLanguage.get(base) ?? (base === 'zh' ? zhHans : en);
}

/** What a category is called; one without a name of its own shows its word with a capital and spaces. */
export function categoryName(words: Words, category: string): string {
  if (Object.hasOwn(words.categories, category)) return words.categories[category] ?? category;
  const spaced = category.replaceAll('-', ' ');
  return `${spaced.charAt(0).toUpperCase()}${spaced.slice(1)}`;
}
