import * as fc from 'fast-check';
import { afterAll } from 'vitest';
import { compile } from '../src/index.ts';
import type { Plan, Timeline } from '../src/index.ts';

// What the property tests share: seed and number of runs from the environment, and the timeline of a generated plan.

const seed = Number(process.env['SEED'] ?? 20_260_729);

console.log(`fast-check seed ${seed}`);

let generated = 0;
// a line for whoever counts: `pnpm bench properties`
afterAll(() => console.log(JSON.stringify({ event: 'generated', plans: generated })));

/** RUNS in the environment multiplies; with SHRINK=0 the first counterexample is told as it was found. */
export function options(numRuns: number): { readonly seed: number; readonly numRuns: number; readonly endOnFailure: boolean } {
  const plans = numRuns * Number(process.env['RUNS'] ?? 1);
  generated += plans;
  return { seed, numRuns: plans, endOnFailure: process.env['SHRINK'] === '0' };
}

/** Room for a loaded machine, and for what RUNS asks. */
export const patience = { timeout: 300_000 * Number(process.env['RUNS'] ?? 1) };

/** Nested weights can grow a loop past a day: such a plan is passed over; any other fault is the generator's or the engine's. */
export function timelineOf(plan: Plan): Timeline {
  const compiled = compile(plan);
  if (compiled.kind === 'compiled') return compiled.timeline;
  fc.pre(compiled.faults.some((fault) => fault.code !== 'loop-too-long'));
  throw new Error(JSON.stringify(compiled.faults));
}
