import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EntrySpan, Explanation } from '../src/index.ts';
import { scenarios } from './plans.ts';
import { options, patience, timelineOf } from './property.ts';

const hour = 3_600_000;

/** What `explain` says of every entry that is on, in the words of spans: who takes turns is not told from who waits for one. */
function explained({ winner, losers, interrupts, overlays, answer }: Explanation): Record<string, unknown> {
  const off = new Set(['outside-span', 'outside-daypart', 'outside-calendar']);
  const hidden = (why: { readonly kind: string }) => (why.kind === 'turn-of-another' ? 'by-turns' : why);
  const speaks = new Set(['speaking', 'waiting', 'hidden-by-interrupt']);
  return Object.fromEntries([
    [answer.entryId, winner.turn === null ? 'speaking' : 'by-turns'],
    ...losers.filter(({ why }) => !off.has(why.kind)).map(({ entryId, why }) => [entryId, hidden(why)]),
    ...[...interrupts, ...overlays]
      .filter(({ standing }) => !off.has(standing.kind))
      .map(({ entryId, standing }) => [entryId, speaks.has(standing.kind) ? 'speaking' : standing]),
  ]);
}

function laid(spans: readonly EntrySpan[], atMs: number): Record<string, unknown> {
  return Object.fromEntries(
    spans
      .filter(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs)
      .map(({ entryId, parts }) => {
        const standing = parts.find((part) => part.fromMs <= atMs && atMs < part.untilMs)?.standing;
        return [entryId, standing?.kind === 'hidden' ? standing.why : standing?.kind];
      }),
  );
}

test('the spans of entries say at every instant what explain says of those that are on, and their parts tile them', patience, () => {
  fc.assert(
    fc.property(
      scenarios,
      fc.array(fc.integer({ min: 0, max: 30 * hour - 1 }), { minLength: 5, maxLength: 5 }),
      ({ plan, atMs }, offsets) => {
        const timeline = timelineOf(plan);
        const untilMs = atMs + 30 * hour;
        const spans = timeline.entrySpans(atMs, untilMs);
        for (const { fromMs, untilMs: endMs, parts } of spans) {
          expect([parts[0]?.fromMs, ...parts.map((part) => part.untilMs)]).toEqual([...parts.map((part) => part.fromMs), endMs]);
          expect([parts[0]?.fromMs, fromMs >= atMs, endMs <= untilMs]).toEqual([fromMs, true, true]);
        }
        const edges = spans.flatMap(({ parts }) => parts.flatMap((part) => [part.fromMs, part.untilMs - 1])).slice(0, 40);
        for (const askedMs of [...offsets.map((offset) => atMs + offset), ...edges])
          expect(laid(spans, askedMs)).toEqual(explained(timeline.explain(askedMs)));
      },
    ),
    options(60),
  );
});
