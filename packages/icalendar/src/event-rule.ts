import { parseRule, type RuleFault } from '@gatecast/schedules';

export type EventRule = { readonly kind: 'rule'; readonly text: string } | RuleFault;

/**
 * A rule of an event as a plan has it. A plan's start has a time: for an event of whole days UNTIL becomes the midnight of its date, and the
 * parts of the time of day go, as RFC 5545, 3.3.10 says.
 */
export function eventRule(text: string, isDate: boolean): EventRule {
  const parsed = parseRule(text);
  if (parsed.kind === 'fault') return parsed;
  const { until, frequency } = parsed.parts;
  if (!isDate) {
    if (until?.kind !== 'date') return { kind: 'rule', text };
    return { kind: 'fault', code: 'bad-rule', message: 'UNTIL is a date and a time, as the start is' };
  }
  if (frequency === 'HOURLY') return { kind: 'fault', code: 'bad-rule', message: 'FREQ=HOURLY does not go with a start that is a date' };
  const parts = text
    .toUpperCase()
    .split(';')
    .filter((part) => !/^BY(HOUR|MINUTE|SECOND)=/.test(part))
    .map((part) => (/^UNTIL=\d{8}$/.test(part) ? `${part}T000000` : part));
  return { kind: 'rule', text: parts.join(';') };
}
