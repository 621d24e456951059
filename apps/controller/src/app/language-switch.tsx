import { Group } from '@mantine/core';
import { tellFault } from '../parts/fault.tsx';
import { setLanguage, useLanguage, useWords, type InterfaceLanguage } from '../words/words.ts';
import classes from './shell.module.css';

/** Vietnamese or English; each is named in its own language, so that it can be found from the other. */
export function LanguageSwitch() {
  const language = useLanguage();
  const words = useWords();
  const choose = async (next: InterfaceLanguage) => {
    try {
      await setLanguage(next);
    } catch (error) {
      tellFault(error, words);
    }
  };
  return (
    <Group gap={0} wrap="nowrap" role="group" aria-label={words('shell.language')}>
      <button
        type="button"
        className={classes['language']}
        lang="vi"
        aria-label="VI, Tiếng Việt"
        aria-pressed={language === 'vi'}
        onClick={() => void choose('vi')}
      >
        VI
      </button>
      <button
        type="button"
        className={classes['language']}
        lang="en"
        aria-label="EN, English"
        aria-pressed={language === 'en'}
        onClick={() => void choose('en')}
      >
        EN
      </button>
    </Group>
  );
}
