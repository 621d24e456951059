import { problemOf, type FaultCode, type Problem } from '@gatecast/protocol';

/** What a route's handler gives: the answer, or the problem that the caller is told of. */
export type Outcome<T> = { readonly kind: 'ok'; readonly answer: T } | { readonly kind: 'problem'; readonly problem: Problem };
/** A problem as an outcome; what rules return when they refuse. */
export type Refusal = Extract<Outcome<never>, { kind: 'problem' }>;

export function ok<T>(answer: T): Outcome<T> {
  return { kind: 'ok', answer };
}

/** A refusal by its code; `detail` is a sentence for people. */
export function refuse(code: FaultCode, detail: string, more?: Parameters<typeof problemOf>[2]): Refusal {
  return { kind: 'problem', problem: problemOf(code, detail, more) };
}
