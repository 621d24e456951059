import type { Clock } from '@gatecast/clock';
import {
  conflictSchema,
  entrySpanSchema,
  planDifferenceSchema,
  planFaultSchema,
  planWarningSchema,
  semanticsSchema,
} from '@gatecast/protocol';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { CompileInput } from './compile-input.ts';
import type { CompareInput, TreesCompared } from './compare-trees.ts';
import type { CompileOutput } from './compile-releases.ts';
import type { Job } from './compile-worker.ts';

/** A fleet of a thousand screens takes seconds. What takes this long has hung, and everybody who publishes waits for it. */
const longestMs = 120_000;

export type DoneInWorker<T> =
  | { readonly kind: 'done'; readonly output: T }
  /**
   * The thread reads its program from disk each time, this process did once: after an update in place the two may not be of one
   * version, and half of each is nobody's program.
   */
  | { readonly kind: 'other-version'; readonly detail: string }
  | { readonly kind: 'too-long'; readonly limitMs: number };

const faultSchema = planFaultSchema.loose();
const treeSchema = z.strictObject({
  tree: z.string(),
  objectCount: z.int(),
  objectBytes: z.int(),
  mediaBytes: z.int(),
  semantics: semanticsSchema,
  warnings: z.array(planWarningSchema),
  found: z.strictObject({ conflicts: z.array(conflictSchema), conflictCount: z.int(), checkedUntilMs: z.int() }).nullable(),
});
const outputSchema: z.ZodType<CompileOutput> = z.strictObject({
  screens: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('compiled'), screenId: z.string(), tree: z.string() }),
      z.strictObject({ kind: z.literal('refused'), screenId: z.string(), faults: z.array(faultSchema) }),
      z.strictObject({ kind: z.literal('unaddressed'), screenId: z.string() }),
    ]),
  ),
  trees: z.array(treeSchema),
  objects: z.array(z.strictObject({ name: z.string(), bytes: z.instanceof(Uint8Array) })),
  portal: z.strictObject({ tree: z.string(), objectCount: z.int(), languages: z.array(z.string()) }).nullable(),
  laid: z
    .strictObject({
      tree: z.string(),
      spans: z.array(entrySpanSchema),
      untilMs: z.int(),
      conflicts: z.array(conflictSchema),
      shares: z.array(z.strictObject({ entryId: z.string(), promisedBp: z.int(), achievedBp: z.int() })),
    })
    .nullable(),
});

const comparedSchema: z.ZodType<readonly TreesCompared[]> = z.array(planDifferenceSchema.extend({ before: z.string(), tree: z.string() }));
const ownProgram = new URL('./compile-worker.ts', import.meta.url);

/** Compiles in a thread of its own, which ends with its work. Rejects where the compiler throws: a fault of ours. */
export async function compileInWorker(
  input: CompileInput,
  clock: Pick<Clock, 'after'>,
  program: URL = ownProgram,
): Promise<DoneInWorker<CompileOutput>> {
  return runInWorker({ job: 'compile', input }, outputSchema, clock, program);
}

/** What would change, in a thread of its own as well. */
export async function compareInWorker(input: CompareInput, clock: Pick<Clock, 'after'>): Promise<DoneInWorker<readonly TreesCompared[]>> {
  return runInWorker({ job: 'compare', input }, comparedSchema, clock, ownProgram);
}

async function runInWorker<T>(job: Job, schema: z.ZodType<T>, clock: Pick<Clock, 'after'>, program: URL): Promise<DoneInWorker<T>> {
  const worker = new Worker(program, { workerData: job });
  let cancel = (): void => undefined;
  try {
    return await new Promise<DoneInWorker<T>>((resolve, reject) => {
      cancel = clock.after(longestMs, () => resolve({ kind: 'too-long', limitMs: longestMs }));
      worker.once('message', (message: unknown) => {
        const parsed = schema.safeParse(message);
        if (parsed.success) return resolve({ kind: 'done', output: parsed.data });
        const issue = parsed.error.issues[0];
        resolve({ kind: 'other-version', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
      });
      worker.once('messageerror', reject);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the compiler ended with ${code} before it answered`)));
    });
  } finally {
    cancel();
    await worker.terminate();
  }
}
