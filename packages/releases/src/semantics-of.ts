import type { Plan } from '@gatecast/schedules';

/**
 * The least semantics in which a plan of these parts can be understood: 4 where it carries zones, 3 where an item is document pages, 2 where a
 * field of semantics 2 stands in it, else 1, so that nothing that was released before gets other bytes and a player that is older goes on with what it understands.
 */
export function semanticsOf(
  plan: Pick<Plan, 'screen' | 'zones' | 'calendars' | 'dayparts' | 'layouts' | 'items' | 'entries'>,
): Plan['semantics'] {
  if (plan.zones !== undefined) return 4;
  if (plan.items.some(({ kind }) => kind === 'pages')) return 3;
  const isOfTwo =
    plan.screen.zone.tzdata !== undefined ||
    plan.calendars !== undefined ||
    plan.dayparts.some(({ exceptions }) => exceptions !== undefined) ||
    plan.layouts.some(({ regions }) => regions.some(({ languages }) => 'maxAbsenceMs' in languages)) ||
    plan.entries.some(
      (entry) =>
        entry.mode !== 'replace' ||
        entry.turnMs !== undefined ||
        entry.shareBp !== undefined ||
        entry.isAlone !== undefined ||
        entry.calendarIds !== undefined ||
        entry.exceptCalendarIds !== undefined,
    );
  return isOfTwo ? 2 : 1;
}
