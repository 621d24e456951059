import type { Option } from 'commander';
import { judgedOption } from './judged-option.ts';
import { parseInstant } from './option-values.ts';

export type RangeOptions = { readonly from?: number; readonly until?: number; readonly pretty?: true };

/** The beginning of a range of time, which is in it. */
export function fromOption(): Option {
  return judgedOption('--from <instant>', 'ISO 8601 with offset, or UTC milliseconds (default: now)', parseInstant);
}

/** Its end, which is not in it; `unless` says where it lies unless given. */
export function untilOption(unless: string): Option {
  return judgedOption('--until <instant>', `the end of the range, not in it (default: ${unless})`, parseInstant);
}
