import { Box, Button, Checkbox, Group, NumberInput, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { holidaysQuery } from '../../api/queries.ts';
import { tellFault } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';

const yearsAhead = 4;
const bounds = { min: 2015, max: 2199 };
const mostYears = 30;

/** Takes in the public holidays of Vietnam in some years; the server computes them. */
export function HolidayFill({ today, onAdd }: { today: string; onAdd: (dates: readonly string[]) => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const thisYear = Number(today.slice(0, 4));
  const [fromYear, setFromYear] = useState<number | string>(thisYear);
  const [toYear, setToYear] = useState<number | string>(thisYear + yearsAhead);
  const [hasObservances, setHasObservances] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const years = Number(toYear) - Number(fromYear) + 1;
  const isEmpty = fromYear === '' || toYear === '';
  const fault = isEmpty ? null : years < 1 ? 'calendars.yearsReversed' : years > mostYears ? 'calendars.tooManyYears' : null;
  async function fill() {
    try {
      const holidays = await queries.fetchQuery(holidaysQuery(Number(fromYear), Number(toYear)));
      const wanted = holidays.filter(({ kind }) => hasObservances || kind !== 'observance');
      onAdd(wanted.map(({ date }) => date));
      const expected = wanted.filter(({ basis }) => basis === 'expected').length;
      const added = words('calendars.filled', { count: new Set(wanted.map(({ date }) => date)).size });
      setTold(expected === 0 ? added : `${added} ${words('calendars.expected', { count: expected })}`);
    } catch (error) {
      tellFault(error, words);
    }
  }
  return (
    <Box component="fieldset" className="surface" p="sm" m={0}>
      <Text component="legend" size="sm" fw={620} px={4}>
        {words('calendars.fillTitle')}
      </Text>
      <Group align="flex-end" gap="sm">
        <NumberInput label={words('calendars.fromYear')} w={110} value={fromYear} onChange={setFromYear} {...bounds} />
        <NumberInput label={words('calendars.toYear')} w={110} value={toYear} onChange={setToYear} {...bounds} error={fault !== null} />
        <Button variant="default" onClick={() => void fill()} disabled={isEmpty || fault !== null}>
          {words('calendars.fill')}
        </Button>
      </Group>
      {fault !== null && (
        <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
          {words(fault, { count: mostYears })}
        </Text>
      )}
      <Checkbox
        mt="xs"
        label={words('calendars.observances')}
        checked={hasObservances}
        onChange={({ currentTarget }) => setHasObservances(currentTarget.checked)}
      />
      {told !== null && (
        <Text size="sm" c="dimmed" mt={6} role="status">
          {told}
        </Text>
      )}
    </Box>
  );
}
