import { compile, parseLocalDateTime, type When } from '@gatecast/schedules';
import { plainEntry, tinyPlan } from './check-by-engine.ts';

const entryId = 'next-starts';
const shownStarts = 5;
const lastInstantMs = 253_402_300_799_999;
/** The engine looks a year ahead at a time. */
const stepMs = 365 * 86_400_000;
const longestMs = 100 * stepMs;

/**
 * The next starts of a recurrence at or after a wall-clock time, as the engine has them in a plan that holds nothing else; at most five, of the next century.
 * Whether a time stands in a gap of some site's zone is not looked at, so UTC serves. The recurrence must be one that compiles.
 */
export function nextStarts(when: Extract<When, { kind: 'recurring' }>, from: string): readonly string[] {
  // occurrences may overlap, their first seconds do not
  const moment: When = { ...when, end: localOf(wallMsOf(when.start) + 1_000) };
  const compiled = compile(tinyPlan({ entries: [{ ...plainEntry, id: entryId, tier: 'regular', when: moment }] }));
  if (compiled.kind === 'refused') throw new Error(`a recurrence that was checked does not compile: ${compiled.faults[0]?.message}`);
  const { timeline } = compiled;
  const starts: string[] = [];
  let atMs = Math.max(0, wallMsOf(from));
  const endMs = Math.min(lastInstantMs, atMs + longestMs);
  while (atMs <= endMs && starts.length < shownStarts) {
    const { answer, losers } = timeline.explain(atMs);
    const why = losers.find((loser) => loser.entryId === entryId)?.why;
    if (answer.entryId === entryId) {
      starts.push(localOf(answer.occurrenceStartMs));
      atMs = answer.occurrenceStartMs + 1_000;
    } else atMs = (why?.kind === 'outside-span' ? why.nextStartMs : null) ?? atMs + stepMs;
  }
  return starts;
}

function wallMsOf(local: string): number {
  const wallMs = parseLocalDateTime(local);
  if (wallMs === null) throw new Error(`${local} is no wall-clock time, which its schema promised`);
  return wallMs;
}

function localOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, wallMs % 60_000 === 0 ? 16 : 19);
}
