import type { WallScreen } from '@gatecast/protocol';
import { useMemo } from 'react';
import { useFormats } from '../../instants/formats.ts';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';

/** What a screen says it shows, as one line of text. */
export function usePlaying(): (screen: WallScreen, timeZone: string) => string {
  const words = useWords();
  const language = useLanguage();
  const formats = useFormats();
  return useMemo(() => {
    const playing = (screen: WallScreen, timeZone: string) => {
      const showing = screen.heartbeat?.showing;
      if (screen.state === 'unpaired') return words('wall.playing.unpaired');
      if (!showing) return words('wall.playing.unheard');
      switch (showing.kind) {
        case 'item': {
          const languages = showing.languages.filter((tag) => tag !== 'zxx').map((tag) => languageName(tag, language));
          const until = formats.timeWithSeconds(showing.untilMs, timeZone);
          return languages.length === 0
            ? words('wall.playing.itemWordless', { title: showing.title, until })
            : words('wall.playing.item', { title: showing.title, languages: languages.join(' + '), until });
        }
        case 'alert':
          return words('wall.playing.alert');
        case 'lookup':
          return words('wall.playing.lookup', { language: languageName(showing.language, language) });
        case 'nothing':
          return words(`wall.playing.nothing.${showing.reason}`);
      }
    };
    // nobody knows what a silent screen shows now
    return (screen: WallScreen, timeZone: string) =>
      screen.state === 'offline' && screen.heartbeat
        ? words('wall.playing.last', { playing: playing(screen, timeZone) })
        : playing(screen, timeZone);
  }, [words, language, formats]);
}
