import fontsAddress from '@gatecast/glass-text/fonts.css?url';

// The families of tokens.css. A text is set in its language's own family where there is one, and each other script in its own.

const ofLanguages: readonly (readonly [RegExp, string])[] = [
  [/^zh-(Hant|TW|HK|MO)\b/, 'Noto Sans TC Variable'],
  [/^zh\b/, 'Noto Sans SC Variable'],
  [/^ja\b/, 'Noto Sans JP Variable'],
  [/^ko\b/, 'Noto Sans KR Variable'],
];
const ofScripts: readonly (readonly [RegExp, string])[] = [
  [
    /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Devanagari}\p{Script=Common}\p{Script=Inherited}]+/gu,
    'Noto Sans Variable',
  ],
  [/\p{Script=Thai}+/gu, 'Noto Sans Thai Variable'],
  [/\p{Script=Lao}+/gu, 'Noto Sans Lao Variable'],
  [/\p{Script=Khmer}+/gu, 'Noto Sans Khmer Variable'],
  [/\p{Script=Arabic}+/gu, 'Noto Sans Arabic Variable'],
  [/\p{Script=Myanmar}+/gu, 'Noto Sans Myanmar'],
  [/\p{Script=Han}+/gu, 'Noto Sans SC Variable'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]+/gu, 'Noto Sans JP Variable'],
  [/\p{Script=Hangul}+/gu, 'Noto Sans KR Variable'],
];
/** Variable families have all weights in one file; Myanmar has one for each. */
const weights = [400, 700];
const patienceMs = 3_000;

let families: Promise<void> | null = null;

/** The list of all subsets is longer than the stage's own code and styles, and nobody waits for it before there is a text to set. */
function familiesKnown(): Promise<void> {
  families ??= new Promise((resolve, reject) => {
    const list = document.createElement('link');
    list.rel = 'stylesheet';
    list.href = fontsAddress;
    list.addEventListener('load', () => resolve());
    list.addEventListener('error', () => {
      list.remove();
      families = null;
      reject(new Error('the list of fonts cannot be read'));
    });
    document.head.append(list);
  });
  return families;
}

/** Loads the subsets that a text needs; gives up waiting after a while, as a wrong font beats no text. */
export async function fontsReadyFor(texts: readonly { readonly language: string; readonly text: string }[]): Promise<void> {
  const patience = new Promise<void>((resolve) => void setTimeout(resolve, patienceMs));
  await Promise.race([Promise.allSettled([loadAll(texts)]), patience]);
}

async function loadAll(texts: readonly { readonly language: string; readonly text: string }[]): Promise<void> {
  await familiesKnown();
  const loads = texts.flatMap(({ language, text }) =>
    familiesOf(language, text).flatMap(({ family, part }) =>
      weights.map((weight) => document.fonts.load(`${weight} 20px "${family}"`, part)),
    ),
  );
  await Promise.allSettled(loads);
}

function familiesOf(language: string, text: string): readonly { readonly family: string; readonly part: string }[] {
  const own = ofLanguages.find(([pattern]) => pattern.test(language))?.[1];
  if (own !== undefined)
    return [
      { family: own, part: text },
      { family: 'Noto Sans Variable', part: text },
    ];
  return ofScripts.flatMap(([pattern, family]) => {
    const part = [...text.matchAll(pattern)].join('');
    return part === '' ? [] : [{ family, part }];
  });
}
