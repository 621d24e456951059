import type { StoredEntry } from '@gatecast/protocol';
import type { EntrySpan } from '@gatecast/schedules';
import { Text } from '@mantine/core';
import { IconCopy, IconPlus } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { serverNow } from '../../api/server-clock.ts';
import { wallClockOf } from '../../instants/instant-of-wall-clock.ts';
import { useFormats } from '../../instants/formats.ts';
import { useLanguage, useWords } from '../../words/words.ts';
import { modeInWords } from '../schedule/mode-in-words.ts';
import { useBoundsInWords } from '../schedule/use-bounds-in-words.ts';
import { whenInWords } from '../schedule/when-in-words.ts';
import { Bar } from './bar.tsx';
import type { Shift } from './change-when.ts';
import type { Strip } from './shown-range.ts';
import classes from './timetable.module.css';

export type StripActions = {
  readonly mayEdit: boolean;
  /** `startMs`: of the occurrence that is meant; null: the entry as a whole. */
  readonly onOpen: (entry: StoredEntry, shift: Shift | null, startMs: number | null) => void;
  /** At a wall-clock time, `YYYY-MM-DDTHH:MM`. */
  readonly onBegin: (local: string) => void;
  /** `startMs`: of one occurrence; null: the entry as a whole. */
  readonly onCopy: (entry: StoredEntry, startMs: number | null) => void;
  readonly onDay: (date: string) => void;
  readonly onTell: (text: string) => void;
};

type Props = StripActions & {
  readonly strip: Strip;
  readonly spans: readonly EntrySpan[];
  /** Entries that are on at some time of the view, as they rank. */
  readonly entries: readonly StoredEntry[];
  readonly holidaysOn: (date: string) => readonly string[];
  readonly reasonsOf: (span: EntrySpan) => readonly string[];
  readonly timeZone: string;
  readonly stepMinutes: number;
  /** One of many beneath each other: a row is one line, and what else is known of its entry is the title of its name. */
  readonly isCompact: boolean;
};

/** Days on one axis, a row for each entry: a window over midnight is one bar. */
export function StripView({ strip, spans, entries, holidaysOn, reasonsOf, timeZone, stepMinutes, isCompact, mayEdit, ...on }: Props) {
  const words = useWords();
  const formats = useFormats();
  const language = useLanguage();
  const boundsOf = useBoundsInWords();
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const today = wallClockOf(serverNow(), timeZone).slice(0, 10);
  const percent = (ms: number) => `${((ms - strip.fromMs) / (strip.untilMs - strip.fromMs)) * 100}%`;
  const dayName = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'numeric' });
  const isDay = strip.days.length === 1;
  const here = spans.filter(({ fromMs, untilMs }) => fromMs < strip.untilMs && untilMs > strip.fromMs);
  const rows = entries.flatMap((entry) => {
    const own = here.filter(({ entryId }) => entryId === entry.id);
    return own.length === 0 ? [] : [{ entry, own }];
  });
  const begin = ({ clientX, currentTarget, target }: MouseEvent<HTMLDivElement>) => {
    if (target !== currentTarget || !mayEdit) return;
    const { left, width } = currentTarget.getBoundingClientRect();
    const atMs = strip.fromMs + ((clientX - left) / width) * (strip.untilMs - strip.fromMs);
    const hourMs = 3_600_000;
    on.onBegin(wallClockOf(Math.floor(atMs / hourMs) * hourMs, timeZone));
  };
  const aboutOf = (entry: StoredEntry) =>
    [
      words(`tiers.${entry.tier}`),
      modeInWords(entry, words, formats),
      whenInWords(entry.when, { words, locale, today }),
      ...boundsOf(entry),
    ]
      .filter(Boolean)
      .join(' · ');
  const nowMs = serverNow();
  const label = dayName.formatRange(Date.parse(strip.days[0]?.date ?? ''), Date.parse(strip.days.at(-1)?.date ?? ''));
  const add = (
    <button
      type="button"
      className="text-link row-button"
      aria-label={words('timetable.beginOn', { date: dayName.format(Date.parse(strip.days[0]?.date ?? '')) })}
      onClick={() => on.onBegin(`${strip.days[0]?.date ?? today}T08:00`)}
    >
      <IconPlus size={14} aria-hidden style={{ verticalAlign: 'text-bottom' }} /> {words('schedule.addEntry')}
    </button>
  );
  return (
    <section className={`surface ${classes['scroll']}`} data-compact={isCompact} aria-label={label} tabIndex={0}>
      <div className={classes['strip']}>
        <div className={`${classes['row']} ${classes['head']}`}>
          <div className={classes['label']}>{mayEdit && isCompact && add}</div>
          <div className={classes['track']}>
            {strip.days.map((day) => {
              const holidays = holidaysOn(day.date);
              return (
                <button
                  key={day.date}
                  type="button"
                  data-date={day.date}
                  className={classes['day']}
                  data-holiday={holidays.length > 0}
                  data-today={day.date === today}
                  aria-current={day.date === today ? 'date' : undefined}
                  style={{ left: percent(day.fromMs), width: `calc(${percent(strip.fromMs + day.untilMs - day.fromMs)} - 1px)` }}
                  onClick={() => on.onDay(day.date)}
                >
                  <strong>{dayName.format(Date.parse(day.date))}</strong>
                  {holidays.length > 0 && <div title={isCompact ? holidays.join(', ') : undefined}>{holidays.join(', ')}</div>}
                </button>
              );
            })}
            {isDay &&
              [3, 6, 9, 12, 15, 18, 21].map((hour) => (
                <span key={hour} className={classes['day']} style={{ left: percent(strip.fromMs + hour * 3_600_000), top: 32 }} aria-hidden>
                  {`${hour}`.padStart(2, '0')}:00
                </span>
              ))}
          </div>
        </div>
        {rows.map(({ entry, own }) => (
          <div key={entry.id} className={classes['row']}>
            <div className={classes['label']}>
              <button
                type="button"
                className={`text-link row-button ${classes['name']}`}
                title={isCompact ? `${entry.name}\n${aboutOf(entry)}` : undefined}
                disabled={!mayEdit}
                onClick={() => on.onOpen(entry, null, null)}
              >
                {entry.name}
              </button>
              {mayEdit && (
                <button
                  type="button"
                  className={classes['copy']}
                  aria-label={words('timetable.copy', { entry: entry.name })}
                  title={words('timetable.copy', { entry: entry.name })}
                  onClick={() => on.onCopy(entry, null)}
                >
                  <IconCopy size={14} aria-hidden />
                </button>
              )}
              {!isCompact && (
                <Text size="xs" c="dimmed">
                  {aboutOf(entry)}
                </Text>
              )}
            </div>
            {/* the mouse's way; the keyboard's is the button in the last row, or in the first one */}
            <div className={`${classes['track']} ${mayEdit ? classes['empty'] : ''}`} onClick={begin} role="presentation">
              <Grid strip={strip} percent={percent} holidaysOn={holidaysOn} />
              {own.map((span) => (
                <Bar
                  key={`${span.fromMs}`}
                  span={span}
                  strip={strip}
                  name={entry.name}
                  isNamed={!isCompact}
                  reasons={reasonsOf(span)}
                  timeZone={timeZone}
                  stepMinutes={
                    mayEdit && span.startMs !== null && entry.when.kind !== 'always' && entry.daypartIds.length === 0 ? stepMinutes : null
                  }
                  onOpen={(shift) => on.onOpen(entry, shift, span.startMs)}
                  onCopy={mayEdit ? () => on.onCopy(entry, span.startMs) : null}
                  onTell={on.onTell}
                />
              ))}
            </div>
          </div>
        ))}
        {mayEdit && !isCompact && (
          <div className={classes['row']}>
            <div className={classes['label']}>{add}</div>
            <div className={`${classes['track']} ${classes['empty']}`} onClick={begin} role="presentation">
              <Grid strip={strip} percent={percent} holidaysOn={holidaysOn} />
            </div>
          </div>
        )}
        {nowMs >= strip.fromMs && nowMs < strip.untilMs && (
          <div className={classes['row']} style={{ position: 'absolute', inset: 0, border: 0, pointerEvents: 'none' }} aria-hidden>
            <div />
            <div className={classes['track']}>
              <div className={classes['now']} style={{ left: percent(nowMs) }} />
            </div>
          </div>
        )}
      </div>
    </section>
  );
}

type GridProps = { readonly strip: Strip; readonly percent: (ms: number) => string; readonly holidaysOn: Props['holidaysOn'] };

function Grid({ strip, percent, holidaysOn }: GridProps) {
  return strip.days.map((day) => (
    <div
      key={day.date}
      className={classes['day']}
      data-holiday={holidaysOn(day.date).length > 0}
      style={{ left: percent(day.fromMs), width: percent(strip.fromMs + day.untilMs - day.fromMs) }}
    />
  ));
}
