import { duplicateFaults, rangeFaults, referenceFaults } from './fault.ts';
import { dayMs, parseLocalDateTime, parseLocalTime } from './civil.ts';
import type { Daypart, LocalDateTime, Plan, When, Zone } from './plan.ts';
import { planRule } from './recurrence/plan-rule.ts';
import type { PlanFault } from './timeline.ts';

const maxOccurrenceDays = 366;

/** Zone, site day, dayparts, and what entries say of when. */
export function checkTimes(plan: Plan): readonly PlanFault[] {
  const { screen, dayparts, entries } = plan;
  const daypartIds = new Set(dayparts.map((daypart) => daypart.id));
  return [
    ...zoneFaults(screen.zone),
    ...(parseLocalTime(screen.dayStart) === null ? [badTime('screen.dayStart', screen.dayStart)] : []),
    ...duplicateFaults(
      dayparts.map((daypart) => daypart.id),
      (index) => `dayparts[${index}].id`,
    ),
    ...dayparts.flatMap((daypart, index) => daypartFaults(daypart, `dayparts[${index}]`)),
    ...entries.flatMap((entry, index) => whenFaults(entry.when, screen.zone, `entries[${index}].when`)),
    ...entries.flatMap((entry, index) =>
      entry.daypartIds.flatMap((id, at) => referenceFaults(`entries[${index}].daypartIds[${at}]`, id, daypartIds)),
    ),
  ];
}

function zoneFaults(zone: Zone): readonly PlanFault[] {
  const faults = [...rangeFaults('screen.zone.initialOffsetMs', zone.initialOffsetMs, 1 - dayMs, dayMs - 1)];
  zone.transitions.forEach(({ atMs, offsetMs }, index) => {
    const path = `screen.zone.transitions[${index}]`;
    faults.push(...rangeFaults(`${path}.offsetMs`, offsetMs, 1 - dayMs, dayMs - 1));
    if (!Number.isSafeInteger(atMs) || atMs <= (zone.transitions[index - 1]?.atMs ?? -Infinity)) {
      faults.push({ path: `${path}.atMs`, code: 'bad-time', message: 'transitions ascend' });
    }
  });
  return faults;
}

function daypartFaults(daypart: Daypart, path: string): readonly PlanFault[] {
  if (daypart.spans.length === 0) return [{ path: `${path}.spans`, code: 'empty-span', message: 'a daypart has at least one span' }];
  return daypart.spans.flatMap((span, index) => {
    const at = `${path}.spans[${index}]`;
    const faults: PlanFault[] = [];
    if (span.days.length === 0) faults.push({ path: `${at}.days`, code: 'empty-span', message: 'a span has at least one day' });
    if (parseLocalTime(span.from) === null || span.from === '24:00') faults.push(badTime(`${at}.from`, span.from));
    if (parseLocalTime(span.to) === null) faults.push(badTime(`${at}.to`, span.to));
    return faults;
  });
}

function whenFaults(when: When, zone: Zone, path: string): readonly PlanFault[] {
  switch (when.kind) {
    case 'always':
      return [];
    case 'once':
      return [
        ...localFaults(`${path}.start`, when.start),
        ...(when.end === null ? [] : [...localFaults(`${path}.end`, when.end), ...lengthFaults(path, when.start, when.end, Infinity)]),
      ];
    case 'recurring': {
      const startMs = parseLocalDateTime(when.start);
      return [
        ...localFaults(`${path}.start`, when.start),
        ...localFaults(`${path}.end`, when.end),
        ...lengthFaults(path, when.start, when.end, maxOccurrenceDays),
        ...(startMs === null ? [] : when.rules.flatMap((rule, index) => ruleFaults(rule, startMs, zone, `${path}.rules[${index}]`))),
        ...when.excludedStarts.flatMap((start, index) => localFaults(`${path}.excludedStarts[${index}]`, start)),
        ...when.addedStarts.flatMap((start, index) => localFaults(`${path}.addedStarts[${index}]`, start)),
      ];
    }
  }
}

function ruleFaults(rule: string, startMs: number, zone: Zone, path: string): readonly PlanFault[] {
  const parsed = planRule(rule, startMs, zone);
  if (parsed.kind === 'rule') return [];
  const { code, message, limit } = parsed;
  return [limit === undefined ? { path, code, message } : { path, code, message, limit }];
}

function localFaults(path: string, local: LocalDateTime): readonly PlanFault[] {
  return parseLocalDateTime(local) === null ? [badTime(path, local)] : [];
}

function lengthFaults(path: string, start: LocalDateTime, end: LocalDateTime, maxDays: number): readonly PlanFault[] {
  const lengthMs = (parseLocalDateTime(end) ?? NaN) - (parseLocalDateTime(start) ?? NaN);
  if (lengthMs <= 0) return [{ path: `${path}.end`, code: 'empty-span', message: 'the end does not come after the start' }];
  if (lengthMs <= maxDays * dayMs || Number.isNaN(lengthMs)) return [];
  return [{ path: `${path}.end`, code: 'out-of-range', message: `an occurrence lasts at most ${maxDays} days`, limit: maxDays }];
}

function badTime(path: string, text: string): PlanFault {
  return { path, code: 'bad-time', message: `"${text}" is no time of this field` };
}
