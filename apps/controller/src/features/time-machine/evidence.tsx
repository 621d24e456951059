import { momentRoutes, type ScreenId, type StoredPlay } from '@gatecast/protocol';
import type { Timeline } from '@gatecast/schedules';
import { Box, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClock, IconHelpCircle, IconMinus, type Icon } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { useServerNow } from '../../api/server-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { Loading } from '../../parts/page.tsx';
import { useWords } from '../../words/words.ts';
import { regionInWords } from '../screen/region-in-words.ts';
import { compareInstant, type Agreement } from './agreement.ts';
import classes from './time-machine.module.css';

const looks: Readonly<Record<Agreement, { readonly tone: Tone; readonly icon: Icon }>> = {
  agrees: { tone: 'good', icon: IconCircleCheck },
  differs: { tone: 'bad', icon: IconAlertTriangle },
  coming: { tone: 'quiet', icon: IconClock },
  untold: { tone: 'quiet', icon: IconHelpCircle },
  unrecorded: { tone: 'quiet', icon: IconMinus },
};

const recentMs = 600_000;
const lookAgainMs = 10_000;

type Props = {
  readonly screenId: ScreenId;
  readonly screenName: string;
  readonly atMs: number;
  readonly timeline: Timeline;
  readonly names: Readonly<Record<string, string>>;
  readonly timeZone: string;
};

/** What the player signed of an instant that is over, its picture if there is one, and whether both agree with what was to be shown. */
export function Evidence({ screenId, screenName, atMs, timeline, names, timeZone }: Props) {
  const words = useWords();
  const formats = useFormats();
  const nowMs = useServerNow();
  const told = useQuery({
    queryKey: ['plays', screenId, 'at', atMs],
    queryFn: () => call(momentRoutes.playsAt, { params: { screenId }, query: { atMs } }),
    placeholderData: keepPreviousData,
    // records of what is on come when it is over
    refetchInterval: atMs > nowMs - recentMs ? lookAgainMs : false,
  });
  const compared = told.data === undefined ? null : compareInstant(timeline, atMs, told.data.plays, nowMs);
  const inWords = (play: StoredPlay) =>
    words('timeMachine.play', {
      item: play.title === '' ? play.itemId.slice(0, 8) : play.title,
      from: formats.timeWithSeconds(play.fromMs, timeZone),
      until: formats.timeWithSeconds(play.untilMs, timeZone),
      ended: words(`plays.ends.${play.ended}`),
      release: play.releaseNumber,
    });
  return (
    <Box className="surface" p="md" component="section" aria-label={words('timeMachine.evidence')}>
      <Title order={2}>{words('timeMachine.evidence')}</Title>
      <Text size="sm" c="dimmed">
        {words('timeMachine.evidenceAbout')}
      </Text>
      <Fault error={told.error} retry={() => void told.refetch()} />
      {told.isPending && <Loading />}
      {compared !== null && (
        <Stack gap="xs" mt="xs">
          {compared.regions.map(({ entryId, regionId, expectedItemId, plays, agreement }) => (
            <Box key={`${entryId} ${regionId}`}>
              <Text size="sm" span fw={620}>
                {regionInWords(regionId, words)}
              </Text>{' '}
              <Mark tone={looks[agreement].tone} icon={looks[agreement].icon}>
                {words(`timeMachine.agreements.${agreement}`)}
              </Mark>
              {agreement === 'differs' && expectedItemId !== null && (
                <Text size="sm">{words('timeMachine.expected', { item: names[expectedItemId] ?? expectedItemId })}</Text>
              )}
              {plays.map((play) => (
                <Text key={`${play.chainId} ${play.sequence}`} size="sm">
                  {inWords(play)}
                </Text>
              ))}
            </Box>
          ))}
          {compared.unexpected.map((play) => (
            <Text key={`${play.chainId} ${play.sequence}`} size="sm">
              {words('timeMachine.unexpected', { region: regionInWords(play.regionId, words) })} {inWords(play)}
            </Text>
          ))}
        </Stack>
      )}
      {told.data !== undefined && told.data.pictureAtMs !== null && (
        <Box mt="sm">
          <img
            className={classes['picture']}
            src={`/api/screens/${screenId}/screenshot?at=${told.data.pictureAtMs}`}
            alt={words('screen.pictureAlt', { name: screenName })}
          />
          <Text size="xs" c="dimmed">
            {words('screen.pictureAt', { at: formats.dateTime(told.data.pictureAtMs, timeZone) })}
          </Text>
        </Box>
      )}
    </Box>
  );
}
