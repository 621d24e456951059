import { localOf } from '@gatecast/schedules';

type Zone = Parameters<typeof localOf>[0];

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** How long each part is kept. Days outlive the evidence term of 24 months. */
export const keptMs = { minutes: 2 * dayMs, hours: 100 * dayMs, days: 800 * dayMs } as const;
/** An hour is rolled up when it has been over for so long: other nodes write its last minute a little late. */
export const rolledUpAfterMs = 2 * minuteMs;

type Range = { readonly fromMs: number; readonly untilMs: number };
export type Day = Range & { readonly day: string };

/** What is read for a span: no minute stands in two of them. */
export type HealthSpan = Range & {
  readonly buckets: readonly Range[];
  readonly days: readonly Day[];
  readonly hours: Range;
  readonly minutes: Range;
};

/** Hours belong to the day of the site that they begin on, also where its offset is no whole hour. */
export function dayOf(zone: Zone, atMs: number): string {
  return localOf(zone, floorTo(atMs, hourMs)).slice(0, 10);
}

/** The days of a site that a span touches, each whole. */
export function daysOf(zone: Zone, { fromMs, untilMs }: Range): readonly Day[] {
  const days: Day[] = [];
  let at = floorTo(fromMs, hourMs);
  while (dayOf(zone, at - hourMs) === dayOf(zone, at)) at -= hourMs;
  for (let from = at; from < untilMs; from = at) {
    const day = dayOf(zone, from);
    while (dayOf(zone, at) === day) at += hourMs;
    days.push({ day, fromMs: from, untilMs: at });
  }
  return days;
}

/**
 * By which parts a span is told: minutes for up to 26 hours, hours for up to 8 days, else days, as far as they are kept. It is widened to whole
 * parts and ends now at the latest. The last hour that is over may not be rolled up yet, so it and the present one are read by minutes.
 */
export function healthSpan(asked: Range, nowMs: number, zone: Zone): HealthSpan {
  const untilMs = Math.min(asked.untilMs, nowMs);
  const lengthMs = untilMs - asked.fromMs;
  const rolledMs = floorTo(nowMs, hourMs) - hourMs;
  const after = (fromMs: number) => ({ fromMs: Math.max(fromMs, rolledMs), untilMs });
  if (lengthMs <= 26 * hourMs && asked.fromMs >= nowMs - keptMs.minutes + hourMs) {
    const stepMs = lengthMs <= 2 * hourMs ? minuteMs : 15 * minuteMs;
    const fromMs = floorTo(asked.fromMs, stepMs);
    const minutes = { fromMs, untilMs };
    return { ...minutes, buckets: stepped(minutes, stepMs), days: [], hours: { fromMs, untilMs: fromMs }, minutes };
  }
  if (lengthMs <= 8 * dayMs && asked.fromMs >= nowMs - keptMs.hours + dayMs) {
    const whole = { fromMs: floorTo(asked.fromMs, hourMs), untilMs: Math.min(floorTo(untilMs + hourMs - 1, hourMs), nowMs) };
    const hours = { fromMs: whole.fromMs, untilMs: Math.min(whole.untilMs, rolledMs) };
    return { ...whole, buckets: stepped(whole, hourMs), days: [], hours, minutes: { ...after(whole.fromMs), untilMs: whole.untilMs } };
  }
  const days = daysOf(zone, { fromMs: asked.fromMs, untilMs });
  const today = dayOf(zone, rolledMs);
  const [first, last] = [days[0]?.fromMs ?? asked.fromMs, Math.min(days.at(-1)?.untilMs ?? untilMs, nowMs)];
  const openFromMs = days.find(({ day }) => day >= today)?.fromMs ?? last;
  return {
    ...{ fromMs: first, untilMs: last },
    buckets: days.map((day) => ({ fromMs: day.fromMs, untilMs: Math.min(day.untilMs, last) })),
    days: days.filter(({ day }) => day < today),
    hours: { fromMs: openFromMs, untilMs: Math.min(last, rolledMs) },
    minutes: { fromMs: Math.max(openFromMs, rolledMs), untilMs: last },
  };
}

function stepped({ fromMs, untilMs }: Range, stepMs: number): readonly Range[] {
  return Array.from({ length: Math.max(0, Math.ceil((untilMs - fromMs) / stepMs)) }, (_none, index) => ({
    fromMs: fromMs + index * stepMs,
    untilMs: Math.min(fromMs + (index + 1) * stepMs, untilMs),
  }));
}

export function floorTo(atMs: number, stepMs: number): number {
  return atMs - (((atMs % stepMs) + stepMs) % stepMs);
}
