import type { StoredCalendar } from '@gatecast/protocol';
import { Button, Table } from '@mantine/core';
import { IconCalendarEvent, IconCalendarPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { calendarsQuery } from '../../api/queries.ts';
import { serverNow } from '../../api/server-clock.ts';
import { useMay } from '../../api/session.ts';
import { useFormats } from '../../instants/formats.ts';
import { wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Fault } from '../../parts/fault.tsx';
import { Loading, Page } from '../../parts/page.tsx';
import { usePlaces } from '../../parts/places.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { useLanguage, useWords } from '../../words/words.ts';
import { localInWords } from '../schedule/local-in-words.ts';
import { CalendarEditor } from './calendar-editor.tsx';

type Editing = { readonly kind: 'new' } | { readonly kind: 'calendar'; readonly calendar: StoredCalendar } | null;

/** The named sets of dates that entries and dayparts go by. */
export function CalendarsPage() {
  const words = useWords();
  const may = useMay();
  const formats = useFormats();
  const places = usePlaces();
  const locale = useLanguage() === 'vi' ? 'vi-VN' : 'en-GB';
  const calendars = useQuery(calendarsQuery);
  const [editing, setEditing] = useState<Editing>(null);
  if (calendars.isPending) return <Loading />;
  const today = wallClockOf(serverNow(), places.mainZone).slice(0, 10);
  const all = calendars.data ?? [];
  return (
    <Page
      title={words('calendars.title')}
      about={words('calendars.about')}
      actions={
        may('schedule.edit') && (
          <Button leftSection={<IconCalendarPlus size={16} aria-hidden />} onClick={() => setEditing({ kind: 'new' })}>
            {words('calendars.add')}
          </Button>
        )
      }
    >
      <Fault error={calendars.error} retry={() => void calendars.refetch()} />
      {all.length === 0 && !calendars.error && (
        <Empty icon={IconCalendarEvent} title={words('calendars.empty')} text={words('calendars.emptyAbout')} />
      )}
      {all.length > 0 && (
        <ScrollTable label={words('calendars.title')}>
          <Table aria-label={words('calendars.title')} highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words('calendars.name')}</Table.Th>
                <Table.Th>{words('calendars.days')}</Table.Th>
                <Table.Th>{words('calendars.next')}</Table.Th>
                <Table.Th>{words('calendars.last')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {all.map((calendar) => {
                const { id, name, dates } = calendar;
                const next = dates.find((date) => date >= today);
                const last = dates.at(-1);
                return (
                  <Table.Tr key={id}>
                    <Table.Td>
                      <button
                        type="button"
                        className="text-link row-button"
                        onClick={() => setEditing({ kind: 'calendar', calendar })}
                        disabled={!may('schedule.edit')}
                      >
                        {name}
                      </button>
                    </Table.Td>
                    <Table.Td>{formats.number(dates.length)}</Table.Td>
                    <Table.Td>{next === undefined ? words('calendars.none') : localInWords(next, locale)}</Table.Td>
                    <Table.Td>{last === undefined ? words('calendars.none') : localInWords(last, locale)}</Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </ScrollTable>
      )}
      <FormDrawer
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        size="xl"
        title={words(editing?.kind === 'calendar' ? 'calendars.edit' : 'calendars.add')}
      >
        {editing !== null && (
          <CalendarEditor calendar={editing.kind === 'calendar' ? editing.calendar : null} today={today} onDone={() => setEditing(null)} />
        )}
      </FormDrawer>
    </Page>
  );
}
