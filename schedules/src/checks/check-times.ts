import { duplicateFaults, rangeFaults, referenceFaults } from './fault.ts';
import { dayMs, parseLocalDate, parseLocalDateTime, parseLocalTime } from '../time/civil.ts';
import type { Calendar, Daypart, LocalDate, LocalDateTime, LocalTime, Plan, When, Zone } from '../plan.ts';
import { planRule } from '../recurrence/plan-rule.ts';
import type { PlanFault } from '../timeline.ts';

const maxOccurrenceDays = 366;
const maxDates = 4_000;

/** Zones, site day, calendars, dayparts, and what entries say of when. */
export function checkTimes(plan: Plan): readonly PlanFault[] {
  const { screen, dayparts, entries, calendars = [], zones = [] } = plan;
  const known = { daypartIds: new Set(dayparts.map(({ id }) => id)), calendarIds: new Set(calendars.map(({ id }) => id)) };
  return [
    ...zoneFaults(screen.zone, 'screen.zone'),
    ...duplicateFaults(
      zones.map(({ name }) => name),
      (index) => `zones[${index}].name`,
    ),
    ...zones.flatMap((zone, index) => zoneFaults(zone, `zones[${index}]`)),
    ...(parseLocalTime(screen.dayStart) === null
      ? [badTime('screen.dayStart', `"${screen.dayStart}" is no time of day: HH:MM, 00:00 to 24:00`)]
      : []),
    ...duplicateFaults(
      calendars.map((calendar) => calendar.id),
      (index) => `calendars[${index}].id`,
    ),
    ...calendars.flatMap((calendar, index) => calendarFaults(calendar, `calendars[${index}]`)),
    ...duplicateFaults(
      dayparts.map((daypart) => daypart.id),
      (index) => `dayparts[${index}].id`,
    ),
    ...dayparts.flatMap((daypart, index) => daypartFaults(daypart, known.calendarIds, `dayparts[${index}]`)),
    ...entries.flatMap((entry, index) => whenFaults(entry.when, screen.zone, `entries[${index}].when`)),
    ...entries.flatMap((entry, index) => [
      ...referencesFaults(`entries[${index}].daypartIds`, entry.daypartIds, known.daypartIds),
      ...referencesFaults(`entries[${index}].calendarIds`, entry.calendarIds ?? [], known.calendarIds),
      ...referencesFaults(`entries[${index}].exceptCalendarIds`, entry.exceptCalendarIds ?? [], known.calendarIds),
    ]),
  ];
}

function referencesFaults(path: string, ids: readonly string[], known: ReadonlySet<string>): readonly PlanFault[] {
  return ids.flatMap((id, at) => referenceFaults(`${path}[${at}]`, id, known));
}

function calendarFaults({ dates }: Calendar, path: string): readonly PlanFault[] {
  const faults: PlanFault[] = [];
  if (dates.length > maxDates) {
    faults.push({ path: `${path}.dates`, code: 'out-of-range', message: `a calendar has at most ${maxDates} dates`, limit: maxDates });
  }
  dates.forEach((date, index) => {
    const at = `${path}.dates[${index}]`;
    if (parseLocalDate(date) === null) faults.push(badDate(at, date));
    else if (date <= (dates[index - 1] ?? ''))
      faults.push(badTime(at, `"${date}" does not come after the date before it: dates ascend, each once`));
  });
  return faults;
}

function zoneFaults(zone: Zone, at: string): readonly PlanFault[] {
  const faults = [...rangeFaults(`${at}.initialOffsetMs`, zone.initialOffsetMs, 1 - dayMs, dayMs - 1)];
  zone.transitions.forEach(({ atMs, offsetMs }, index) => {
    const path = `${at}.transitions[${index}]`;
    faults.push(...rangeFaults(`${path}.offsetMs`, offsetMs, 1 - dayMs, dayMs - 1));
    if (!Number.isSafeInteger(atMs) || atMs <= (zone.transitions[index - 1]?.atMs ?? -Infinity)) {
      faults.push({ path: `${path}.atMs`, code: 'bad-time', message: `${atMs} does not come after the transition before it` });
    }
  });
  return faults;
}

function daypartFaults(daypart: Daypart, calendarIds: ReadonlySet<string>, path: string): readonly PlanFault[] {
  if (daypart.spans.length === 0) return [{ path: `${path}.spans`, code: 'empty-span', message: 'a daypart has at least one span' }];
  return [
    ...daypart.spans.flatMap((span, index) => {
      const at = `${path}.spans[${index}]`;
      const noDay: PlanFault = { path: `${at}.days`, code: 'empty-span', message: 'a span has at least one day' };
      return [...(span.days.length === 0 ? [noDay] : []), ...spanFaults(span, at)];
    }),
    ...(daypart.exceptions ?? []).flatMap(({ on, spans }, index) => {
      const at = `${path}.exceptions[${index}]`;
      const named =
        on.kind === 'calendar'
          ? referenceFaults(`${at}.on.calendarId`, on.calendarId, calendarIds)
          : parseLocalDate(on.date) === null
            ? [badDate(`${at}.on.date`, on.date)]
            : [];
      return [...named, ...spans.flatMap((span, one) => spanFaults(span, `${at}.spans[${one}]`))];
    }),
  ];
}

function spanFaults({ from, to }: { readonly from: LocalTime; readonly to: LocalTime }, at: string): readonly PlanFault[] {
  const early = `"${from}" is no time at which a span starts: HH:MM, 00:00 to 23:59`;
  const late = '24:00 is only the end of a span: one that starts then starts at 00:00 of the day after';
  return [
    ...(parseLocalTime(from) === null ? [badTime(`${at}.from`, early)] : from === '24:00' ? [badTime(`${at}.from`, late)] : []),
    ...(parseLocalTime(to) === null ? [badTime(`${at}.to`, `"${to}" is no time at which a span ends: HH:MM, 00:00 to 24:00`)] : []),
  ];
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
  if (parseLocalDateTime(local) !== null) return [];
  const [date = ''] = local.split('T');
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && parseLocalDate(date) === null) return [badDate(path, date)];
  return [badTime(path, `"${local}" is no date and time: YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS, 00:00 to 23:59:59`)];
}

function lengthFaults(path: string, start: LocalDateTime, end: LocalDateTime, maxDays: number): readonly PlanFault[] {
  const lengthMs = (parseLocalDateTime(end) ?? NaN) - (parseLocalDateTime(start) ?? NaN);
  if (lengthMs <= 0) return [{ path: `${path}.end`, code: 'empty-span', message: 'the end does not come after the start' }];
  if (lengthMs <= maxDays * dayMs || Number.isNaN(lengthMs)) return [];
  return [{ path: `${path}.end`, code: 'out-of-range', message: `an occurrence lasts at most ${maxDays} days`, limit: maxDays }];
}

function badDate(path: string, date: LocalDate): PlanFault {
  const isWritten = /^\d{4}-\d{2}-\d{2}$/.test(date);
  return badTime(path, isWritten ? `there is no ${date} in the calendar` : `"${date}" is no date: YYYY-MM-DD`);
}

function badTime(path: string, message: string): PlanFault {
  return { path, code: 'bad-time', message };
}
