import { calendarRoutes, type StoredCalendar } from '@gatecast/protocol';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { calendarsQuery } from '../../api/queries.ts';
import { useUnsaved } from '../../parts/form-drawer.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { markField } from '../../parts/form-fault.ts';
import { useWords } from '../../words/words.ts';
import { DatesByYear } from './dates-by-year.tsx';
import { HolidayFill } from './holiday-fill.tsx';
import { MonthGrid } from './month-grid.tsx';

/** Writes a calendar: dates on a grid of months, as a list, and from the public holidays. */
export function CalendarEditor({ calendar, today, onDone }: { calendar: StoredCalendar | null; today: string; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [isRemoving, removing] = useDisclosure(false);
  /** The first month that the grid shows. */
  const [month, setMonth] = useState(today);
  const form = useForm<{ readonly name: string; readonly dates: readonly string[] }>({
    initialValues: { name: calendar?.name ?? '', dates: calendar?.dates ?? [] },
    validate: { name: (value) => (value.trim() === '' ? words('common.required') : null) },
  });
  useUnsaved(form.isDirty());
  const { dates } = form.values;
  const setDates = (list: Iterable<string>) => form.setFieldValue('dates', [...new Set(list)].toSorted());
  const done = async () => {
    await queries.invalidateQueries({ queryKey: calendarsQuery.queryKey });
    onDone();
  };
  const save = useMutation({
    mutationFn: (onto: number | undefined) => {
      const body = { name: form.values.name, dates: [...form.values.dates] };
      return calendar === null
        ? call(calendarRoutes.createCalendar, { body })
        : call(calendarRoutes.putCalendar, { params: { calendarId: calendar.id }, body: { ...body, revision: onto ?? calendar.revision } });
    },
    onSuccess: done,
    onError: (error) => markField(form, error),
  });
  const remove = useMutation({
    mutationFn: (revision: number) =>
      call(calendarRoutes.deleteCalendar, { params: { calendarId: calendar?.id ?? '' }, query: { revision } }),
    onSuccess: done,
    onSettled: removing.close,
  });
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(undefined))} noValidate aria-label={words('calendars.form')}>
      <Stack gap="md">
        <SaveFault error={save.error} onKeep={save.mutate} onReload={onDone} />
        <TextInput label={words('calendars.name')} {...form.getInputProps('name')} />
        <HolidayFill today={today} onAdd={(added) => setDates([...dates, ...added])} />
        <MonthGrid value={dates} onChange={setDates} month={month} onMonthChange={setMonth} />
        <Text size="sm" role="status">
          {words('calendars.count', { count: dates.length })}
        </Text>
        {dates.length === 0 && (
          <Text size="sm" c="orange.8" role="status">
            {words('calendars.noDays')}
          </Text>
        )}
        <DatesByYear dates={dates} onRemove={(date) => setDates(dates.filter((one) => one !== date))} onShow={setMonth} />
        <Group justify="space-between">
          <Button type="submit" loading={save.isPending}>
            {words('common.save')}
          </Button>
          {calendar !== null && (
            <Button variant="subtle" color="red" onClick={removing.open}>
              {words('calendars.remove')}
            </Button>
          )}
        </Group>
        <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={onDone} />
      </Stack>
      <Confirm
        isOpen={isRemoving}
        title={words('schedule.removeTitle', { name: calendar?.name ?? '' })}
        confirm={words('calendars.remove')}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => calendar && remove.mutate(calendar.revision)}
        onClose={removing.close}
      >
        {words('schedule.removeUnused')}
      </Confirm>
    </form>
  );
}
