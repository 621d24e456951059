import { scheduleRoutes, type RouteInput } from '@gatecast/protocol';
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiFault, call } from '../../api/call.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { localInWords } from './local-in-words.ts';
import { weekdayOf, writeWhen, type WhenDraft } from './when-draft.ts';

type Input = RouteInput<typeof scheduleRoutes.nextStarts>['body'];
const restMs = 400;

/** When a recurrence comes next, or why the engine does not understand it: told while it is written. */
export function NextStarts({ when, from }: { when: WhenDraft; from: string }) {
  const words = useWords();
  const locale = useLanguage() === 'vi' ? 'vi-VN' : 'en-GB';
  // asked from when the form was opened: the next start does not move at each minute
  const [openedAt] = useState(from);
  const written = JSON.stringify(writeWhen(when));
  const [rested] = useDebouncedValue(written, restMs);
  const next = useQuery({
    queryKey: ['next-starts', rested, openedAt],
    queryFn: () => call(scheduleRoutes.nextStarts, { body: { when: JSON.parse(rested) as Input['when'], from: openedAt } }),
    enabled: rested === written,
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const problem = next.error instanceof ApiFault ? next.error.problem : null;
  const starts = next.data?.starts ?? [];
  return (
    <Text size="sm" c={problem === null ? 'dimmed' : 'var(--mantine-color-error)'} mt={6} role="status" aria-busy={next.isFetching}>
      {problem !== null && words('schedule.ruleRefused', { detail: withoutField(problem.detail) })}
      {problem === null && next.data !== undefined && starts.length === 0 && words('schedule.noNextStart')}
      {problem === null &&
        starts.length > 0 &&
        words('schedule.nextStarts', {
          starts: starts.map((start) => `${words(`days.short.${weekdayOf(start)}`)} ${localInWords(start, locale)}`).join('; '),
        })}
    </Text>
  );
}

/** The server names the field of its body first, which is in sight here. */
function withoutField(detail: string): string {
  return detail.replace(/^body\.\S+: /, '');
}
