import { Box, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../words/words.ts';
import { DayChoice } from './day-choice.tsx';
import { weekdays, type WhenDraft } from './when-draft.ts';
import { spanInWords } from './when-in-words.ts';

type Props = { readonly value: WhenDraft; readonly onChange: (when: WhenDraft) => void; readonly error: ReactNode; readonly today: string };

/** When an entry is on: always, once, or every week on chosen days. */
export function WhenFields({ value, onChange, error, today }: Props) {
  const words = useWords();
  const start = (kind: string) => {
    if (kind === 'always') onChange({ kind });
    if (kind === 'once') onChange({ kind, start: `${today}T08:00`, end: `${today}T18:00` });
    if (kind === 'weekly') onChange({ kind, days: weekdays.slice(0, 5), from: '07:00', to: '19:00', firstDate: today, lastDate: '' });
  };
  const kinds = [
    { value: 'always', label: words('schedule.kinds.always') },
    { value: 'once', label: words('schedule.kinds.once') },
    { value: 'weekly', label: words('schedule.kinds.weekly') },
    ...(value.kind === 'other' ? [{ value: 'other', label: words('schedule.kinds.other') }] : []),
  ];
  return (
    <Box component="fieldset" style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={500} mb={4}>
        {words('schedule.when')}
      </Text>
      <SegmentedControl value={value.kind} onChange={start} data={kinds} fullWidth aria-label={words('schedule.when')} />
      {value.kind === 'once' && (
        <Group grow mt="xs" align="flex-start">
          <TextInput
            type="datetime-local"
            label={words('schedule.start')}
            value={value.start}
            onChange={({ currentTarget }) => onChange({ ...value, start: currentTarget.value })}
          />
          <TextInput
            type="datetime-local"
            label={words('schedule.endOrNever')}
            value={value.end}
            onChange={({ currentTarget }) => onChange({ ...value, end: currentTarget.value })}
          />
        </Group>
      )}
      {value.kind === 'weekly' && (
        <>
          <Box mt="xs">
            <DayChoice value={value.days} onChange={(days) => onChange({ ...value, days })} />
          </Box>
          <Group grow mt="xs">
            <TextInput
              type="time"
              label={words('schedule.from')}
              value={value.from}
              onChange={({ currentTarget }) => onChange({ ...value, from: currentTarget.value })}
            />
            <TextInput
              type="time"
              label={words('schedule.to')}
              value={value.to}
              onChange={({ currentTarget }) => onChange({ ...value, to: currentTarget.value })}
            />
          </Group>
          <Group grow mt="xs" align="flex-start">
            <TextInput
              type="date"
              label={words('schedule.firstDate')}
              value={value.firstDate}
              onChange={({ currentTarget }) => onChange({ ...value, firstDate: currentTarget.value })}
            />
            <TextInput
              type="date"
              label={words('schedule.lastDate')}
              value={value.lastDate}
              onChange={({ currentTarget }) => onChange({ ...value, lastDate: currentTarget.value })}
            />
          </Group>
          {value.days.length > 0 && value.from !== '' && value.to !== '' && (
            <Text size="sm" c="dimmed" mt={6} role="status">
              {spanInWords(value.days, value.from, value.to, words)}
            </Text>
          )}
        </>
      )}
      {value.kind === 'other' && (
        <Text size="sm" c="dimmed" mt={6}>
          {words('when.byRule', { rule: value.when.rules.join(' + ') })}
        </Text>
      )}
      {error !== undefined && error !== null && (
        <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
          {error}
        </Text>
      )}
    </Box>
  );
}
