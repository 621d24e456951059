import { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What a document does wrong against its schema, in the words of every refusal. */
export type IssueFault = {
  /** `entries[7].shareBp`; empty for the document itself. */
  readonly path: string;
  /** zod's code, for example `too_small`. */
  readonly code: string;
  readonly message: string;
  /** What it must keep to, where the schema names it. */
  readonly limit?: string | number;
};

/**
 * The faults of what a schema has refused, one a field and kind, in order. Of several bounds that a value breaks the tightest is told: beyond 2^53 a
 * number also breaks the bound of all whole numbers, which would mislead. A union says what its best-fitting branch says, an unknown field is named.
 */
export function issueFaultsOf(error: z.ZodError): readonly IssueFault[] {
  const told = new Map<string, IssueFault>();
  for (const fault of error.issues.flatMap((issue) => faultsOf(issue, []))) {
    const key = JSON.stringify([fault.path, fault.code]);
    const known = told.get(key);
    if (known === undefined || isTighter(fault, known)) told.set(key, fault);
  }
  return [...told.values()];
}

/** `entries[7].when.rules[0]`: names with dots, places in lists in brackets. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return `${text}${text === '' ? '' : '.'}${String(key).slice(0, 100)}`;
  }, '');
}

function faultsOf(issue: Issue, prefix: readonly PropertyKey[]): readonly IssueFault[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => branch.flatMap((one) => faultsOf(one, path)));
    const best = branches.toSorted((a, b) => depthOf(b) - depthOf(a))[0] ?? [];
    return depthOf(best) > pathText(path).length ? best : [unionFault(issue, pathText(path), branches.flat())];
  }
  if (issue.code === 'unrecognized_keys') {
    const { code, message } = issue;
    return issue.keys.map((key) => ({ path: pathText([...path, key]), code, message, limit: 'unknown field' }));
  }
  const limit = limitOf(issue);
  return [{ path: pathText(path), code: issue.code, message: issue.message, ...(limit === undefined ? {} : { limit }) }];
}

/** Branches that all fail at the value itself: each wants something, so the union wants one of those. */
function unionFault({ code, message }: Issue, path: string, branches: readonly IssueFault[]): IssueFault {
  const isOfType = branches.every((fault) => fault.code === 'invalid_type');
  if (!isOfType) return branches.find((fault) => fault.code !== 'invalid_type') ?? { path, code: code ?? 'custom', message };
  const limit = [...new Set(branches.map((fault) => fault.limit))].join(' | ');
  return { path, code: 'invalid_type', message: `Invalid input: expected ${limit}`, limit };
}

function depthOf(faults: readonly IssueFault[]): number {
  return faults.reduce((depth, { path }) => Math.max(depth, path.length), 0);
}

function isTighter(a: IssueFault, b: IssueFault): boolean {
  if (typeof a.limit !== 'number' || typeof b.limit !== 'number') return false;
  return a.code === 'too_big' ? a.limit < b.limit : a.code === 'too_small' && a.limit > b.limit;
}

function limitOf(issue: Issue): string | number | undefined {
  switch (issue.code) {
    case 'too_big':
      return Number(issue.maximum);
    case 'too_small':
      return Number(issue.minimum);
    case 'invalid_type':
      return issue.expected;
    case 'invalid_format':
      return issue.format === 'regex' ? issue.pattern : issue.format;
    case 'invalid_value':
      return issue.values.map(String).join(' | ').slice(0, 500);
    case 'not_multiple_of':
      return issue.divisor;
    case 'invalid_union':
      return 'options' in issue ? issue.options?.map(String).join(' | ').slice(0, 500) : undefined;
    case 'custom':
      return z.union([z.string(), z.number()]).safeParse(issue.params?.['limit']).data;
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
      return undefined;
  }
}
