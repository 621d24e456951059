import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useWords } from '../../words/words.ts';

export type TwoNames = { readonly vi: string; readonly en: string };

/** The names that were filled in, by language. */
export function filledNames({ vi, en }: TwoNames): Record<string, string> {
  return { ...(vi.trim() === '' ? {} : { vi }), ...(en.trim() === '' ? {} : { en }) };
}

/** The two of a thing's names that people write here. */
export function twoNames(names: Readonly<Record<string, string>> = {}): TwoNames {
  return { vi: names['vi'] ?? '', en: names['en'] ?? '' };
}

/** A name in Vietnamese and in English; one of them is enough. */
export function NamesFields({ form }: { form: UseFormReturnType<{ names: TwoNames }> }) {
  const words = useWords();
  return (
    <>
      <TextInput label={words('sites.nameVi')} lang="vi" {...form.getInputProps('names.vi')} />
      <TextInput label={words('sites.nameEn')} lang="en" {...form.getInputProps('names.en')} />
    </>
  );
}
