import { scheduleRoutes, type StoredDaypart } from '@gatecast/protocol';
import { Box, Button, Group, Text, Title } from '@mantine/core';
import { IconClockPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { calendarsQuery, daypartsQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { FormDrawer } from '../../parts/form-drawer.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { SaveFault } from '../../parts/save-fault.tsx';
import { useLanguage, useWords } from '../../words/words.ts';
import { DaypartForm } from './daypart-form.tsx';
import { localInWords } from './local-in-words.ts';
import { spanInWords } from './when-in-words.ts';

type Editing = { readonly kind: 'new' } | { readonly kind: 'daypart'; readonly daypart: StoredDaypart } | null;

/** The named wall-clock spans with their exceptions, in words. */
export function Dayparts() {
  const words = useWords();
  const may = useMay();
  const { data: dayparts } = useQuery(daypartsQuery);
  const [editing, setEditing] = useState<Editing>(null);
  // what could not be read is not told as nothing
  if (dayparts === undefined) return null;
  return (
    <Box component="section" mb="lg">
      <Group justify="space-between" mb={6}>
        <Title order={2}>{words('schedule.dayparts')}</Title>
        {may('schedule.edit') && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconClockPlus size={15} aria-hidden />}
            onClick={() => setEditing({ kind: 'new' })}
          >
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
        {dayparts.map((daypart) => (
          <DaypartLine key={daypart.id} daypart={daypart} onOpen={() => setEditing({ kind: 'daypart', daypart })} />
        ))}
      </Box>
      <FormDrawer
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        title={words(editing?.kind === 'daypart' ? 'schedule.editDaypart' : 'schedule.addDaypart')}
      >
        {editing !== null && (
          <>
            <DaypartForm daypart={editing.kind === 'daypart' ? editing.daypart : null} onDone={() => setEditing(null)} />
            {editing.kind === 'daypart' && <RemoveDaypart daypart={editing.daypart} onDone={() => setEditing(null)} />}
          </>
        )}
      </FormDrawer>
    </Box>
  );
}

function DaypartLine({ daypart, onOpen }: { daypart: StoredDaypart; onOpen: () => void }) {
  const words = useWords();
  const may = useMay();
  const locale = useLanguage() === 'vi' ? 'vi-VN' : 'en-GB';
  const { data: calendars } = useQuery(calendarsQuery);
  const onWhat = ({ on }: StoredDaypart['exceptions'][number]) =>
    on.kind === 'date' ? localInWords(on.date, locale) : (calendars?.find(({ id }) => id === on.calendarId)?.name ?? '');
  return (
    <Group gap="xs" py={3}>
      <button type="button" className="text-link row-button" onClick={onOpen} disabled={!may('schedule.edit')}>
        {daypart.name}
      </button>
      <Text size="sm" c="dimmed">
        {[
          ...daypart.spans.map(({ days, from, to }) => spanInWords(days, from, to, words)),
          ...daypart.exceptions.map((exception) =>
            exception.spans.length === 0
              ? words('schedule.closedOn', { on: onWhat(exception) })
              : words('schedule.timesOn', {
                  on: onWhat(exception),
                  times: exception.spans.map(({ from, to }) => `${from}–${to}`).join(', '),
                }),
          ),
        ].join('; ')}
      </Text>
    </Group>
  );
}

function RemoveDaypart({ daypart, onDone }: { daypart: StoredDaypart; onDone: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: (revision: number) => call(scheduleRoutes.deleteDaypart, { params: { daypartId: daypart.id }, query: { revision } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: daypartsQuery.queryKey });
      onDone();
    },
    onSettled: () => setIsAsking(false),
  });
  return (
    <Box mt="lg">
      <Button variant="subtle" color="red" onClick={() => setIsAsking(true)}>
        {words('schedule.removeDaypart')}
      </Button>
      <SaveFault error={remove.error} isRemoval onKeep={remove.mutate} onReload={onDone} />
      <Confirm
        isOpen={isAsking}
        title={words('schedule.removeTitle', { name: daypart.name })}
        confirm={words('schedule.removeDaypart')}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate(daypart.revision)}
        onClose={() => setIsAsking(false)}
      >
        {words('schedule.removeUnused')}
      </Confirm>
    </Box>
  );
}
