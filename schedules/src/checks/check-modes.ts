import { dayMs } from '../time/civil.ts';
import { rangeFaults } from './fault.ts';
import type { Entry, Plan } from '../plan.ts';
import type { PlanFault } from '../timeline.ts';

const leastMs = 1_000;
const wholeBp = 10_000;

/** What an entry's mode asks for and forbids, and that nothing of a later semantics stands in a plan of an earlier one. */
export function checkModes(plan: Plan): readonly PlanFault[] {
  return [
    ...plan.entries.flatMap((entry, index) => modeFaults(entry, `entries[${index}]`)),
    ...(plan.entries.some(({ mode }) => mode === 'interrupt') ? shortItems(plan) : []),
    ...(plan.semantics === 1 ? laterThanOne(plan) : []),
    ...(plan.semantics < 3 ? laterThanTwo(plan) : []),
    ...(plan.semantics < 4 ? laterThanThree(plan) : []),
  ];
}

function modeFaults(entry: Entry, path: string): readonly PlanFault[] {
  const { mode, turnMs, shareBp, isAlone, layoutId } = entry;
  const faults: PlanFault[] = [];
  const refuse = (field: string, message: string): void => {
    faults.push({ path: `${path}.${field}`, code: 'bad-mode', message });
  };
  if (turnMs !== undefined) {
    if (mode === 'replace') faults.push(...rangeFaults(`${path}.turnMs`, turnMs, leastMs, dayMs));
    else refuse('turnMs', 'only entries that replace take turns');
  }
  if (mode === 'interrupt') {
    if (shareBp === undefined) refuse('shareBp', 'an interrupt has a share of the time');
    else faults.push(...rangeFaults(`${path}.shareBp`, shareBp, 1, wholeBp));
    if (layoutId !== null) refuse('layoutId', 'an interrupt speaks in the main region of the winner and has no layout');
  } else {
    if (shareBp !== undefined) refuse('shareBp', 'only an interrupt has a share of the time');
    if (isAlone !== undefined) refuse('isAlone', 'only an interrupt speaks alone');
  }
  if (mode === 'overlay' && layoutId === null) refuse('layoutId', 'an overlay has a layout that says where it lies');
  return faults;
}

/** The sequence of an hour is laid out item by item, which wants items that can be seen. */
function shortItems(plan: Plan): readonly PlanFault[] {
  return plan.items.flatMap((item, index) =>
    item.variants.flatMap(({ durationMs }, at): readonly PlanFault[] => {
      if (durationMs >= leastMs) return [];
      const message = 'where there are interrupts an item lasts a second at least';
      return [{ path: `items[${index}].variants[${at}].durationMs`, code: 'out-of-range', message, limit: leastMs }];
    }),
  );
}

function laterThanOne(plan: Plan): readonly PlanFault[] {
  const paths = [
    ...(plan.calendars === undefined ? [] : ['calendars']),
    ...plan.dayparts.flatMap((daypart, index) => (daypart.exceptions === undefined ? [] : [`dayparts[${index}].exceptions`])),
    ...plan.layouts.flatMap((layout, index) =>
      layout.regions.flatMap(({ languages }, at) =>
        languages.kind === 'sequence' && languages.maxAbsenceMs !== undefined
          ? [`layouts[${index}].regions[${at}].languages.maxAbsenceMs`]
          : [],
      ),
    ),
    ...plan.entries.flatMap((entry, index) => laterFields(entry).map((field) => `entries[${index}].${field}`)),
  ];
  return paths.map((path) => ({ path, code: 'bad-mode', message: 'came with semantics 2; this plan says 1' }));
}

function laterThanTwo({ semantics, items }: Plan): readonly PlanFault[] {
  const message = `came with semantics 3; this plan says ${semantics}`;
  return items.flatMap(({ kind }, index) =>
    kind === 'pages' ? [{ path: `items[${index}].kind`, code: 'bad-mode' as const, message }] : [],
  );
}

function laterThanThree({ semantics, zones }: Plan): readonly PlanFault[] {
  if (zones === undefined) return [];
  return [{ path: 'zones', code: 'bad-mode', message: `came with semantics 4; this plan says ${semantics}` }];
}

function laterFields(entry: Entry): readonly string[] {
  const fields = (['turnMs', 'shareBp', 'isAlone', 'calendarIds', 'exceptCalendarIds'] as const).filter(
    (field) => entry[field] !== undefined,
  );
  return entry.mode === 'replace' ? fields : ['mode', ...fields];
}
