import { Box, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.ts';
import { NextStarts } from './next-starts.tsx';
import { RuleFieldset } from './rule-fieldset.tsx';
import { WeeklyFieldset } from './weekly-fieldset.tsx';
import { switchWhen, type WhenDraft } from './when-draft.ts';

type Props = {
  readonly value: WhenDraft;
  readonly onChange: (when: WhenDraft) => void;
  readonly error: ReactNode;
  /** `YYYY-MM-DDTHH:MM` by the clock of the site. */
  readonly now: string;
};
const kinds = ['always', 'once', 'weekly', 'rule'] as const;

/** When an entry is on: always, once, every so many weeks on chosen days, or by a rule. */
export function WhenFields({ value, onChange, error, now }: Props) {
  const words = useWords();
  const { kind, once, weekly, rule } = value;
  return (
    <Box component="fieldset" style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={500} mb={4}>
        {words('schedule.when')}
      </Text>
      <SegmentedControl
        value={kind}
        onChange={(next) => onChange(switchWhen(value, next, now.slice(0, 10)))}
        data={kinds.map((one) => ({ value: one, label: words(`schedule.kinds.${one}`) }))}
        fullWidth
        aria-label={words('schedule.when')}
      />
      {kind === 'once' && once !== null && (
        <Group grow mt="xs" align="flex-start">
          <TextInput
            type="datetime-local"
            label={words('schedule.start')}
            value={once.start}
            onChange={({ currentTarget }) => onChange({ ...value, once: { ...once, start: currentTarget.value } })}
          />
          <TextInput
            type="datetime-local"
            label={words('schedule.endOrNever')}
            value={once.end}
            onChange={({ currentTarget }) => onChange({ ...value, once: { ...once, end: currentTarget.value } })}
          />
        </Group>
      )}
      {kind === 'weekly' && weekly !== null && <WeeklyFieldset value={weekly} onChange={(next) => onChange({ ...value, weekly: next })} />}
      {kind === 'rule' && rule !== null && <RuleFieldset value={rule} onChange={(next) => onChange({ ...value, rule: next })} />}
      {error !== undefined && error !== null && (
        <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
          {error}
        </Text>
      )}
      {kind === 'once' && once !== null && once.end !== '' && once.end <= now && (
        <Text size="sm" c="orange.8" mt={6} role="status">
          {words('schedule.isOver')}
        </Text>
      )}
      {(kind === 'rule' || (kind === 'weekly' && (Number(weekly?.every) > 1 || weekly?.lastDate !== ''))) && (
        <NextStarts when={value} from={now} />
      )}
    </Box>
  );
}
