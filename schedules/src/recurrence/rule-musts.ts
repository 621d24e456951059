import type { RuleParts } from './rule-parts.ts';

type Must = { readonly message: string; readonly isBroken: (parts: RuleParts) => boolean };

/** What RFC 5545, 3.3.10 says of parts beside each other, each with the reason that a person is told. */
export const musts: readonly Must[] = [
  { message: 'COUNT and UNTIL exclude each other', isBroken: ({ count, until }) => count !== null && until !== null },
  {
    message: 'BYDAY with a number before the weekday goes with FREQ=MONTHLY and FREQ=YEARLY only',
    isBroken: (parts) => hasOrdinal(parts) && parts.frequency !== 'MONTHLY' && parts.frequency !== 'YEARLY',
  },
  {
    message: 'BYDAY with a number before the weekday does not go with BYWEEKNO',
    isBroken: (parts) => hasOrdinal(parts) && parts.weekNumbers !== null,
  },
  {
    message: 'BYWEEKNO goes with FREQ=YEARLY only',
    isBroken: ({ weekNumbers, frequency }) => weekNumbers !== null && frequency !== 'YEARLY',
  },
  {
    message: 'BYMONTHDAY does not go with FREQ=WEEKLY',
    isBroken: ({ monthDays, frequency }) => monthDays !== null && frequency === 'WEEKLY',
  },
  {
    message: 'BYYEARDAY does not go with FREQ=DAILY, WEEKLY or MONTHLY',
    isBroken: ({ yearDays, frequency }) => yearDays !== null && frequency !== 'YEARLY' && frequency !== 'HOURLY',
  },
  {
    message: 'BYSETPOS goes with another BY part only',
    isBroken: (parts) => parts.setPositions !== null && !hasOtherByPart(parts),
  },
];

function hasOrdinal({ weekdays }: RuleParts): boolean {
  return weekdays?.some(({ ordinal }) => ordinal !== 0) ?? false;
}

function hasOtherByPart(parts: RuleParts): boolean {
  const { months, weekNumbers, yearDays, monthDays, weekdays, hours, minutes, seconds } = parts;
  return [months, weekNumbers, yearDays, monthDays, weekdays, hours, minutes, seconds].some((list) => list !== null);
}
