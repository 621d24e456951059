import type { StoredEntry, Timetable } from '@gatecast/protocol';
import type { EntrySpan } from '@gatecast/schedules';
import { Text } from '@mantine/core';
import { useFormats } from '../../instants/formats.ts';
import { useWords } from '../../words/words.ts';
import { peakShare } from './peak-share.ts';
import classes from './timetable.module.css';

type Props = {
  readonly spans: readonly EntrySpan[];
  readonly shares: Extract<Timetable, { kind: 'planned' }>['shares'];
  readonly entries: readonly StoredEntry[];
  readonly timeZone: string;
};

/** How much of the time interrupts are promised together where it is most, and, of one day, what each comes to. */
export function ShareMeter({ spans, shares, entries, timeZone }: Props) {
  const words = useWords();
  const formats = useFormats();
  const interrupts = entries.filter(({ mode }) => mode === 'interrupt');
  if (interrupts.length === 0) return null;
  const ids = new Set<string>(interrupts.map(({ id }) => id));
  const { shareBp, atMs } = peakShare(
    spans.filter(({ entryId }) => ids.has(entryId)),
    (entryId) => interrupts.find(({ id }) => id === entryId)?.shareBp ?? 0,
  );
  const text = words('timetable.peak', { share: formats.number(shareBp / 100), at: formats.weekday(atMs, timeZone) });
  return (
    <section className="surface" style={{ padding: '10px 14px', marginBottom: 14 }} aria-label={words('timetable.shares')}>
      <Text size="sm" fw={620} mb={6}>
        {words('timetable.shares')}
      </Text>
      <div
        role="meter"
        className={classes['meter']}
        data-over={shareBp > 10_000}
        aria-label={words('timetable.shares')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, shareBp / 100)}
        aria-valuetext={text}
      >
        <div style={{ width: `${Math.min(100, shareBp / 100)}%` }} />
      </div>
      <Text size="sm" mt={6}>
        {shareBp === 0 ? words('timetable.noPeak') : text} {shareBp > 10_000 && words('timetable.overWhole')}
      </Text>
      <ul style={{ margin: '4px 0 0', paddingLeft: 20, fontSize: '0.8125rem' }}>
        {interrupts.map(({ id, name, shareBp: promised }) => {
          const achieved = shares.find(({ entryId }) => entryId === id)?.achievedBp;
          const values = { entry: name, promised: formats.number((promised ?? 0) / 100) };
          return (
            <li key={id}>
              {achieved === undefined
                ? words('timetable.promised', values)
                : words('timetable.achieved', { ...values, achieved: formats.number(achieved / 100) })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
