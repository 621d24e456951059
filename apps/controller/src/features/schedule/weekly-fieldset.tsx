import { Box, Group, NumberInput, Text, TextInput } from '@mantine/core';
import { useWords } from '../../words/words.ts';
import { DayChoice } from './day-choice.tsx';
import type { WeeklyFields } from './when-draft.ts';
import { spanInWords } from './when-in-words.ts';

const mostWeeks = 520;

/** Days of the week with their times, every so many weeks, from a first day to a last one. */
export function WeeklyFieldset({ value, onChange }: { value: WeeklyFields; onChange: (weekly: WeeklyFields) => void }) {
  const words = useWords();
  const { days, every, from, to } = value;
  return (
    <>
      <Box mt="xs">
        <DayChoice value={days} onChange={(chosen) => onChange({ ...value, days: chosen })} />
      </Box>
      <Group grow mt="xs" align="flex-start">
        <TextInput
          type="time"
          label={words('schedule.from')}
          value={from}
          onChange={({ currentTarget }) => onChange({ ...value, from: currentTarget.value })}
        />
        <TextInput
          type="time"
          label={words('schedule.to')}
          value={to}
          onChange={({ currentTarget }) => onChange({ ...value, to: currentTarget.value })}
        />
        <NumberInput
          label={words('schedule.every')}
          min={1}
          max={mostWeeks}
          allowDecimal={false}
          value={every}
          onChange={(weeks) => onChange({ ...value, every: weeks })}
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
      {days.length > 0 && from !== '' && to !== '' && (
        <Text size="sm" c="dimmed" mt={6} role="status">
          {Number(every) > 1
            ? words('when.everyWeeks', { count: Number(every), span: spanInWords(days, from, to, words) })
            : spanInWords(days, from, to, words)}
        </Text>
      )}
    </>
  );
}
