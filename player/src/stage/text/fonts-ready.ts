const families: readonly (readonly [RegExp, string])[] = [
  [/^zh\b/, 'Noto Sans SC Variable'],
  [/^ja\b/, 'Noto Sans JP Variable'],
  [/^ko\b/, 'Noto Sans KR Variable'],
];
const base = 'Noto Sans Variable';
const patienceMs = 3_000;

/** Loads the subsets that a text needs; gives up waiting after a while, as a wrong font beats no text. */
export async function fontsReadyFor(texts: readonly { readonly language: string; readonly text: string }[]): Promise<void> {
  const loads = texts.flatMap(({ language, text }) =>
    [base, familyOf(language)].flatMap((family) => (family === null ? [] : [document.fonts.load(`400 20px "${family}"`, text)])),
  );
  const patience = new Promise<void>((resolve) => void setTimeout(resolve, patienceMs));
  await Promise.race([Promise.allSettled(loads), patience]);
}

function familyOf(language: string): string | null {
  return families.find(([pattern]) => pattern.test(language))?.[1] ?? null;
}
