import { stripLetters, type HealthTally } from '@gatecast/protocol';

export type Run = { readonly state: keyof HealthTally; readonly from: number; readonly until: number };

const states = ['healthy', 'impaired', 'offline', 'unknown'] as const satisfies readonly (keyof HealthTally)[];

/** A strip's parts that are alike and side by side as one run each: from which part, until before which. */
export function runsOf(parts: string): readonly Run[] {
  const runs: Run[] = [];
  for (const [index, letter] of Array.from(parts).entries()) {
    const state = states.find((one) => stripLetters[one] === letter) ?? 'unknown';
    const before = runs.at(-1);
    if (before?.state === state) runs[runs.length - 1] = { ...before, until: index + 1 };
    else runs.push({ state, from: index, until: index + 1 });
  }
  return runs;
}
