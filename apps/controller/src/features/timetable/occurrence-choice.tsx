import { scheduleRoutes, type StoredEntry } from '@gatecast/protocol';
import { Button, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.ts';
import { entriesQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { Fault, tellDone } from '../../parts/fault.tsx';
import { useWords } from '../../words/words.ts';
import { bodyOf } from '../schedule/entry-form.ts';
import { keptBody, type Recurring } from '../schedule/when-draft.ts';
import { noteEdit } from '../schedule/edits-of-window.ts';
import type { Shift } from './change-when.ts';
import { splitWhen, withoutOccurrence, type Reach, type SplitWhen } from './split-when.ts';

/** One occurrence of a recurring entry, and by how much it was moved. */
export type Occurrence = { readonly entry: StoredEntry; readonly when: Recurring; readonly startMs: number; readonly shift: Shift | null };

type Props = {
  readonly occurrence: Occurrence | null;
  readonly timeZone: string;
  /** `split` is null where all occurrences are meant. */
  readonly onChoose: (occurrence: Occurrence, reach: Reach, split: SplitWhen | null) => void;
  readonly onClose: () => void;
};

const still: Shift = { startMinutes: 0, endMinutes: 0 };

/** Which occurrences are meant, asked before anything of a recurrence is changed. */
export function OccurrenceChoice({ occurrence, timeZone, onChoose, onClose }: Props) {
  const words = useWords();
  return (
    <Modal
      opened={occurrence !== null}
      onClose={onClose}
      title={words('timetable.which')}
      closeButtonProps={{ 'aria-label': words('common.close') }}
    >
      {occurrence !== null && <Choices occurrence={occurrence} timeZone={timeZone} onChoose={onChoose} onClose={onClose} />}
    </Modal>
  );
}

function Choices({ occurrence, timeZone, onChoose, onClose }: Props & { occurrence: Occurrence }) {
  const words = useWords();
  const formats = useFormats();
  const queries = useQueryClient();
  const { entry, when, startMs, shift } = occurrence;
  const start = wallClockOf(startMs, timeZone);
  const [one, following] = (['one', 'following'] as const).map((reach) => splitWhen(when, start, shift ?? still, reach));
  const without = withoutOccurrence(when, start);
  const leaveOut = useMutation({
    mutationFn: (kept: Recurring) =>
      call(scheduleRoutes.putEntry, {
        params: { entryId: entry.id },
        body: { ...bodyOf(entry), when: keptBody(kept), revision: entry.revision },
      }),
    onSuccess: async (after) => {
      noteEdit({ before: entry, after });
      await queries.invalidateQueries({ queryKey: entriesQuery.queryKey });
      tellDone(words('timetable.leftOut'));
      onClose();
    },
  });
  return (
    <Stack gap="xs">
      <Text size="sm">{words('timetable.whichAbout', { entry: entry.name, at: formats.weekday(startMs, timeZone) })}</Text>
      <Button variant="default" disabled={one === null} onClick={() => onChoose(occurrence, 'one', one ?? null)} data-autofocus>
        {words('timetable.reaches.one')}
      </Button>
      <Button variant="default" disabled={following === null} onClick={() => onChoose(occurrence, 'following', following ?? null)}>
        {words('timetable.reaches.following')}
      </Button>
      <Button variant="default" onClick={() => onChoose(occurrence, 'all', null)}>
        {words('timetable.reaches.all')}
      </Button>
      {shift === null && without !== null && (
        <Button variant="subtle" color="red" loading={leaveOut.isPending} onClick={() => leaveOut.mutate(without)}>
          {words('timetable.leaveOut')}
        </Button>
      )}
      {(one === null || following === null) && (
        <Text size="xs" c="dimmed">
          {words('timetable.notSplit')}
        </Text>
      )}
      <Fault error={leaveOut.error} />
    </Stack>
  );
}
