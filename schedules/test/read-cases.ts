import { readdirSync, readFileSync } from 'node:fs';
import type { Plan } from '../src/plan.ts';

// The files of ../cases as README.md there describes them.

export type Expected = { readonly [field: string]: unknown };
type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };
type Written = {
  readonly why: string;
  readonly rules: readonly string[];
  readonly plan?: string;
  readonly patch?: readonly Operation[];
  readonly absent?: readonly (readonly [itemId: string, language: string])[];
  readonly at?: string;
  readonly from?: string;
  readonly until?: string;
  readonly expect: Expected;
};
type CaseFile = {
  readonly about: string;
  readonly plan?: Plan;
  readonly plans?: Readonly<Record<string, Plan>>;
  readonly cases: readonly Written[];
};

export type Case = {
  readonly file: string;
  readonly why: string;
  readonly rules: readonly string[];
  readonly plan: Plan;
  readonly absent: readonly { readonly itemId: string; readonly language: string }[];
  /** null: the question is what compile says. */
  readonly asked:
    | { readonly kind: 'compile' }
    | { readonly kind: 'instant'; readonly atMs: number }
    | { readonly kind: 'range'; readonly fromMs: number; readonly untilMs: number };
  /** Instants as UTC milliseconds. */
  readonly expect: Expected;
};

const folder = new URL('../cases/', import.meta.url);

/** Every case of every file, with its plan patched and its instants as numbers. */
export function readCases(): readonly Case[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => casesIn(name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CaseFile));
}

function casesIn(name: string, file: CaseFile): readonly Case[] {
  return file.cases.map((written) => {
    const plan = written.plan === undefined ? file.plan : file.plans?.[written.plan];
    if (plan === undefined) throw new Error(`${name}: ${written.why}: no plan`);
    return {
      file: name,
      why: written.why,
      rules: written.rules ?? [],
      plan: patched(plan, written.patch ?? []),
      absent: (written.absent ?? []).map(([itemId, language]) => ({ itemId, language })),
      asked:
        written.at !== undefined
          ? { kind: 'instant', atMs: Date.parse(written.at) }
          : written.from !== undefined && written.until !== undefined
            ? { kind: 'range', fromMs: Date.parse(written.from), untilMs: Date.parse(written.until) }
            : { kind: 'compile' },
      expect: withInstants(written.expect) as Expected,
    };
  });
}

/** Every date and time with an offset, however deep, as UTC milliseconds. */
function withInstants(value: unknown): unknown {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : value;
  if (Array.isArray(value)) return value.map(withInstants);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withInstants(inner)]));
}

/** RFC 6902, as far as the files use it: add, replace, remove. */
function patched(plan: Plan, patch: readonly Operation[]): Plan {
  const copy = structuredClone(plan);
  for (const operation of patch) {
    const keys = operation.path.split('/').slice(1);
    const last = keys.pop() ?? '';
    let parent: unknown = copy;
    for (const key of keys) parent = (parent as Record<string, unknown>)[key];
    if (Array.isArray(parent) && operation.op !== 'replace') {
      parent.splice(Number(last), operation.op === 'remove' ? 1 : 0, ...(operation.op === 'remove' ? [] : [operation.value]));
    } else if (operation.op === 'remove') {
      delete (parent as Record<string, unknown>)[last];
    } else {
      (parent as Record<string, unknown>)[last] = operation.value;
    }
  }
  return copy;
}
