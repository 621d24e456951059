import { issueFaultsOf } from '@gatecast/protocol';
import type { ZoneAt } from '@gatecast/schedules';
import { z } from 'zod';
import { answerQuestion } from './answer-question.ts';
import { isoOfStart } from './write-start.ts';

const text = z.string().max(100);
const maxListed = 10_000;

/** JSON's own reader rounds a whole number beyond this, and the answer would come back under another id. */
const mostId = Number.MAX_SAFE_INTEGER;
const numberId = z.number().refine((id) => !Number.isInteger(id) || Math.abs(id) <= mostId, {
  message: `a whole number beyond ${mostId} cannot be told from its neighbours: give it as a text`,
  params: { limit: mostId },
});

const lineSchema = z.strictObject({
  id: z.union([z.string().max(200), numberId]),
  start: text,
  zone: text.nullish().transform((zone) => zone ?? null),
  rule: z.array(z.string()).max(100).default([]),
  exdate: z.array(text).max(maxListed).default([]),
  rdate: z.array(text).max(maxListed).default([]),
  count: z
    .int()
    .nullish()
    .transform((count) => count ?? null),
  from: text.nullish().transform((from) => from ?? null),
  until: text.nullish().transform((until) => until ?? null),
});

type LineError = { readonly code: string; readonly message: string; readonly field?: string; readonly limit?: string | number };
type LineAnswer =
  | { readonly id: string | number; readonly instants: readonly string[] }
  | { readonly id: string | number | null; readonly error: LineError };

/** The answer to one line of `recur --stdin`, as JSON. Never throws for what a line says; `id` is null where the line has none. */
export function answerLine(line: string, zoneNamed: (name: string) => ZoneAt | null): string {
  return JSON.stringify(answerOf(line, zoneNamed));
}

function answerOf(line: string, zoneNamed: (name: string) => ZoneAt | null): LineAnswer {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { id: null, error: { code: 'bad-input', message: `the line is not JSON: ${why}` } };
  }
  const parsed = lineSchema.safeParse(json);
  if (!parsed.success) return { id: idOf(json), error: errorOf(parsed.error) };
  const { id, ...question } = parsed.data;
  const answer = answerQuestion(question, zoneNamed);
  if (answer.kind === 'fault') {
    const { kind: _kind, ...error } = answer;
    return { id, error };
  }
  return { id, instants: answer.starts.map((start) => isoOfStart(start, answer.hasTimes)) };
}

function idOf(json: unknown): string | number | null {
  const found = z.object({ id: lineSchema.shape.id }).safeParse(json);
  return found.success ? found.data.id : null;
}

function errorOf(error: z.ZodError): LineError {
  const [fault] = issueFaultsOf(error);
  if (fault === undefined) return { code: 'bad-input', message: 'the line is not a question' };
  const { path, message, limit } = fault;
  return {
    code: 'bad-input',
    message: `${path === '' ? 'the line' : path}: ${message}`,
    ...(path === '' ? {} : { field: path }),
    ...(limit === undefined ? {} : { limit }),
  };
}
