import type { Explanation, Plan } from '@gatecast/schedules';
import { anchors, deciders, itemInWords, lossInWords, shownInWords, standingInWords, targetInWords } from './reasons-in-words.ts';
import { columns, shareInWords, siteWords, type SiteWords } from './site-words.ts';

/** What a plan shows at an instant and why, for people: times are those of the plan's site. */
export function explanationInWords(plan: Plan, explanation: Explanation): string {
  const { answer } = explanation;
  const words = siteWords(plan, answer.atMs);
  return [
    `${words.heading(answer.atMs)} (${new Date(answer.atMs).toISOString()})`,
    '',
    ...winnerInWords(explanation, words),
    ...overlaysInWords(explanation, words),
    ...itemsInWords(explanation),
    ...section(
      'Not shown:',
      explanation.losers.map(({ entryId, why }) => [words.entry(entryId), lossInWords(plan, entryId, why, explanation.winner, words)]),
    ),
    ...section(
      'Interrupts:',
      explanation.interrupts.map(({ entryId, standing, shareBp }) => {
        const state = standingInWords(plan, entryId, standing, words);
        return [words.entry(entryId), `${state}; its share is ${shareInWords(shareBp)}`];
      }),
    ),
    ...section(
      'Overlays:',
      explanation.overlays.map(({ entryId, standing }) => [words.entry(entryId), standingInWords(plan, entryId, standing, words)]),
    ),
    '',
  ].join('\n');
}

function winnerInWords({ answer, winner }: Explanation, words: SiteWords): readonly string[] {
  const since = answer.occurrenceStartMs === 0 ? 'always on' : `on since ${words.time(answer.occurrenceStartMs)}`;
  const speaks = answer.interruptId === null ? [] : [`  ${words.entry(answer.interruptId)} interrupts it; its loop waits meanwhile.`];
  const turn = winner.turn === null ? [] : [`  Its turn is from ${words.time(winner.turn.fromMs)} to ${words.time(winner.turn.untilMs)}.`];
  return [
    `${words.entry(answer.entryId)} until ${words.time(answer.untilMs)}: ${winner.tier}, for ${targetInWords(winner.specificity)}, ${since}`,
    ...columns(answer.regions.map(({ regionId, shown }) => [regionId, shownInWords(shown, words)])),
    ...speaks,
    `  It is on because ${deciders[winner.decidedBy]}.`,
    ...turn,
    `  The loop is counted from ${words.time(winner.anchorMs)}: ${anchors[winner.anchor]}.`,
  ];
}

function overlaysInWords({ answer }: Explanation, words: SiteWords): readonly string[] {
  return answer.overlays.flatMap(({ entryId, regions }) => [
    '',
    `Over it ${words.entry(entryId)}`,
    ...columns(regions.map(({ regionId, shown }) => [regionId, shownInWords(shown, words)])),
  ]);
}

/** Items that are away, and languages that others serve. */
function itemsInWords({ regions }: Explanation): readonly string[] {
  const told = regions.flatMap(({ regionId, items }) =>
    items.flatMap((item) => {
      const text = itemInWords(item);
      return text === null ? [] : [[regionId, item.itemId, text]];
    }),
  );
  return section('Items to know of:', told);
}

function section(title: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : ['', title, ...columns(rows)];
}
