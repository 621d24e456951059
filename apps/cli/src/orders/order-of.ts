import { orderSchema, type Order } from '@gatecast/protocol';
import { Refusal } from '../refusal.ts';

const identifySeconds = 15;
const logLines = 5_000;

/** What stands behind an order's name, in words of the terminal. */
export const orderForms = [
  'screenshot',
  'identify [SECONDS]',
  'reload-stage',
  'restart-player',
  'reboot',
  'clear-cache',
  'volume PERCENT',
  'quiet-hours [HH:MM-HH:MM]…',
  'display-power on|standby|off',
  'brightness PERCENT',
  'known-good show|leave',
  'log-bundle [LINES]',
] as const;

/** The order that somebody typed. Throws a Refusal that names the word which is not as it should be. */
export function orderOf(name: string, words: readonly string[]): Order {
  const parsed = orderSchema.safeParse({ name, ...valuesOf(name, words) });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const isUnknown = issue?.path[0] === 'name';
  const message = isUnknown
    ? `there is no order ${name}; orders are ${orderForms.join(', ')}`
    : `${issue?.path.join('.')}: ${issue?.message}`;
  throw new Refusal({ code: 'bad-input', message, field: isUnknown ? 'ORDER' : 'VALUE' });
}

function valuesOf(name: string, words: readonly string[]): Readonly<Record<string, unknown>> {
  const [word, ...others] = words;
  switch (name) {
    case 'identify':
      return { seconds: numberOf(word, identifySeconds), ...surplus(others) };
    case 'volume':
    case 'brightness':
      return { levelBp: numberOf(word, Number.NaN) * 100, ...surplus(others) };
    case 'display-power':
      return { power: word, ...surplus(others) };
    case 'known-good':
      return { mode: word, ...surplus(others) };
    case 'quiet-hours':
      return { spans: words.map((span) => ({ from: span.split('-')[0], to: span.split('-').slice(1).join('-') })) };
    case 'log-bundle':
      return { lines: numberOf(word, logLines), ...surplus(others) };
    default:
      return surplus(words);
  }
}

/** Words that nothing is known for make the order one that is refused, instead of being passed over. */
function surplus(words: readonly string[]): Readonly<Record<string, unknown>> {
  return words.length === 0 ? {} : { surplus: words.join(' ') };
}
function numberOf(word: string | undefined, otherwise: number): number {
  return word === undefined ? otherwise : Number(word);
}
