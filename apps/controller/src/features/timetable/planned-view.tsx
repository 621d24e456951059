import type { StoredEntry, Timetable } from '@gatecast/protocol';
import type { EntrySpan, SpanStanding } from '@gatecast/schedules';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { entriesQuery, itemsByIdQuery } from '../../api/queries.ts';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';
import { targetKey, useTargets } from '../schedule/targets.ts';
import { useReasonInWords } from '../screen/reason-in-words.ts';
import { ShareMeter } from './share-meter.tsx';
import { isTie } from './standing-looks.ts';

const namedReasons = 20;

type Own = {
  readonly spans: readonly EntrySpan[];
  readonly entries: readonly StoredEntry[];
  readonly reasonsOf: (span: EntrySpan) => readonly string[];
};
type PlannedProps = {
  readonly planned: Extract<Timetable, { kind: 'planned' }>;
  readonly zone: string;
  readonly onTarget: (target: string) => void;
  readonly children: (own: Own) => ReactNode;
};

/** Items that reasons name. */
function itemsOf({ parts }: EntrySpan): readonly string[] {
  return parts.flatMap(({ standing }) =>
    standing.kind === 'hidden' && standing.why.kind === 'nothing-to-show' ? standing.why.items.map(({ itemId }) => itemId) : [],
  );
}

/** Whose plan is shown, its spans as the caller draws them, and beneath them the shares of interrupts and what is hidden, with the reasons. */
export function PlannedView({ planned, zone, onTarget, children }: PlannedProps) {
  const words = useWords();
  const formats = useFormats();
  const { places } = useTargets();
  const { data: stored } = useQuery(entriesQuery);
  const { data: items } = useQuery(itemsByIdQuery(planned.spans.flatMap(itemsOf)));
  const names: Readonly<Record<string, string>> = Object.fromEntries([
    ...(stored ?? []).map(({ id, name }) => [id, name]),
    ...(items ?? []).map(({ id, title }) => [id, title]),
  ]);
  const reasonInWords = useReasonInWords(names, zone);
  const { spans, screenIds, others, shares, conflicts } = planned;
  const order = ['priority', 'campaign', 'regular', 'fallback'];
  const onIds = new Set<string>(spans.map(({ entryId }) => entryId));
  const entries = (stored ?? [])
    .filter(({ id }) => onIds.has(id))
    .toSorted((a, b) => order.indexOf(a.tier) - order.indexOf(b.tier) || a.name.localeCompare(b.name));
  const hiddenInWords = ({ winnerId, why }: Extract<SpanStanding, { kind: 'hidden' }>) =>
    why.kind === 'nothing-to-show'
      ? reasonInWords(why)
      : words('timetable.hiddenBy', { entry: names[winnerId] ?? '', why: reasonInWords(why) });
  const reasonsOf = ({ parts }: EntrySpan) => [
    ...new Set(
      parts.flatMap(({ standing }) =>
        standing.kind === 'hidden' ? [hiddenInWords(standing)] : standing.kind === 'by-turns' ? [words('timetable.byTurns')] : [],
      ),
    ),
  ];
  const ties = spans.filter(({ parts }) => parts.some(isTie));
  const over = conflicts.filter(({ kind }) => kind === 'shares-over-whole');
  const marked = spans.filter(({ parts }) => parts.some(({ standing }) => standing.kind === 'hidden'));
  const lines = new Map<string, { readonly text: string; readonly atMs: number; times: number }>();
  for (const { entryId, parts } of marked) {
    for (const part of parts) {
      if (part.standing.kind !== 'hidden') continue;
      const text = `${names[entryId] ?? ''}: ${hiddenInWords(part.standing)}`;
      const line = lines.get(text);
      if (line === undefined) lines.set(text, { text, atMs: part.fromMs, times: 1 });
      else line.times += 1;
    }
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {words('timetable.screens', { count: screenIds.length, screens: formats.list(screenIds.slice(0, 3).map(places.screenName)) })}
        {others.length > 0 && ` ${words('timetable.others')} `}
        {others.slice(0, 8).map(({ screenId, screenCount }) => (
          <button
            key={screenId}
            type="button"
            className="text-link row-button"
            style={{ marginRight: 8 }}
            onClick={() => onTarget(targetKey({ kind: 'screen', screenId }))}
          >
            {words('timetable.other', { screen: places.screenName(screenId), count: screenCount })}
          </button>
        ))}
      </Text>
      {(ties.length > 0 || over.length > 0) && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={words('findings.title')} mb="sm">
          {words('timetable.conflicts', { count: ties.length + over.length })}
        </Alert>
      )}
      {children({ spans, entries, reasonsOf })}
      <ShareMeter spans={spans} shares={shares} entries={entries} timeZone={zone} />
      {lines.size > 0 && (
        <section aria-label={words('timetable.marked')} className="surface" style={{ padding: '10px 14px', marginBottom: 14 }}>
          <Text size="sm" fw={620} mb={4}>
            {words('timetable.marked')}
          </Text>
          <ul style={{ margin: 0, paddingLeft: 20, fontSize: '0.8125rem' }}>
            {[...lines.values()].slice(0, namedReasons).map(({ text, atMs, times }) => (
              <li key={text}>{words('timetable.markedLine', { text, at: formats.weekday(atMs, zone), count: times })}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
