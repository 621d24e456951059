import type { Conflict, Plan } from '@gatecast/schedules';
import { compiledPlan } from './compiled-plan.ts';
import type { Range } from './range.ts';
import { deciders, targetInWords } from './reasons-in-words.ts';
import { shareInWords, siteWords, type SiteWords } from './site-words.ts';
import { withPatience } from './with-patience.ts';

/** Where in a range the answers of a plan rest on a tie-break, or interrupts are promised more than there is; JSON or words. Throws a Refusal. */
export async function conflicts(file: string, range: Range, isPretty: boolean): Promise<string> {
  const { plan, timeline } = await compiledPlan(file, { range, isPretty });
  const found = await withPatience('Looking for conflicts', () => timeline.conflicts(range.fromMs, range.untilMs));
  return isPretty ? conflictsInWords(plan, found, range) : `${JSON.stringify(found)}\n`;
}

function conflictsInWords(plan: Plan, found: readonly Conflict[], { fromMs, untilMs }: Range): string {
  const words = siteWords(plan, fromMs);
  const range = `from ${words.heading(fromMs)} until ${words.dateTime(untilMs)}`;
  if (found.length === 0) return `No conflicts ${range}\n`;
  const count = `${found.length} conflict${found.length === 1 ? '' : 's'}`;
  return [`${count} ${range}`, '', ...found.flatMap((conflict) => conflictInWords(conflict, words)), ''].join('\n');
}

function conflictInWords(conflict: Conflict, words: SiteWords): readonly string[] {
  const names = conflict.entryIds.map(words.entry).join(', ');
  const span = `${words.dateTime(conflict.fromMs)} to ${words.dateTime(conflict.untilMs)}`;
  switch (conflict.kind) {
    case 'tie': {
      const { tier, specificity, winnerId, decidedBy } = conflict;
      const rank = `${tier}, for ${targetInWords(specificity)}`;
      return [`  ${span}: ${names} are on together (${rank})`, `    ${words.entry(winnerId)} is shown: ${deciders[decidedBy]}`];
    }
    case 'shares-over-whole':
      return [`  ${span}: the interrupts ${names} are promised ${shareInWords(conflict.shareBp)} together, more than there is`];
  }
}
