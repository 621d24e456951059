import { problemOf, type Problem } from '@gatecast/protocol';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** The first issue as a problem that names the field (`body.spans[0].from`) and the limit that it broke. */
export function badInputOf(place: 'body' | 'params' | 'query', error: z.ZodError): Problem {
  const { path, issue } = firstIssue(error.issues, []);
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const field = fieldName(place, unknownKey === undefined ? path : [...path, unknownKey]);
  const limit = issue === undefined ? undefined : limitOf(issue);
  return problemOf('bad-input', `${field}: ${issue?.message ?? 'is not valid'}`, { field, ...(limit === undefined ? {} : { limit }) });
}

/** A union's own issue says little; the branch that got furthest says what is wrong. */
function firstIssue(issues: readonly Issue[], prefix: readonly PropertyKey[]): { path: readonly PropertyKey[]; issue: Issue | undefined } {
  const issue = issues[0];
  const path = [...prefix, ...(issue?.path ?? [])];
  if (issue?.code === 'invalid_union' && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => firstIssue(branch, path));
    return branches.sort((a, b) => b.path.length - a.path.length)[0] ?? { path, issue };
  }
  return { path, issue };
}

function fieldName(place: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, key) => (typeof key === 'number' ? `${name}[${key}]` : `${name}.${String(key).slice(0, 100)}`), place);
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
    case 'unrecognized_keys':
      return 'unknown field';
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return undefined;
  }
}
