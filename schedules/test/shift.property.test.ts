import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer, Plan, When } from '../src/index.ts';
import { scenarios } from './plans.ts';
import { options, patience, timelineOf } from './property.ts';
import { hanoi } from './zones.ts';

// Where nothing in a plan names a date, and the clocks stand still, time has no mark but the week. Intervals here divide six weeks.

const day = 86_400_000;
const sixWeeks = 42 * day;

test('a plan of weekly or plainer rules without dates shows the same six weeks later', patience, () => {
  fc.assert(
    fc.property(scenarios, fc.integer({ min: 1, max: 40 }), ({ plan, atMs }, times) => {
      const timeline = timelineOf(withoutDates(plan));
      const laterMs = atMs + times * sixWeeks;
      // Asked after every entry has begun.
      fc.pre(atMs >= Date.parse('1970-02-01T00:00Z'));
      for (const instantMs of [atMs, atMs + 5 * 3_600_000, atMs + 3 * day]) {
        const shiftMs = laterMs - atMs;
        expect(backBy(shiftMs, timeline.at(instantMs + shiftMs))).toEqual(backBy(0, timeline.at(instantMs)));
      }
    }),
    options(700),
  );
});

/** Keeps what is weekly or plainer: rules begin in 1970, items are always valid, interrupts count days and are left out. */
function withoutDates(plan: Plan): Plan {
  const open = { fromMs: null, untilMs: null };
  return {
    ...plan,
    screen: { ...plan.screen, zone: hanoi },
    calendars: [],
    dayparts: plan.dayparts.map((daypart) => ({ id: daypart.id, name: daypart.name, spans: daypart.spans })),
    items: plan.items.map((item) => ({
      ...item,
      validity: open,
      variants: item.variants.map((variant) => ({ ...variant, validity: open })),
    })),
    entries: plan.entries
      .filter((entry) => entry.mode !== 'interrupt')
      .map((entry) => ({ ...entry, when: weekly(entry.when), calendarIds: [], exceptCalendarIds: [] })),
  };
}

function weekly(when: When): When {
  if (when.kind !== 'recurring') return { kind: 'always' };
  const wallOf = (local: string): number => Date.parse(`${local}Z`);
  const lengthMs = Math.min(wallOf(when.end) - wallOf(when.start), 6 * day);
  const start = `1970-01-0${4 + (Math.floor(wallOf(when.start) / day) % 4)}T${when.start.slice(11)}`;
  const plain = when.rules
    .filter((rule) => /FREQ=(?:DAILY|WEEKLY|HOURLY)/.test(rule) && !/BYMONTH|INTERVAL=(?:5|36)/.test(rule))
    .map((rule) => rule.replaceAll(/;(?:UNTIL|COUNT)=[^;]*/g, ''));
  return {
    kind: 'recurring',
    start,
    end: new Date(wallOf(start) + lengthMs).toISOString().slice(0, 16),
    rules: plain.length === 0 ? ['FREQ=WEEKLY'] : plain,
    excludedStarts: [],
    addedStarts: [],
  };
}

/** An answer with its instants moved back. */
function backBy(shiftMs: number, answer: Answer): unknown {
  const moved = (ms: number): number => (ms === 0 ? 0 : ms - shiftMs);
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) =>
      typeof value === 'number' && /^(?:atMs|fromMs|untilMs|anchorMs|occurrenceStartMs)$/.test(key) ? moved(value) : value,
    ),
  );
}
