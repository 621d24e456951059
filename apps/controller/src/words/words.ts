import { changeLanguage, t, use } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en.ts';
import { vi } from './vi.ts';

export type InterfaceLanguage = 'vi' | 'en';
type Singular<K extends string> = K extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : K;
type KeysOf<T, Path extends string> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${Singular<K>}` : KeysOf<T[K], `${Path}${K}.`>;
}[keyof T & string];
/** Every key of the words; `_one` and `_other` are one key that takes a `count`. */
export type WordKey = KeysOf<typeof en, ''>;
export type Words = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string;

const storageKey = 'gatecast.language';

function rememberedLanguage(): InterfaceLanguage {
  const remembered = localStorage.getItem(storageKey);
  if (remembered === 'vi' || remembered === 'en') return remembered;
  return navigator.languages.some((language) => language.startsWith('vi')) ? 'vi' : 'en';
}

/** Readies both languages before the first render; words are part of the bundle, so nothing is waited for. */
export function startWords(): void {
  const language = rememberedLanguage();
  document.documentElement.lang = language;
  void use(initReactI18next).init({
    resources: { en: { translation: en }, vi: { translation: vi } },
    lng: language,
    fallbackLng: false,
    initAsync: false,
    // React escapes already
    interpolation: { escapeValue: false },
  });
}

/** Switches the interface's language and remembers it on this machine. */
export function setLanguage(language: InterfaceLanguage): void {
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = language;
  void changeLanguage(language);
}

/** The words in the present language, with keys held by the type of `en`. */
export function useWords(): Words {
  const { t } = useTranslation();
  return t as unknown as Words;
}

export function useLanguage(): InterfaceLanguage {
  return useTranslation().i18n.language === 'vi' ? 'vi' : 'en';
}

/** A word in the present language, for what is said outside of a component. */
export function wordNow(key: WordKey): string {
  return (t as unknown as Words)(key);
}
