/** One VEVENT of a calendar, as its unfolded lines, BEGIN and END included. The rules stand apart, as they were written. */
export type EventLines = { readonly lines: readonly string[]; readonly rules: readonly string[] };

export type CalendarLines = {
  readonly events: readonly EventLines[];
  /** Everything else of the calendar: its own properties, its VTIMEZONEs. */
  readonly rest: readonly string[];
  /** Names of components that are no events and no zones, such as VTODO. */
  readonly strangers: readonly string[];
};

/**
 * Takes the text of a calendar apart (RFC 5545, 3.1), so that an event which cannot be read spoils no other. null where it is no calendar:
 * it does not begin as one, or a component does not end.
 */
export function eventLines(text: string): CalendarLines | null {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  if (lines[0]?.toUpperCase() !== 'BEGIN:VCALENDAR') return null;
  const open: string[] = [];
  const events: { lines: string[]; rules: string[] }[] = [];
  const rest: string[] = [];
  const strangers: string[] = [];
  for (const line of lines) {
    const [, keyword, component] = /^(BEGIN|END):([\w-]+)\s*$/i.exec(line.toUpperCase()) ?? [];
    if (keyword === 'BEGIN' && component !== undefined) {
      open.push(component);
      if (open.length === 2 && component === 'VEVENT') events.push({ lines: [], rules: [] });
      else if (open.length === 2 && component !== 'VTIMEZONE') strangers.push(component);
    }
    const event = open[1] === 'VEVENT' ? events.at(-1) : undefined;
    const rule = event === undefined || open.length > 2 ? undefined : /^RRULE(?:;[^:]*)?:(.*)$/i.exec(line)?.[1];
    if (rule !== undefined) event?.rules.push(rule);
    else if (event !== undefined) event.lines.push(line);
    else if (open.length < 2 || open[1] === 'VTIMEZONE') rest.push(line);
    if (keyword === 'END' && open.pop() !== component) return null;
  }
  return open.length === 0 ? { events, rest, strangers } : null;
}
