import { timetableRoutes, type DayLoad, type Timetable } from '@gatecast/protocol';
import { Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { useFormats } from '../../instants/formats.ts';
import { Fault } from '../../parts/fault.tsx';
import { Loading } from '../../parts/page.tsx';
import { useLanguage, useWords } from '../../words/words.ts';
import { targetOf, useTargets } from '../schedule/targets.ts';
import { weekdayOf, weekdays } from '../schedule/when-draft.ts';
import { dateAfter, daysOfYear, type Strip } from './shown-range.ts';
import classes from './year-view.module.css';

type Day = Strip['days'][number];
type Props = {
  readonly target: string;
  readonly date: string;
  readonly timeZone: string;
  readonly today: string;
  readonly holidaysOn: (date: string) => readonly string[];
  readonly onDay: (date: string) => void;
  /** What is said where nothing can be laid out. */
  readonly children: (notPlanned: Exclude<Timetable, { kind: 'planned' }>) => ReactNode;
};

/** A year as twelve months, each in its weeks: how full a day is by how high it is filled, holidays and conflicts marked. A press opens the day. */
export function YearView({ target, date, timeZone, today, holidaysOn, onDay, children }: Props) {
  const words = useWords();
  const formats = useFormats();
  const { places } = useTargets();
  const year = date.slice(0, 4);
  const days = useMemo(() => daysOfYear(year, timeZone), [year, timeZone]);
  const dayEdgesMs = [...days.map(({ fromMs }) => fromMs), days.at(-1)?.untilMs ?? 0];
  const loads = useQuery({
    // below `entries`, which says when one was changed
    queryKey: ['entries', 'days', target, dayEdgesMs[0], dayEdgesMs.at(-1)],
    queryFn: () => call(timetableRoutes.readDays, { body: { target: targetOf(target), dayEdgesMs } }),
    placeholderData: keepPreviousData,
  });
  if (loads.isPending) return <Loading label={words('timetable.laying')} />;
  if (loads.data === undefined) return <Fault error={loads.error} retry={() => void loads.refetch()} />;
  if (loads.data.kind !== 'planned') return children(loads.data);
  const { screenIds } = loads.data;
  const byStart = new Map(loads.data.days.map((load) => [load.fromMs, load]));
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {words('timetable.screens', { count: screenIds.length, screens: formats.list(screenIds.slice(0, 3).map(places.screenName)) })}
      </Text>
      <YearGrid year={year} days={days} loadOf={(day) => byStart.get(day.fromMs)} {...{ date, today, holidaysOn, onDay }} />
      <Text size="xs" c="dimmed" mb="md">
        {words('timetable.yearHelp')}
      </Text>
    </>
  );
}

type GridProps = Pick<Props, 'date' | 'today' | 'holidaysOn' | 'onDay'> & {
  readonly year: string;
  readonly days: readonly Day[];
  readonly loadOf: (day: Day) => DayLoad | undefined;
};

/** Days that a key goes on. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const months = Array.from({ length: 12 }, (_, index) => `${index + 1}`.padStart(2, '0'));

function YearGrid({ year, days, loadOf, date, today, holidaysOn, onDay }: GridProps) {
  const words = useWords();
  const language = useLanguage();
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const monthName = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long' });
  const [chosen, setChosen] = useState(date);
  // the one day that the Tab key reaches; from there arrows lead on
  const reached = chosen.startsWith(year) ? chosen : `${year}-01-01`;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = nextDate(reached, event.key);
    if (next === null || !next.startsWith(year)) return;
    event.preventDefault();
    setChosen(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  };
  return (
    <section aria-label={words('timetable.year', { year })}>
      <div className={classes['year']} onKeyDown={onKeyDown} role="presentation">
        {months.map((month) => {
          const name = monthName.format(Date.parse(`${year}-${month}-01`));
          const ofMonth = days.filter((day) => day.date.slice(5, 7) === month);
          return (
            <table key={month} className={`surface ${classes['month']}`} role="grid" aria-label={name}>
              <caption>{name}</caption>
              <thead>
                <tr>
                  {weekdays.map((day) => (
                    <th key={day} scope="col">
                      {words(`days.short.${day}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeksOf(ofMonth).map((week) => (
                  <tr key={week.find((day) => day !== null)?.date}>
                    {week.map((day, index) =>
                      day === null ? (
                        // a week that another month has begun or ends
                        <td key={weekdays[index]} />
                      ) : (
                        <td key={day.date}>
                          <DayCell
                            day={day}
                            load={loadOf(day)}
                            holidays={holidaysOn(day.date)}
                            isToday={day.date === today}
                            isReached={day.date === reached}
                            onFocus={() => setChosen(day.date)}
                            onOpen={() => onDay(day.date)}
                          />
                        </td>
                      ),
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          );
        })}
      </div>
    </section>
  );
}

/** Days of a month in the weeks that begin on Monday, with nothing where another month's days are. */
function weeksOf(days: readonly Day[]): readonly (readonly (Day | null)[])[] {
  const [first] = days;
  if (first === undefined) return [];
  const before = weekdays.indexOf(weekdayOf(first.date));
  const cells = [...Array.from({ length: before }, () => null), ...days];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_none, week) =>
    Array.from({ length: 7 }, (_cell, index) => cells[week * 7 + index] ?? null),
  );
}

/** The date to which a key leads: the day beside it, or the same day of the week before or after; null: no such key. */
function nextDate(from: string, key: string): string | null {
  const step = steps[key];
  return step === undefined ? null : dateAfter(from, step);
}

type CellProps = {
  readonly day: Day;
  readonly load: DayLoad | undefined;
  readonly holidays: readonly string[];
  readonly isToday: boolean;
  readonly isReached: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
};

function DayCell({ day, load, holidays, isToday, isReached, onFocus, onOpen }: CellProps) {
  const words = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const plannedMs = load?.plannedMs ?? 0;
  const share = plannedMs / (day.untilMs - day.fromMs);
  const name = new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
  const label = [
    name.format(Date.parse(day.date)),
    load === undefined || load.entryCount === 0
      ? words('timetable.dayEmpty')
      : words('timetable.dayLoad', { hours: formats.number(Math.round(plannedMs / 360_000) / 10), count: load.entryCount }),
    ...holidays,
    ...(load?.hasTie === true ? [words('timetable.dayTie')] : []),
  ].join('. ');
  return (
    <button
      type="button"
      className={classes['cell']}
      data-date={day.date}
      data-holiday={holidays.length > 0}
      data-today={isToday}
      data-tie={load?.hasTie === true}
      aria-current={isToday ? 'date' : undefined}
      aria-label={label}
      title={label}
      tabIndex={isReached ? 0 : -1}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <span className={classes['load']} style={{ height: `${Math.round(share * 100)}%` }} />
      <span className={classes['number']}>
        {Number(day.date.slice(8))}
        {load?.hasTie === true && '!'}
      </span>
    </button>
  );
}
