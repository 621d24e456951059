import { scheduleRoutes } from '@gatecast/protocol';
import type { Weekday } from '@gatecast/schedules';
import { Box, Button, Drawer, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconClockPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { daypartsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Fault } from '../../parts/fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';
import { DayChoice } from './day-choice.tsx';
import { weekdays } from './when-draft.ts';
import { spanInWords } from './when-in-words.ts';

/** The named wall-clock spans, in words. */
export function Dayparts() {
  const words = useWords();
  const may = useMay();
  const { data: dayparts } = useQuery(daypartsQuery);
  const [isAdding, adding] = useDisclosure(false);
  // what could not be read is not told as nothing
  if (dayparts === undefined) return null;
  return (
    <Box component="section" mb="lg">
      <Group justify="space-between" mb={6}>
        <Title order={2}>{words('schedule.dayparts')}</Title>
        {may('schedule.edit') && (
          <Button variant="default" size="xs" leftSection={<IconClockPlus size={15} aria-hidden />} onClick={adding.open}>
            {words('schedule.addDaypart')}
          </Button>
        )}
      </Group>
      <Box className="surface" p="sm">
        {dayparts.length === 0 && (
          <Text size="sm" c="dimmed">
            {words('schedule.noDayparts')}
          </Text>
        )}
        {dayparts.map(({ id, name, spans }) => (
          <Group key={id} gap="xs" py={3}>
            <Text size="sm" fw={600}>
              {name}
            </Text>
            <Text size="sm" c="dimmed">
              {spans.map(({ days, from, to }) => spanInWords(days, from, to, words)).join('; ')}
            </Text>
          </Group>
        ))}
      </Box>
      <Drawer
        opened={isAdding}
        onClose={adding.close}
        title={words('schedule.addDaypart')}
        closeButtonProps={{ 'aria-label': words('common.close') }}
      >
        <DaypartForm onDone={adding.close} />
      </Drawer>
    </Box>
  );
}

function DaypartForm({ onDone }: { onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: '', days: [...weekdays] as Weekday[], from: '06:00', to: '10:00' },
    validate: {
      name: (value) => (value.trim() === '' ? words('common.required') : null),
      days: (value) => (value.length === 0 ? words('schedule.dayNeeded') : null),
    },
  });
  const add = useMutation({
    mutationFn: ({ name, days, from, to }: typeof form.values) =>
      call(scheduleRoutes.createDaypart, { body: { name, spans: [{ days, from, to }] } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: daypartsQuery.queryKey });
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))} noValidate>
      <Stack gap="sm">
        <Fault error={add.error} />
        <TextInput label={words('schedule.name')} {...form.getInputProps('name')} />
        <DayChoice value={form.values.days} onChange={(days) => form.setFieldValue('days', [...days])} />
        {form.errors['days'] !== undefined && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {form.errors['days']}
          </Text>
        )}
        <Group grow>
          <TextInput type="time" label={words('schedule.from')} {...form.getInputProps('from')} />
          <TextInput type="time" label={words('schedule.to')} {...form.getInputProps('to')} />
        </Group>
        <Text size="sm" c="dimmed">
          {form.values.days.length > 0 && spanInWords(form.values.days, form.values.from, form.values.to, words)}
        </Text>
        <Group>
          <Button type="submit" loading={add.isPending}>
            {words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
