import type { Role } from '@gatecast/protocol';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { piece } from '../../app/piece.ts';
import { useLanguage, type InterfaceLanguage } from '../../words/words.ts';
import type { FirstStepName } from './first-steps.ts';
import type { SpotName } from './tour-stops.ts';

type Titled = { readonly title: string; readonly text: string };

/** The words of the tour and of the first steps, in one language. */
export type GuideTexts = {
  readonly offer: { readonly label: string; readonly text: string; readonly start: string; readonly refuse: string };
  readonly tour: {
    readonly label: string;
    readonly next: string;
    readonly back: string;
    readonly done: string;
    readonly end: string;
    readonly keys: string;
    readonly spots: { readonly [S in SpotName]: Titled };
    /** What each role is for; the tour begins with those that the person holds. */
    readonly roles: { readonly [R in Role]: string };
  };
  readonly first: {
    readonly title: string;
    readonly about: string;
    readonly hide: string;
    readonly show: string;
    readonly fold: string;
    readonly isDone: string;
    readonly isOpen: string;
    readonly isAdvised: string;
    readonly go: string;
    readonly steps: { readonly [S in FirstStepName]: Titled };
  };
};

// fetched by whoever is guided, and by nobody else
const languages: Readonly<Record<InterfaceLanguage, () => Promise<GuideTexts>>> = {
  vi: async () => (await piece(import('./guide-vi.ts'))).guideVi,
  en: async () => (await piece(import('./guide-en.ts'))).guideEn,
};

function guideTextsQuery(language: InterfaceLanguage) {
  return queryOptions({ queryKey: ['guide-texts', language], queryFn: () => languages[language](), staleTime: Infinity, gcTime: Infinity });
}

/** The guides' words in the present language; undefined while they are on their way. */
export function useGuideTexts(): GuideTexts | undefined {
  return useQuery(guideTextsQuery(useLanguage())).data;
}
