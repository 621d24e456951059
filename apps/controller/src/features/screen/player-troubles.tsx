import { textOfSymptom, type WallScreen, type WatchdogAct } from '@gatecast/protocol';
import { Box, Text, Title } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormats } from '../../instants/formats.ts';
import { Mark } from '../../parts/mark.tsx';
import { languageName } from '../../words/names.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import classes from './player-troubles.module.css';

/** What the player itself says went wrong: safe mode, items that fail, and what its watchdog did last. Nothing while there is nothing. */
export function PlayerTroubles({ screen: { heartbeat }, timeZone }: { screen: WallScreen; timeZone: string }) {
  const words = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const { safeMode, watchdog, strikes = [] } = heartbeat ?? {};
  if (!safeMode && !watchdog && strikes.length === 0) return null;
  const cause = ({ symptom, detail }: Pick<WatchdogAct, 'symptom' | 'detail'>) =>
    [textOfSymptom(symptom, language), detail].filter(Boolean).join(' · ');
  return (
    <Box className="surface" p="md" component="section" aria-label={words('troubles.title')}>
      <Title order={2} mb="xs">
        {words('troubles.title')}
      </Title>
      {safeMode && (
        <Box data-tone="bad" p="sm" mb="sm" className={classes['safe'] ?? ''}>
          <IconLifebuoy size={20} aria-hidden />
          <div>
            <Text fw={600} size="sm">
              {words(`troubles.safeMode.${safeMode.shows}`)}
            </Text>
            <Text size="sm">{words('troubles.since', { at: formats.dateTime(safeMode.sinceMs, timeZone), cause: cause(safeMode) })}</Text>
          </div>
        </Box>
      )}
      {strikes.length > 0 && (
        <ul className={classes['strikes']}>
          {strikes.map((strike) => (
            <li key={`${strike.itemId} ${strike.language}`}>
              <Mark tone={strike.isReplaced ? 'bad' : 'warn'} look={strike.isReplaced ? 'failed' : 'stale'}>
                {strike.isReplaced ? words('troubles.replaced') : words('troubles.triedAgain')}
              </Mark>{' '}
              <Link to="/content/items/$itemId" params={{ itemId: strike.itemId }}>
                {strike.title}
              </Link>
              {strike.language !== 'zxx' && ` (${languageName(strike.language, language)})`}
              <Text size="xs" c="dimmed">
                {words('troubles.strikes', { count: strike.count, at: formats.dateTime(strike.failedMs, timeZone) })}
                {strike.detail !== '' && ` · ${strike.detail}`}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {watchdog && (
        <Text size="sm" mt="xs">
          {words('troubles.watchdog', { rung: words(`rungs.${watchdog.rung}`), at: formats.dateTime(watchdog.atMs, timeZone) })}
          <Text span c="dimmed">{` · ${cause(watchdog)}`}</Text>
        </Text>
      )}
    </Box>
  );
}
