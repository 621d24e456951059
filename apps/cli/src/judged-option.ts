import { Option } from 'commander';
import type { Judged } from './option-values.ts';
import { Refusal } from './refusal.ts';

/**
 * An option whose value is judged before anything happens. Where `variable` is given, an environment variable of that
 * name stands in for the option; an empty one counts as not set. A refusal names the option, or the variable that the
 * value came from.
 */
export function judgedOption<T>(flags: string, description: string, judge: (text: string) => Judged<T>, variable?: string): Option {
  const option = new Option(flags, description);
  const fromEnvironment = variable === undefined ? undefined : process.env[variable];
  option.argParser((text) => {
    const judged = judge(text);
    if (judged.kind === 'value') return judged.value;
    const field = (text === fromEnvironment ? variable : option.long) ?? flags;
    const limit = judged.limit === undefined ? {} : { limit: judged.limit };
    throw new Refusal({ code: 'bad-input', message: `${field} ${judged.message}`, field, ...limit });
  });
  return variable === undefined || fromEnvironment === '' ? option : option.env(variable);
}
