import { scheduleRoutes, type EntryId } from '@gatecast/protocol';
import { Alert, Loader, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call, faultCodeOf } from '../../api/call.ts';
import { usePlaces } from '../../parts/places.ts';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';
import { writeEntry, type EntryForm } from './entry-form.ts';
import { Findings } from './findings.tsx';
import type { keptBody } from './when-draft.ts';
import { PlanFaults } from './plan-faults.tsx';

/** Nobody is asked at each letter: the server compiles plans for this. */
const restMs = 900;

type Props = {
  readonly entryId: EntryId | null;
  /** What another entry keeps where this one takes the rest of its recurrence. */
  readonly kept?: { readonly entryId: EntryId; readonly when: ReturnType<typeof keptBody> };
  readonly values: EntryForm;
  readonly hasTicker: boolean;
  readonly isComplete: boolean;
};

/** What the entry would do to its screens over the next year, told while it is written. */
export function EntryCheck({ entryId, kept, values, hasTicker, isComplete }: Props) {
  const words = useWords();
  const places = usePlaces();
  const formats = useFormats();
  // the name changes nothing of what plays
  const draft = JSON.stringify({ ...writeEntry(values, hasTicker), name: '–' });
  const [rested] = useDebouncedValue(draft, restMs);
  const check = useQuery({
    queryKey: ['entry-check', entryId, kept, rested],
    queryFn: () => {
      const body = { entryId, draft: JSON.parse(rested) as ReturnType<typeof writeEntry> };
      return call(scheduleRoutes.checkEntry, { body: kept === undefined ? body : { ...body, kept } });
    },
    // what rested may be of before it was complete
    enabled: isComplete && rested === draft,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (!isComplete) return null;
  const isChecking = check.isFetching || rested !== draft;
  const { data } = check;
  const code = faultCodeOf(check.error);
  const isClear = data !== undefined && data.findings.length + data.refused.length === 0;
  const drafts = data === undefined ? {} : { [data.entryId]: values.name.trim() === '' ? words('findings.thisEntry') : values.name };
  return (
    <div role="status" aria-busy={isChecking}>
      {isChecking && (
        <Text size="xs" c="dimmed">
          <Loader size={12} mr={6} style={{ verticalAlign: 'middle' }} />
          {words('findings.checking')}
        </Text>
      )}
      {/* what is wrong with a field is told at the field when it is saved */}
      {!isChecking && check.error !== null && code !== 'bad-input' && (
        <Text size="xs" c="dimmed">
          {words('findings.unchecked')}
        </Text>
      )}
      {!isChecking && check.error === null && isClear && (
        <Text size="xs" c="dimmed">
          <IconCircleCheck size={14} aria-hidden style={{ verticalAlign: 'text-bottom' }} /> {words('findings.clear')}
        </Text>
      )}
      {check.error === null && data !== undefined && data.findings.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={words('findings.title')}>
          <Findings findings={data.findings} drafts={drafts} />
          <Text size="sm" mt="xs">
            {words('findings.mayBeSaved')}
          </Text>
        </Alert>
      )}
      {check.error === null &&
        data?.refused.map(({ screenIds, faults }) => (
          <Alert key={screenIds.join(' ')} color="red" icon={<IconAlertTriangle aria-hidden />} title={words('findings.refused')} mt="xs">
            <Text size="sm" fw={620}>
              {formats.list(screenIds.map(places.screenName))}
            </Text>
            <PlanFaults faults={faults} zone={places.zoneOfScreen(screenIds[0] ?? '')} />
          </Alert>
        ))}
    </div>
  );
}
