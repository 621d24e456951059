import type { Item } from '@gatecast/protocol';
import { VisuallyHidden } from '@mantine/core';
import { Mark } from '../../parts/mark.tsx';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import classes from './content.module.css';
import { coverageOf } from './coverage.ts';

/** Each language of an item with how far it is. */
export function CoverageMarks({ item, languages }: { item: Item; languages: readonly string[] }) {
  const words = useWords();
  const inLanguage = useLanguage();
  return (
    <span className={classes['marks']}>
      {coverageOf(item, languages).map(({ language, state }) => (
        <span
          key={language}
          title={`${language === 'zxx' ? words('content.wordless') : languageName(language, inLanguage)}: ${words(`reviews.${state}`)}`}
        >
          <Mark look={state}>
            {language === 'zxx' ? words('content.wordless') : language} <VisuallyHidden>{words(`reviews.${state}`)}</VisuallyHidden>
          </Mark>
        </span>
      ))}
    </span>
  );
}
