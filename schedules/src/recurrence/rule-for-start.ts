import { parseRule } from './parse-rule.ts';
import type { ParsedRule } from './parse-rule.ts';
import type { Until } from './rule-parts.ts';

/** What DTSTART is: a date, a time on any wall, or a time in a zone. */
export type StartKind = 'date' | 'floating' | 'zoned';

const untilOf: Readonly<Record<StartKind, { readonly kind: Until['kind']; readonly message: string }>> = {
  date: { kind: 'date', message: 'UNTIL is a date, YYYYMMDD, as the start is one' },
  floating: { kind: 'local', message: 'UNTIL is a local time, YYYYMMDDTHHMMSS, as the start has no zone' },
  zoned: { kind: 'utc', message: 'UNTIL is in UTC, YYYYMMDDTHHMMSSZ, as the start has a zone' },
};

/** A rule beside its DTSTART, by RFC 5545, 3.3.10: UNTIL has the start's type, and with a date the parts of the time of day are ignored. */
export function parseRuleFor(start: StartKind, text: string): ParsedRule {
  const parsed = parseRule(text);
  if (parsed.kind === 'fault') return parsed;
  const { parts } = parsed;
  const wanted = untilOf[start];
  if (parts.until !== null && parts.until.kind !== wanted.kind) return { kind: 'fault', code: 'bad-rule', message: wanted.message };
  if (start !== 'date') return parsed;
  if (parts.frequency === 'HOURLY')
    return { kind: 'fault', code: 'bad-rule', message: 'FREQ=HOURLY does not go with a start that is a date' };
  return { kind: 'parts', parts: { ...parts, hours: null, minutes: null, seconds: null } };
}
