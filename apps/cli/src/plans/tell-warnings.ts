import type { PlanWarning } from '@gatecast/schedules';

/** What a plan compiles with and is probably not meant. */
export type Warning = { readonly path: string; readonly code: PlanWarning['code'] | ZoneWarningCode; readonly message: string };
type ZoneWarningCode = 'unknown-zone' | 'other-offsets';

/** Says on stderr what a plan is warned of: for people a line each, else a line of JSON each. The answer on stdout is none the less good. */
export function tellWarnings(warnings: readonly Warning[], isPretty: boolean): void {
  for (const { path, code, message } of warnings) {
    process.stderr.write(isPretty ? `Warning: ${path}: ${message}\n` : `${JSON.stringify({ warning: code, path, message })}\n`);
  }
}
