import type { HealthTally } from '@gatecast/protocol';
import { Group, Text } from '@mantine/core';
import { useAge } from '../../instants/age.ts';
import { useWords } from '../../words/words.ts';
import classes from './health.module.css';
import { minutesMs } from './uptime-text.ts';

const states = ['healthy', 'impaired', 'offline', 'unknown'] as const;

/** The shares of a span as one bar, with how long each state lasted in words. */
export function UptimeBar({ total }: { total: HealthTally }) {
  const words = useWords();
  const age = useAge();
  const lasted = states.filter((state) => total[state] > 0);
  return (
    <>
      <div className={classes['bar']} aria-hidden>
        {lasted.map((state) => (
          <span key={state} className={classes[state]} style={{ flexGrow: total[state] }} />
        ))}
      </div>
      <Group component="ul" mt={6} p={0} style={{ listStyle: 'none', gap: '2px 16px' }}>
        {lasted.map((state) => (
          <Text key={state} component="li" size="xs" c="dimmed">
            <span className={`${classes['key']} ${classes[state]}`}>{`${words(`states.${state}`)}: ${age(minutesMs(total[state]))}`}</span>
          </Text>
        ))}
      </Group>
    </>
  );
}
