import { columnsIn, feedAge, type FeedAge, type FeedContent, type FeedFormat, type FeedTable } from '@gatecast/protocol';
import { valueText } from '@gatecast/glass-text';
import type { Zone } from '@gatecast/schedules';
import { shortDate, timeOfDay } from './local-time.ts';
import { phrase } from './phrases.ts';

/** Rows of a feed as they are written in a language, in the place of a notice's template. */
export type FeedRows = {
  readonly kind: 'values';
  readonly labels: readonly string[];
  readonly types: readonly FeedFormat['as'][];
  readonly rows: readonly (readonly string[])[];
};

export type FeedWords = {
  readonly age: FeedAge;
  /** Null where the values are gone; `text` says what is said instead. */
  readonly rows: FeedRows | null;
  readonly text: string;
  /** As of when the values are, with the language in which that is said; null where there are none. */
  readonly asOf: { readonly text: string; readonly language: string } | null;
};

/** What a feed says at an instant of the server's time: its values as text, or what was approved for when there are none. */
export function feedWords(content: FeedContent, language: string, table: FeedTable | null, zone: Zone, nowMs: number): FeedWords {
  const age = feedAge(content, table, nowMs);
  const places = table === null ? null : columnsIn(content, table);
  if (age === 'gone' || table === null || places === null)
    return { age: 'gone', rows: null, text: content.whenGone.kind === 'text' ? content.whenGone.text : '', asOf: null };
  const written = language === 'zxx' ? 'en' : language;
  const rows = table.rows
    .slice(0, content.mostRows)
    .map((cells) =>
      content.columns.map(({ format }, index) =>
        valueText(cells[places[index] ?? -1] ?? null, format, written, (instantMs, style) => timeText(instantMs, style, written, zone)),
      ),
    );
  const said = phrase(age === 'old' ? 'asOfOld' : 'asOf', written);
  const isToday = shortDate(zone, table.asOfMs, written) === shortDate(zone, nowMs, written);
  const time = timeOfDay(zone, table.asOfMs);
  return {
    age,
    rows: {
      kind: 'values',
      labels: content.columns.map(({ label }) => label),
      types: content.columns.map(({ format }) => format.as),
      rows,
    },
    text: '',
    asOf: {
      text: said.text.replace('{time}', isToday ? time : `${time}, ${shortDate(zone, table.asOfMs, said.language)}`),
      language: said.language,
    },
  };
}

function timeText(instantMs: number, style: Extract<FeedFormat, { as: 'time' }>['style'], language: string, zone: Zone): string {
  switch (style) {
    case 'time':
      return timeOfDay(zone, instantMs);
    case 'date':
      return shortDate(zone, instantMs, language);
    case 'date-and-time':
      return `${timeOfDay(zone, instantMs)} ${shortDate(zone, instantMs, language)}`;
  }
}
