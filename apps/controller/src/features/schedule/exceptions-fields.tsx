import type { CalendarId, StoredDaypart } from '@gatecast/protocol';
import { ActionIcon, Box, Button, Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { calendarsQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { usePlaces } from '../../parts/places.ts';
import { useWords } from '../../words/words.ts';
import { TimesFields, type Times } from './times-fields.tsx';

export type ExceptionDraft = { readonly on: StoredDaypart['exceptions'][number]['on']; readonly spans: readonly Times[] };

type Props = {
  readonly value: readonly ExceptionDraft[];
  readonly onChange: (list: readonly ExceptionDraft[]) => void;
  readonly error: ReactNode;
};

const usualTimes: Times = { from: '08:00', to: '18:00' };

/** What stands in the place of a daypart's spans on a date, or on the dates of a calendar. */
export function ExceptionsFields({ value, onChange, error }: Props) {
  const words = useWords();
  const places = usePlaces();
  const { data: calendars } = useQuery(calendarsQuery);
  const today = wallClockOf(serverNow(), places.mainZone).slice(0, 10);
  const change = (at: number, exception: ExceptionDraft) => onChange(value.with(at, exception));
  return (
    <Box component="fieldset" style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={500} mb={4}>
        {words('schedule.exceptions')}
      </Text>
      <Text size="xs" c="dimmed" mb="xs">
        {words('schedule.exceptionsAbout')}
      </Text>
      {value.map((exception, at) => (
        <Box key={at} component="fieldset" className="surface" p="sm" mb="xs" mx={0}>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            {exception.on.kind === 'date' ? (
              <TextInput
                type="date"
                label={words('schedule.onDate')}
                value={exception.on.date}
                onChange={({ currentTarget }) => change(at, { ...exception, on: { kind: 'date', date: currentTarget.value } })}
              />
            ) : (
              <Select
                label={words('schedule.onCalendar')}
                style={{ flex: 1 }}
                data={(calendars ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
                value={exception.on.calendarId}
                onChange={(id) => change(at, { ...exception, on: { kind: 'calendar', calendarId: (id ?? '') as CalendarId } })}
              />
            )}
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={words('schedule.removeException')}
              onClick={() => onChange(value.toSpliced(at, 1))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
          <SegmentedControl
            mt="xs"
            size="xs"
            aria-label={words('schedule.exceptionTimes')}
            value={exception.spans.length === 0 ? 'closed' : 'open'}
            onChange={(kind) => change(at, { ...exception, spans: kind === 'closed' ? [] : [usualTimes] })}
            data={[
              { value: 'closed', label: words('schedule.closed') },
              { value: 'open', label: words('schedule.otherTimes') },
            ]}
          />
          {exception.spans.map((times, index) => (
            <TimesFields
              key={index}
              value={times}
              onChange={(next) => change(at, { ...exception, spans: exception.spans.with(index, next) })}
            />
          ))}
          {exception.spans.length > 0 && (
            <Group mt={4}>
              <Button
                variant="subtle"
                size="compact-xs"
                onClick={() => change(at, { ...exception, spans: [...exception.spans, usualTimes] })}
              >
                {words('schedule.addTimes')}
              </Button>
              {exception.spans.length > 1 && (
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-xs"
                  onClick={() => change(at, { ...exception, spans: exception.spans.slice(0, -1) })}
                >
                  {words('schedule.removeTimes')}
                </Button>
              )}
            </Group>
          )}
        </Box>
      ))}
      {error !== undefined && error !== null && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
      <Group gap="xs">
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...value, { on: { kind: 'date', date: today }, spans: [] }])}
        >
          {words('schedule.addDateException')}
        </Button>
        {(calendars ?? []).length > 0 && (
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() =>
              onChange([...value, { on: { kind: 'calendar', calendarId: (calendars?.[0]?.id ?? '') as CalendarId }, spans: [] }])
            }
          >
            {words('schedule.addCalendarException')}
          </Button>
        )}
      </Group>
    </Box>
  );
}
