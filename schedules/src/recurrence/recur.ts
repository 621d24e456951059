import type { RuleFault } from './parse-rule.ts';
import { parseMoment } from './moment.ts';
import type { Moment } from './moment.ts';
import { recurClock } from './recur-clock.ts';
import type { RecurClock, ZoneAt } from './recur-clock.ts';
import { parseRuleFor } from './rule-for-start.ts';
import { instantsOfSet } from './recur-set.ts';
import type { RecurSet } from './recur-set.ts';
import type { RuleParts } from './rule-parts.ts';
import { startsOfRule } from './starts-of-rule.ts';

/** Times are written as `parseMoment` reads them; those without an offset are local to the zone. */
export type RecurRequest = {
  /** DTSTART: a local date, or a local date and time. */
  readonly start: string;
  /** null: floating. A date has no use for it. */
  readonly zone: ZoneAt | null;
  /** RRULE values, without the label. */
  readonly rules: readonly string[];
  /** EXDATE and RDATE. */
  readonly excluded: readonly string[];
  readonly added: readonly string[];
  /** How many answers at most; null: no limit but that of the rules. */
  readonly count: number | null;
  /** Only answers in [from, until). */
  readonly from: string | null;
  readonly until: string | null;
};

export type RecurStart = {
  readonly wallMs: number;
  /** Local time minus UTC; null of dates and floating times. */
  readonly offsetMs: number | null;
};

export type RecurFault = {
  readonly kind: 'fault';
  readonly code: RuleFault['code'] | 'bad-time';
  readonly message: string;
  /** Path in the request, such as `rules[0]`. */
  readonly field: string;
  readonly limit?: number;
};

export type Recurrence = { readonly kind: 'recurrence'; readonly hasTimes: boolean; readonly starts: readonly RecurStart[] } | RecurFault;

/** The most that one request is answered with. */
const maxStarts = 10_000;

/**
 * The recurrence set of RFC 5545, 3.8.5 in order: what the rules yield and what is added, without what is excluded, nothing twice. Read by
 * the letter, and so not always what a plan does (`planRule`): the start is in the set only if a rule yields it or there is none, COUNT
 * counts what a rule yields, a start in a gap of the zone is neither given nor counted, and in a fold it is the first of the two instants.
 */
export function recur(request: RecurRequest): Recurrence {
  const start = parseMoment(request.start);
  if (start === null || start.kind === 'instant' || start.wallMs % 1_000 !== 0) {
    return badTime('start', request.start, 'a local date or a local date and time, such as 2026-01-31T08:00');
  }
  const { count } = request;
  if (count !== null && !(Number.isInteger(count) && count >= 1 && count <= maxStarts)) {
    return { kind: 'fault', code: 'out-of-range', message: `a count is from 1 to ${maxStarts}`, field: 'count', limit: maxStarts };
  }
  const set = readRequest(request, start);
  if ('kind' in set) return set;
  const isBounded = count !== null || set.untilMs < Infinity;
  const endless = isBounded ? -1 : set.rules.findIndex((parts) => isEndless(parts, start.wallMs));
  if (endless >= 0) return tooMany(`rules[${endless}]`, 'the rule has no end: give a count or an until, or the rule a COUNT or an UNTIL');
  return collect(set, count, start.kind === 'local' && request.zone !== null, start.kind === 'local');
}

function readRequest(request: RecurRequest, start: Exclude<Moment, { kind: 'instant' }>): RecurSet | RecurFault {
  const zone = start.kind === 'date' ? null : request.zone;
  const clock = recurClock(zone);
  const rules: RuleParts[] = [];
  for (const [index, text] of request.rules.entries()) {
    const parsed = parseRuleFor(start.kind === 'date' ? 'date' : zone === null ? 'floating' : 'zoned', text);
    if (parsed.kind === 'fault') return { ...parsed, field: `rules[${index}]` };
    rules.push(parsed.parts);
  }
  const listed = { excluded: [] as number[], added: [] as number[] };
  for (const field of ['excluded', 'added'] as const) {
    for (const [index, text] of request[field].entries()) {
      const instantMs = instantOfMoment(parseMoment(text), start.kind, zone, clock);
      if (instantMs === null || instantMs % 1_000 !== 0) return badTime(`${field}[${index}]`, text, formOf(start.kind, zone));
      listed[field].push(instantMs);
    }
  }
  const bounds = { from: -Infinity, until: Infinity };
  for (const field of ['from', 'until'] as const) {
    const text = request[field];
    if (text === null) continue;
    const moment = parseMoment(text);
    const instantMs = instantOfMoment(moment, moment?.kind === 'date' ? 'date' : 'local', zone, clock);
    if (instantMs === null) return badTime(field, text, formOf('local', zone));
    bounds[field] = instantMs;
  }
  if (bounds.until <= bounds.from)
    return badTime('until', `${request.until}`, `after from, ${request.from}: a range has its start and not its end`);
  if (request.rules.length === 0) listed.added.push(clock.instantOfWritten(start.wallMs));
  return {
    clock,
    startWallMs: start.wallMs,
    rules,
    excluded: new Set(listed.excluded),
    added: listed.added.sort((a, b) => a - b),
    fromMs: bounds.from,
    untilMs: bounds.until,
  };
}

/** RFC 5545 asks EXDATE and RDATE for the value type of DTSTART; an instant is one way to write a time with a zone. */
function instantOfMoment(moment: Moment | null, wanted: 'date' | 'local', zone: ZoneAt | null, clock: RecurClock): number | null {
  if (moment === null) return null;
  if (moment.kind === 'instant') return wanted === 'local' && zone !== null ? moment.instantMs : null;
  return moment.kind === wanted ? clock.instantOfWritten(moment.wallMs) : null;
}

function formOf(kind: 'date' | 'local', zone: ZoneAt | null): string {
  if (kind === 'date') return 'a date, as the start is one';
  return zone === null ? 'a local date and time without offset, as the start is floating' : 'a date and time, local or with its offset';
}

function isEndless(parts: RuleParts, startWallMs: number): boolean {
  return parts.count === null && parts.until === null && startsOfRule(parts, startWallMs).next(-Infinity) !== null;
}

function collect(set: RecurSet, count: number | null, hasOffsets: boolean, hasTimes: boolean): Recurrence {
  const starts: RecurStart[] = [];
  for (const instantMs of instantsOfSet(set)) {
    if (starts.length === maxStarts) return tooMany('count', `there are more than ${maxStarts} answers: give a count, or an earlier until`);
    const wallMs = set.clock.wallOf(instantMs);
    starts.push({ wallMs, offsetMs: hasOffsets ? wallMs - instantMs : null });
    if (starts.length === count) break;
  }
  return { kind: 'recurrence', hasTimes, starts };
}

function badTime(field: string, text: string, wanted: string): RecurFault {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return { kind: 'fault', code: 'bad-time', message: `"${shown}" is not ${wanted}`, field };
}

function tooMany(field: string, message: string): RecurFault {
  return { kind: 'fault', code: 'out-of-range', message, field, limit: maxStarts };
}
