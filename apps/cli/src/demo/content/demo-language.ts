/** The languages of the demo, the lead language first; an item of the demo has a variant in each. */
export const demoLanguages = ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr'] as const;

export type DemoLanguage = (typeof demoLanguages)[number];

/** What an item is about; the word that its category carries in the store. */
export type DemoCategory = 'border' | 'customs' | 'transport' | 'health' | 'correction' | 'culture';
