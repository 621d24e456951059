import type { ComingEntry } from '@gatecast/protocol';
import { Box, Group, Text, Title } from '@mantine/core';
import { useFormats } from '../../instants/formats.ts';
import { Mark } from '../../parts/mark.tsx';
import { useWords } from '../../words/words.ts';
import classes from './coming-entries.module.css';

type Props = {
  next: readonly ComingEntry[];
  names: Readonly<Record<string, string>>;
  timeZone: string;
  /** Somebody wants to know why that one. */
  onWhy: (atMs: number) => void;
};

/** What plays after the entry that is explained: when, what, and on demand why. */
export function ComingEntries({ next, names, timeZone, onWhy }: Props) {
  const words = useWords();
  const formats = useFormats();
  return (
    <Box component="section" aria-label={words('explain.next')} mt="md">
      <Title order={3}>{words('explain.next')}</Title>
      {next.length === 0 && <Text size="sm">{words('explain.nothingNext')}</Text>}
      <ol className={classes['list']}>
        {next.map(({ entryId, tier, fromMs, untilMs }) => {
          const entry = names[entryId] ?? entryId.slice(0, 8);
          const from = formats.weekday(fromMs, timeZone);
          return (
            <li key={fromMs} className={classes['row']}>
              <div>
                <Text size="sm" className="tabular" style={{ whiteSpace: 'normal' }}>
                  {untilMs === null
                    ? words('explain.nextFrom', { from })
                    : words('explain.nextSpan', { from, until: endOf(fromMs, untilMs) })}
                </Text>
                <Group gap="xs">
                  <Text fw={560}>{entry}</Text>
                  <Mark>{words(`tiers.${tier}`)}</Mark>
                </Group>
              </div>
              <button
                type="button"
                className={`row-button text-link ${classes['why']}`}
                aria-label={words('explain.whyNext', { entry, from })}
                onClick={() => onWhy(fromMs)}
              >
                {words('explain.whyThen')}
              </button>
            </li>
          );
        })}
      </ol>
    </Box>
  );

  /** The time alone where it ends on the day on which it begins. */
  function endOf(fromMs: number, untilMs: number): string {
    return formats.day(fromMs, timeZone) === formats.day(untilMs, timeZone)
      ? formats.time(untilMs, timeZone)
      : formats.weekday(untilMs, timeZone);
  }
}
