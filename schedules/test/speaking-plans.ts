import * as fc from 'fast-check';
import type { Entry, Plan, PlanItem } from '../src/index.ts';
import { plainPlan } from './plans.ts';
import { azores, berlin, hanoi, kathmandu } from './zones.ts';

// Plans in which interrupts speak over one loop all day, with durations that fall on no grid.

const open = { fromMs: null, untilMs: null };
const frame = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 };

export type Speaking = { readonly plan: Plan; readonly dayMs: number };
type Shape = {
  /** Interrupts at most. */
  readonly interrupts: number;
  readonly shareBp: number;
  /** Shortest and longest duration, in milliseconds, of the loop's and of the interrupts' items. */
  readonly loopMs: readonly [number, number];
  readonly itemMs: readonly [number, number];
};

/** A fallback loop of up to five items in up to three languages, interrupts above it, and noon UTC of a day near a change of clocks. */
export function speakingPlans({ interrupts, shareBp, loopMs, itemMs }: Shape): fc.Arbitrary<Speaking> {
  const lists = fc.array(itemsOf(itemMs), { minLength: 1, maxLength: interrupts });
  return fc
    .record({
      zone: fc.constantFrom(hanoi, berlin, azores, kathmandu),
      loop: itemsOf(loopMs),
      lists,
      shares: fc.array(fc.integer({ min: 1, max: shareBp }), { minLength: interrupts, maxLength: interrupts }),
      tiers: fc.array(fc.constantFrom<Entry['tier']>('fallback', 'regular'), { minLength: interrupts, maxLength: interrupts }),
      day: fc.integer({ min: 0, max: 365 }),
    })
    .map(({ zone, loop, lists: spoken, shares, tiers, day }) => {
      const named = (items: readonly PlanItem[], prefix: string): readonly PlanItem[] =>
        items.map((item, index) => ({ ...item, id: `${prefix}${index}` }));
      const all = [named(loop, 'a'), ...spoken.map((items, index) => named(items, `i${index}-`))];
      const [fallback] = plainPlan().entries as readonly [Entry];
      const plan = plainPlan({
        semantics: 2,
        screen: { widthPx: 1_920, heightPx: 1_080, languages: ['vi', 'en', 'fr'], zone, dayStart: '04:00' },
        layouts: [{ id: 'l', name: '', regions: [{ id: 'm', frame, languages: { kind: 'sequence' }, content: { kind: 'main' } }] }],
        items: all.flat(),
        playlists: all.map((items, index) => ({
          id: `p${index}`,
          name: '',
          slots: items.map((item) => ({ kind: 'item', itemId: item.id, weight: 1 })),
        })),
        entries: [
          { ...fallback, playlistId: 'p0', layoutId: 'l' },
          ...spoken.map((_, index): Entry => ({
            ...fallback,
            id: `i${index}`,
            tier: tiers[index] ?? 'regular',
            mode: 'interrupt',
            shareBp: shares[index] ?? 1,
            playlistId: `p${index + 1}`,
          })),
        ],
      });
      return { plan, dayMs: Date.parse('2026-01-01T12:00Z') + day * 86_400_000 };
    });
}

/** The first of them has a variant in the lead language, so that it may be a fallback. */
function itemsOf([shortestMs, longestMs]: readonly [number, number]): fc.Arbitrary<readonly PlanItem[]> {
  const duration = fc.integer({ min: shortestMs, max: longestMs });
  const item = fc.record({ more: fc.subarray(['en', 'fr']), durations: fc.tuple(duration, duration, duration) });
  return fc.array(item, { minLength: 1, maxLength: 5 }).map((all) =>
    all.map(({ more, durations }): PlanItem => ({
      id: '',
      kind: 'notice',
      validity: open,
      missing: 'skip',
      variants: ['vi', ...more].map((language, index) => ({ language, durationMs: durations[index] ?? shortestMs, validity: open })),
    })),
  );
}

/** How long a whole occurrence of an item lasts in a sequence. */
export function lengthOf(item: PlanItem): number {
  return item.variants.reduce((sum, variant) => sum + variant.durationMs, 0);
}
