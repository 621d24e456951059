import { wallOfParts } from '../time/civil.ts';
import type { Weekday } from '../plan.ts';
import { musts } from './rule-musts.ts';
import type { Frequency, RuleParts, RuleWeekday } from './rule-parts.ts';

export type RuleFault = {
  readonly kind: 'fault';
  readonly code: 'bad-rule' | 'unsupported-rule' | 'out-of-range';
  readonly message: string;
  readonly limit?: number;
};

export type ParsedRule = { readonly kind: 'parts'; readonly parts: RuleParts } | RuleFault;

const maxLength = 10_000;
const maxInterval = 1_000_000;
/** Counting a rule of dates walks from its start: a rule costs at most some 20 ms, once. */
const maxCount = 100_000;
const weekdays: readonly string[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] satisfies readonly Weekday[];

type Draft = { -readonly [Name in keyof RuleParts]: Name extends 'frequency' ? Frequency | null : RuleParts[Name] };
type NumberList = 'months' | 'weekNumbers' | 'yearDays' | 'monthDays' | 'hours' | 'minutes' | 'seconds' | 'setPositions';

/** Signed lists count from the end as well, and have no 0. */
const numberLists: Readonly<
  Record<string, { readonly field: NumberList; readonly from: number; readonly to: number; readonly isSigned: boolean }>
> = {
  BYMONTH: { field: 'months', from: 1, to: 12, isSigned: false },
  BYWEEKNO: { field: 'weekNumbers', from: 1, to: 53, isSigned: true },
  BYYEARDAY: { field: 'yearDays', from: 1, to: 366, isSigned: true },
  BYMONTHDAY: { field: 'monthDays', from: 1, to: 31, isSigned: true },
  BYHOUR: { field: 'hours', from: 0, to: 23, isSigned: false },
  BYMINUTE: { field: 'minutes', from: 0, to: 59, isSigned: false },
  BYSECOND: { field: 'seconds', from: 0, to: 60, isSigned: false },
  BYSETPOS: { field: 'setPositions', from: 1, to: 366, isSigned: true },
};

/** The parts of an RRULE value, without its label; or the first fault, which names the part and the limit. */
export function parseRule(text: string): ParsedRule {
  if (text.length > maxLength) {
    return { kind: 'fault', code: 'out-of-range', message: `a rule has at most ${maxLength} characters`, limit: maxLength };
  }
  const draft = emptyDraft();
  const seen = new Set<string>();
  for (const part of text.toUpperCase().split(';')) {
    const [name = '', value = '', ...rest] = part.split('=');
    if (value === '' || rest.length > 0) return badRule(`"${short(part)}" is not NAME=VALUE`);
    if (seen.has(name)) return badRule(`${short(name)} stands twice`);
    seen.add(name);
    const fault = readPart(draft, name, value);
    if (fault !== null) return fault;
  }
  const { frequency } = draft;
  if (frequency === null) return badRule('FREQ is missing');
  const parts: RuleParts = { ...draft, frequency };
  const broken = musts.find((must) => must.isBroken(parts));
  return broken === undefined ? { kind: 'parts', parts } : badRule(broken.message);
}

function emptyDraft(): Draft {
  return {
    frequency: null,
    interval: 1,
    count: null,
    until: null,
    weekStart: 0,
    months: null,
    weekNumbers: null,
    yearDays: null,
    monthDays: null,
    weekdays: null,
    hours: null,
    minutes: null,
    seconds: null,
    setPositions: null,
  };
}

function readPart(draft: Draft, name: string, value: string): RuleFault | null {
  switch (name) {
    case 'FREQ':
      return readFrequency(draft, value);
    case 'INTERVAL':
    case 'COUNT': {
      if (!/^0*[1-9]\d*$/.test(value)) return badRule(`${name}=${short(value)} is not a positive whole number`);
      const limit = name === 'INTERVAL' ? maxInterval : maxCount;
      if (Number(value) > limit) return { kind: 'fault', code: 'out-of-range', message: `${name} is at most ${limit}`, limit };
      draft[name === 'INTERVAL' ? 'interval' : 'count'] = Number(value);
      return null;
    }
    case 'UNTIL':
      return readUntil(draft, value);
    case 'WKST':
      draft.weekStart = weekdays.indexOf(value);
      return draft.weekStart < 0 ? badRule(`WKST=${short(value)} is no weekday`) : null;
    case 'BYDAY':
      return readWeekdays(draft, value);
    case 'RSCALE':
    case 'SKIP':
      return unsupported(`${name} (RFC 7529) is not supported`);
    default:
      return Object.hasOwn(numberLists, name) ? readNumbers(draft, name, value) : badRule(`${short(name)} is no part of a rule`);
  }
}

function readFrequency(draft: Draft, value: string): RuleFault | null {
  switch (value) {
    case 'YEARLY':
    case 'MONTHLY':
    case 'WEEKLY':
    case 'DAILY':
    case 'HOURLY':
      draft.frequency = value;
      return null;
    case 'MINUTELY':
    case 'SECONDLY':
      return unsupported(`FREQ=${value} is not supported: HOURLY is the most frequent, BYMINUTE and BYSECOND divide the hour`);
    default:
      return badRule(`FREQ=${short(value)} is no frequency`);
  }
}

function readNumbers(draft: Draft, name: string, value: string): RuleFault | null {
  const list = numberLists[name];
  if (list === undefined) return badRule(`${name} is no list of numbers`);
  const { field, from, to, isSigned } = list;
  const numbers: number[] = [];
  for (const text of value.split(',')) {
    if (!(isSigned ? /^[+-]?\d+$/ : /^\d+$/).test(text)) return badRule(`${name}: "${short(text)}" is not a whole number`);
    const size = Math.abs(Number(text));
    if (size < from || size > to) {
      const range = isSigned ? `from ${from} to ${to} or from -${to} to -${from}` : `from ${from} to ${to}`;
      return { kind: 'fault', code: 'out-of-range', message: `${name}=${short(text)}: a value is ${range}`, limit: to };
    }
    numbers.push(Number(text));
  }
  draft[field] = [...new Set(numbers)].toSorted((a, b) => a - b);
  return null;
}

function readWeekdays(draft: Draft, value: string): RuleFault | null {
  const found = new Map<string, RuleWeekday>();
  for (const text of value.split(',')) {
    const [, digits, name = ''] = /^([+-]?\d+)?([A-Z]{2})$/.exec(text) ?? [];
    const weekday = weekdays.indexOf(name);
    if (weekday < 0) return badRule(`BYDAY: "${short(text)}" is no weekday`);
    const ordinal = Number(digits ?? 0);
    if (digits !== undefined && (ordinal === 0 || Math.abs(ordinal) > 53)) {
      return {
        kind: 'fault',
        code: 'out-of-range',
        message: `BYDAY=${short(text)}: an ordinal is from 1 to 53 or from -53 to -1`,
        limit: 53,
      };
    }
    found.set(`${ordinal}${name}`, { ordinal, weekday });
  }
  draft.weekdays = [...found.values()];
  return null;
}

function readUntil(draft: Draft, value: string): RuleFault | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value);
  const wallMs = match === null ? null : wallOfParts(match.slice(1, 7).map((part) => Number(part ?? 0)));
  if (wallMs === null) return badRule(`UNTIL=${short(value)} is not YYYYMMDD or YYYYMMDDTHHMMSS, with Z for UTC`);
  const zoneMark = match?.[7];
  draft.until = { kind: zoneMark === undefined ? 'date' : zoneMark === 'Z' ? 'utc' : 'local', wallMs };
  return null;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function badRule(message: string): RuleFault {
  return { kind: 'fault', code: 'bad-rule', message };
}

function unsupported(message: string): RuleFault {
  return { kind: 'fault', code: 'unsupported-rule', message };
}
