import { recur, type RecurStart, type ZoneAt } from '@gatecast/schedules';

/** What is asked of a recurrence, in iCalendar's words; `zone` is an IANA name, null where the times are floating. */
export type Question = {
  readonly start: string;
  readonly zone: string | null;
  readonly rule: readonly string[];
  readonly exdate: readonly string[];
  readonly rdate: readonly string[];
  readonly count: number | null;
  readonly from: string | null;
  readonly until: string | null;
};

/** `field` is a path in the question, such as `rule[0]`. */
export type QuestionFault = {
  readonly kind: 'fault';
  readonly code: string;
  readonly message: string;
  readonly field: string;
  readonly limit?: number;
};

export type QuestionAnswer =
  | { readonly kind: 'starts'; readonly hasTimes: boolean; readonly starts: readonly RecurStart[] }
  | QuestionFault;

/** The recurrence set that a question asks for. */
export function answerQuestion(question: Question, zoneNamed: (name: string) => ZoneAt | null): QuestionAnswer {
  const { start, zone: zoneName, rule, exdate, rdate, count, from, until } = question;
  const zone = zoneName === null ? null : zoneNamed(zoneName);
  if (zoneName !== null && zone === null) {
    return {
      kind: 'fault',
      code: 'bad-input',
      message: `${JSON.stringify(zoneName.slice(0, 60))} is no zone of the IANA database`,
      field: 'zone',
    };
  }
  const found = recur({ start, zone, rules: rule, excluded: exdate, added: rdate, count, from, until });
  if (found.kind === 'recurrence') return { kind: 'starts', hasTimes: found.hasTimes, starts: found.starts };
  const field = found.field
    .replace(/^rules/, 'rule')
    .replace(/^excluded/, 'exdate')
    .replace(/^added/, 'rdate');
  return { ...found, field };
}
