import type { AlertText } from '@gatecast/protocol';
import { Box, Text } from '@mantine/core';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import classes from './emergency.module.css';

/** What an alert says, in every one of its languages at once, as the glass will: an exercise is marked so. */
export function AlertPreview({ texts, isExercise }: { texts: Readonly<Record<string, AlertText>>; isExercise: boolean }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <Box className={classes['preview']} data-exercise={isExercise} role="group" aria-label={words('emergency.preview')}>
      {isExercise && <div className={classes['exercise']}>{words('emergency.exerciseMark')}</div>}
      {Object.entries(texts).map(([tag, { headline, instruction }]) => (
        <div key={tag} className={classes['text']}>
          <Text size="xs" className={classes['tag'] ?? ''}>
            {languageName(tag, language)}
          </Text>
          <div lang={tag}>
            <strong>{headline}</strong>
            {instruction !== '' && <div>{instruction}</div>}
          </div>
        </div>
      ))}
    </Box>
  );
}
