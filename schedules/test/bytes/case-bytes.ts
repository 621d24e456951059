import { compile } from '../../src/compile.ts';
import type { Timeline } from '../../src/timeline.ts';
import type { Case } from '../read-cases.ts';

/** A case of the table as it travels to another runtime: what is asked of which plan. */
export type AskedCase = Pick<Case, 'file' | 'why' | 'plan' | 'absent' | 'asked'>;

const dayMs = 86_400_000;

/** All that the engine answers to a case, as the bytes that would be sent or stored. Pure: it runs wherever the engine does. */
export function caseBytes({ plan, absent, asked }: AskedCase): string {
  const compiled = compile(plan);
  if (compiled.kind === 'refused') return JSON.stringify(compiled);
  const timeline = absent.length === 0 ? compiled.timeline : compiled.timeline.without(absent);
  const about = JSON.stringify(compiled.warnings);
  switch (asked.kind) {
    case 'compile':
      return about;
    case 'instant':
      return [about, ...aboutInstant(timeline, asked.atMs)].join('\n');
    case 'range':
      return [about, ...aboutInstant(timeline, asked.fromMs), ...aboutRange(timeline, asked.fromMs, asked.untilMs)].join('\n');
  }
}

function aboutInstant(timeline: Timeline, atMs: number): readonly string[] {
  return [
    JSON.stringify(timeline.at(atMs)),
    JSON.stringify(timeline.explain(atMs)),
    JSON.stringify([timeline.nextChange(atMs, 'entry'), timeline.nextChange(atMs, 'item')]),
    JSON.stringify(timeline.conflicts(atMs, atMs + dayMs)),
  ];
}

/** Of a long range its conflicts whole, its segments and measure for a day. */
function aboutRange(timeline: Timeline, fromMs: number, untilMs: number): readonly string[] {
  const nearMs = Math.min(untilMs, fromMs + dayMs);
  return [
    JSON.stringify(timeline.conflicts(fromMs, untilMs)),
    JSON.stringify(timeline.segments(fromMs, nearMs)),
    JSON.stringify(timeline.measure(fromMs, nearMs)),
  ];
}
