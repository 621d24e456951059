// What plans and their timelines take on a server: prints one JSON line. Start with `node --expose-gc`; `pnpm bench timeline` does.
import { compile, type Plan, type Timeline } from '@gatecast/schedules';
import { parseArgs } from 'node:util';
import { generatePlan, yearFromMs } from './generate-plan.ts';

const { values } = parseArgs({ options: { plans: { type: 'string', default: '5000' }, size: { type: 'string', default: 'ordinary' } } });
const size = values.size === 'busy' ? 'busy' : 'ordinary';
const count = Number(values.plans);
const dayMs = 86_400_000;

const emptyBytes = heapBytes();
// through JSON, as plans come: nothing in one is shared with another
const plans = Array.from({ length: count }, (_, index) => JSON.parse(JSON.stringify(generatePlan(index, 'plain', size))) as Plan);
const planBytes = heapBytes();
const timelines = plans.map(timelineOf);
const compiledBytes = heapBytes();
for (const timeline of timelines) timeline.at(yearFromMs + 150 * dayMs);
const askedBytes = heapBytes();
const daysAsked = size === 'busy' ? timelines : timelines.slice(0, 100);
for (const timeline of daysAsked)
  for (let day = 0; day < 7; day += 1) timeline.segments(yearFromMs + day * dayMs, yearFromMs + (day + 1) * dayMs);
const weekBytes = heapBytes();

const kib = (bytes: number, of: number) => Math.round(bytes / of / 1_024);
process.stdout.write(
  `${JSON.stringify({
    event: 'measured',
    figures: {
      plans: plans.length,
      entries: plans[0]?.entries.length,
      planKib: kib(planBytes - emptyBytes, count),
      compiledKib: kib(compiledBytes - planBytes, count),
      askedOnceKib: kib(askedBytes - planBytes, count),
      askedWeekKib: kib(askedBytes - planBytes, count) + kib(weekBytes - askedBytes, daysAsked.length),
      allMib: Math.round((askedBytes - emptyBytes) / 1_048_576),
    },
  })}\n`,
);

function heapBytes(): number {
  if (globalThis.gc === undefined) throw new Error('start with node --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function timelineOf(plan: Plan): Timeline {
  const compiled = compile(plan);
  if (compiled.kind === 'refused') throw new Error(`the plan does not compile: ${JSON.stringify(compiled.faults.slice(0, 3))}`);
  return compiled.timeline;
}
