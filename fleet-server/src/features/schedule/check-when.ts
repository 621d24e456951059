import { compile, type Daypart, type Plan, type PlanFault, type When } from '@gatecast/schedules';

const fallbackId = 'check-fallback';
const entryId = 'check-entry';

/**
 * What the engine itself says of a `when`, or of a daypart's spans, in a plan that holds nothing else. Paths begin at the checked
 * thing: `rules[0]`, `spans[1].to`. Whether a wall-clock time stands in a gap of some site's zone is no fault, so UTC serves.
 */
export function checkWhen(when: When): readonly PlanFault[] {
  return faultsBelow('entries[1].when', tinyPlan(when, []));
}

export function checkSpans(spans: Daypart['spans']): readonly PlanFault[] {
  return faultsBelow('dayparts[0]', tinyPlan({ kind: 'always' }, [{ id: 'check-daypart', name: 'check', spans }]));
}

function faultsBelow(prefix: string, plan: Plan): readonly PlanFault[] {
  const compiled = compile(plan);
  if (compiled.kind === 'compiled') return [];
  return compiled.faults.map((fault) => ({
    ...fault,
    path: fault.path.startsWith(prefix) ? fault.path.slice(prefix.length).replace(/^\./, '') : fault.path,
  }));
}

function tinyPlan(when: When, dayparts: readonly Daypart[]): Plan {
  const validity = { fromMs: null, untilMs: null };
  const entry = { name: 'check', specificity: 0, mode: 'replace', playlistId: 'loop', layoutId: null } as const;
  return {
    version: 1,
    semantics: 1,
    screen: {
      widthPx: 1_920,
      heightPx: 1_080,
      languages: ['vi'],
      zone: { name: 'UTC', initialOffsetMs: 0, transitions: [] },
      dayStart: '04:00',
    },
    dayparts,
    layouts: [],
    playlists: [{ id: 'loop', name: 'loop', slots: [{ kind: 'item', itemId: 'item', weight: 1 }] }],
    items: [{ id: 'item', kind: 'notice', validity, missing: 'substitute', variants: [{ language: 'vi', durationMs: 10_000, validity }] }],
    entries: [
      { ...entry, id: fallbackId, tier: 'fallback', when: { kind: 'always' }, daypartIds: [] },
      { ...entry, id: entryId, tier: 'regular', when, daypartIds: dayparts.map((daypart) => daypart.id) },
    ],
  };
}
