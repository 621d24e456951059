import type { Answer, Plan } from '@gatecast/schedules';
import { Refusal } from '../refusal.ts';
import { compiledPlan } from './compiled-plan.ts';
import type { Range } from './range.ts';
import { shownInWords } from './reasons-in-words.ts';
import { columns, siteWords } from './site-words.ts';

const mostSegments = 200_000;

/** The segments of a plan in a range, as a line of JSON or a table in words. Throws a Refusal, also where there are more than 200,000. */
export async function timeline(file: string, range: Range, isPretty: boolean): Promise<string> {
  const { plan, timeline: asked } = await compiledPlan(file, { range, isPretty });
  const segments: Answer[] = [];
  for (let atMs = range.fromMs; atMs < range.untilMs;) {
    if (segments.length === mostSegments) {
      const message = `there are more than ${mostSegments} segments before --until`;
      throw new Refusal({ code: 'too-large', message, field: '--until', limit: mostSegments });
    }
    const answer = asked.at(atMs);
    atMs = answer.untilMs;
    segments.push(atMs > range.untilMs ? { ...answer, untilMs: range.untilMs } : answer);
  }
  return isPretty ? segmentsInWords(plan, segments, range) : `${JSON.stringify(segments)}\n`;
}

/** One line per region and segment. */
function segmentsInWords(plan: Plan, segments: readonly Answer[], { fromMs, untilMs }: Range): string {
  const words = siteWords(plan, fromMs);
  const rows = segments.flatMap(({ atMs, regions, overlays }) =>
    [...regions, ...overlays.flatMap((overlay) => overlay.regions)].map(({ regionId, entryId, shown }, index) => [
      index === 0 ? words.time(atMs) : '',
      words.entry(entryId),
      regionId,
      shownInWords(shown, words),
    ]),
  );
  return [`From ${words.heading(fromMs)} until ${words.dateTime(untilMs)}`, '', ...columns(rows), ''].join('\n');
}
