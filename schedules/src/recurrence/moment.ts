import { wallOfParts } from '../time/civil.ts';

/** A time as a person or a calendar writes it: a date, a time on a wall, or an instant. */
export type Moment =
  | { readonly kind: 'date'; readonly wallMs: number }
  | { readonly kind: 'local'; readonly wallMs: number }
  | { readonly kind: 'instant'; readonly instantMs: number };

/**
 * Reads `2026-01-31`, `2026-01-31T08:00[:00[.000]]`, the same with `Z` or `+07:00`, and iCalendar's `20260131`, `20260131T080000` and
 * `20260131T080000Z`. null for anything else, dates that do not exist included.
 */
export function parseMoment(text: string): Moment | null {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})()(Z?))?$/.exec(text);
  if (match === null) return null;
  const wholeMs = wallOfParts(match.slice(1, 7).map((part) => Number(part ?? 0)));
  if (wholeMs === null) return null;
  if (match[4] === undefined) return { kind: 'date', wallMs: wholeMs };
  const wallMs = wholeMs + Number((match[7] ?? '').padEnd(3, '0'));
  const offset = match[8] ?? '';
  if (offset === '') return { kind: 'local', wallMs };
  const offsetMs = parseOffset(offset);
  return offsetMs === null ? null : { kind: 'instant', instantMs: wallMs - offsetMs };
}

function parseOffset(text: string): number | null {
  if (text === 'Z') return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(4));
  if (hours > 23 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
