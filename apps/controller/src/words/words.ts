import i18next, { changeLanguage, getFixedT, init, t } from 'i18next';
import { useSyncExternalStore } from 'react';
import { piece } from '../app/piece.ts';
import type { en } from './en.ts';

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

type Part = 'door' | 'whole';
// one language is fetched, not both, and no more of it than is needed: words are a good part of what the first page weighs
const pieces: Readonly<Record<InterfaceLanguage, Readonly<Record<Part, () => Promise<object>>>>> = {
  vi: {
    door: async () => (await piece(import('./vi-door.ts'))).viDoor,
    whole: async () => (await piece(import('./vi.ts'))).vi,
  },
  en: {
    door: async () => (await piece(import('./en-door.ts'))).enDoor,
    whole: async () => (await piece(import('./en.ts'))).en,
  },
};
const held = new Map<InterfaceLanguage, Part>();

/** Fetches words in the remembered language, or the browser's, before the first render: what is said before somebody has signed in, or all. */
export async function startWords(part: Part): Promise<void> {
  const language = rememberedLanguage();
  document.documentElement.lang = language;
  await init({
    resources: { [language]: { translation: await pieces[language][part]() } },
    lng: language,
    fallbackLng: false,
    // React escapes already
    interpolation: { escapeValue: false },
  });
  if (held.get(language) !== 'whole') held.set(language, part);
}

/** Fetches every word of the present language: what pages behind the door need before they stand. */
export function readyWords(): Promise<void> {
  return readyLanguage(presentLanguage());
}

/** Fetches a language's words, so that switching to it needs no server. */
export async function readyLanguage(language: InterfaceLanguage, part: Part = 'whole'): Promise<void> {
  const has = held.get(language);
  if (has === 'whole' || has === part) return;
  i18next.addResourceBundle(language, 'translation', await pieces[language][part](), true, true);
  if (held.get(language) !== 'whole') held.set(language, part);
}

/** Switches the interface's language and remembers it on this machine. Throws where its words cannot be fetched. */
export async function setLanguage(language: InterfaceLanguage): Promise<void> {
  localStorage.setItem(storageKey, language);
  await readyLanguage(language, held.get(presentLanguage()));
  document.documentElement.lang = language;
  await changeLanguage(language);
}

function followLanguage(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

/** The words in the present language, with keys held by the type of `en`; the same function until the language changes. */
export function useWords(): Words {
  return wordsOf(useLanguage());
}

const fixed = new Map<InterfaceLanguage, Words>();
function wordsOf(language: InterfaceLanguage): Words {
  let known = fixed.get(language);
  if (known === undefined) {
    known = typed(getFixedT(language));
    fixed.set(language, known);
  }
  return known;
}

/** i18next's own type knows no keys; ours is made from the English words, so a wrong key is a type error. */
function typed(translate: unknown): Words {
  return translate as Words;
}

export function useLanguage(): InterfaceLanguage {
  return useSyncExternalStore(followLanguage, presentLanguage);
}
function presentLanguage(): InterfaceLanguage {
  return i18next.language === 'vi' ? 'vi' : 'en';
}

/** The same word in the interface's other language, to search by; empty until that was fetched. */
export function otherLanguageWord(key: WordKey): string {
  const other = presentLanguage() === 'vi' ? 'en' : 'vi';
  return held.get(other) === 'whole' ? wordsOf(other)(key) : '';
}

/** A word in the present language, for what is said outside of a component. */
export function wordNow(key: WordKey): string {
  return typed(t)(key);
}
