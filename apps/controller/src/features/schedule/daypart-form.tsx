import { scheduleRoutes, type StoredDaypart } from '@gatecast/protocol';
import type { Weekday } from '@gatecast/schedules';
import { ActionIcon, Box, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { daypartsQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';
import { DayChoice } from './day-choice.tsx';
import { ExceptionsFields, type ExceptionDraft } from './exceptions-fields.tsx';
import { TimesFields } from './times-fields.tsx';
import { weekdays } from './when-draft.ts';
import { spanInWords } from './when-in-words.ts';

type SpanDraft = { readonly days: readonly Weekday[]; readonly from: string; readonly to: string };
type DaypartDraft = { readonly name: string; readonly spans: readonly SpanDraft[]; readonly exceptions: readonly ExceptionDraft[] };

const firstSpan: SpanDraft = { days: weekdays, from: '06:00', to: '10:00' };

/** Writes a daypart: its weekly spans, and what stands in their place on certain dates. */
export function DaypartForm({ daypart, onDone }: { daypart: StoredDaypart | null; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const form = useForm<DaypartDraft>({
    initialValues: daypart ?? { name: '', spans: [firstSpan], exceptions: [] },
    validate: {
      name: (value) => (value.trim() === '' ? words('common.required') : null),
      spans: (spans) => (spans.some(({ days }) => days.length === 0) ? words('schedule.dayNeeded') : null),
      exceptions: (list) =>
        list.some(({ on }) => (on.kind === 'date' ? on.date === '' : on.calendarId === '')) ? words('schedule.exceptionNeeded') : null,
    },
  });
  useUnsaved(form.isDirty());
  const save = useMutation({
    mutationFn: (onto: number | undefined) => {
      const { name, spans, exceptions } = form.values;
      const body = {
        name,
        spans: spans.map((span) => ({ ...span, days: [...span.days] })),
        exceptions: exceptions.map(({ on, spans: times }) => ({ on, spans: [...times] })),
      };
      return daypart === null
        ? call(scheduleRoutes.createDaypart, { body })
        : call(scheduleRoutes.putDaypart, { params: { daypartId: daypart.id }, body: { ...body, revision: onto ?? daypart.revision } });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: daypartsQuery.queryKey });
      onDone();
    },
    onError: (error) => markField(form, error),
  });
  const { spans, exceptions } = form.values;
  const setSpan = (at: number, change: Partial<SpanDraft>) =>
    form.setFieldValue(
      'spans',
      spans.map((span, index) => (index === at ? { ...span, ...change } : span)),
    );
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(undefined))} noValidate>
      <Stack gap="sm">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <TextInput label={words('schedule.name')} {...form.getInputProps('name')} />
        {spans.map((span, at) => (
          <Box key={at} component="fieldset" className="surface" p="sm" m={0}>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <DayChoice value={span.days} onChange={(days) => setSpan(at, { days })} />
              {spans.length > 1 && (
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={words('schedule.removeTimes')}
                  onClick={() => form.setFieldValue('spans', spans.toSpliced(at, 1))}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              )}
            </Group>
            <TimesFields value={span} onChange={(times) => setSpan(at, times)} />
            {span.days.length > 0 && (
              <Text size="sm" c="dimmed" mt={4}>
                {spanInWords(span.days, span.from, span.to, words)}
              </Text>
            )}
          </Box>
        ))}
        {form.errors['spans'] !== undefined && (
          <Text size="xs" c="var(--mantine-color-error)" role="alert">
            {form.errors['spans']}
          </Text>
        )}
        <Group>
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => form.setFieldValue('spans', [...spans, firstSpan])}
          >
            {words('schedule.addTimes')}
          </Button>
        </Group>
        <ExceptionsFields
          value={exceptions}
          onChange={(list) => form.setFieldValue('exceptions', [...list])}
          error={form.errors['exceptions']}
        />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {words('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
