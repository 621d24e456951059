import type { Clock } from '@gatecast/clock';
import {
  conflictSchema,
  dayLoadSchema,
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
import type { Job, Reached } from './compile-worker.ts';

/** A thread that has had nothing to do for so long ends, and what it remembers with it. */
const idleMs = 10 * 60_000;
/** A fleet of a thousand screens takes seconds. What takes this long has hung, and everybody who publishes waits for it. */
const longestMs = 120_000;

export type DoneInWorker<T> =
  | { readonly kind: 'done'; readonly output: T }
  /**
   * A thread reads its program from disk when it begins, this process did when it was started: after an update in place the two may
   * not be of one version, and half of each is nobody's program.
   */
  | { readonly kind: 'other-version'; readonly detail: string }
  | { readonly kind: 'too-long'; readonly limitMs: number };
/** Of work that can be called off: its thread is ended then, whatever it is at. */
export type DoneUnlessCalledOff<T> = DoneInWorker<T> | { readonly kind: 'called-off' };

/** How a compile is followed. */
export type Watch = {
  readonly calledOff?: AbortSignal;
  /** So many screens are compiled. */
  readonly reaches?: (screens: number) => void;
};

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
      days: z.array(dayLoadSchema),
      shares: z.array(z.strictObject({ entryId: z.string(), promisedBp: z.int(), achievedBp: z.int() })),
    })
    .nullable(),
});

const comparedSchema: z.ZodType<readonly TreesCompared[]> = z.array(planDifferenceSchema.extend({ before: z.string(), tree: z.string() }));
const reachedSchema: z.ZodType<Reached> = z.strictObject({ reached: z.int() });
const ownProgram = new URL('./compile-worker.ts', import.meta.url);

/** Compiles in a thread of its own, which ends with its work. Rejects where the compiler throws: a fault of ours. */
export async function compileInWorker(
  input: CompileInput,
  clock: Pick<Clock, 'after'>,
  program: URL = ownProgram,
): Promise<DoneInWorker<CompileOutput>> {
  return askOnce(program, { job: 'compile', input }, outputSchema, clock);
}

/** What would change, in a thread of its own as well. */
export async function compareInWorker(input: CompareInput, clock: Pick<Clock, 'after'>): Promise<DoneInWorker<readonly TreesCompared[]>> {
  return askOnce(ownProgram, { job: 'compare', input }, comparedSchema, clock);
}

async function askOnce<T>(program: URL, job: Job, schema: z.ZodType<T>, clock: Pick<Clock, 'after'>): Promise<DoneInWorker<T>> {
  const thread = startThread(program);
  try {
    return await ask(thread, job, schema, clock);
  } finally {
    await thread.terminate();
  }
}

export type Compiler = {
  /** One after the other. Rejects where the compiler throws: a fault of ours. */
  readonly compile: (input: CompileInput, watch?: Watch) => Promise<DoneUnlessCalledOff<CompileOutput>>;
  readonly close: () => Promise<void>;
};

/**
 * A compiler whose thread stays, and remembers what it has compiled, as long as there is something to compile every now and then. One that
 * throws, hangs or answers as another version would is ended, and the next work begins in a new one.
 */
export function createCompiler(clock: Pick<Clock, 'after'>, program: URL = ownProgram): Compiler {
  let thread: Worker | null = null;
  let cancelEnd = (): void => undefined;
  let last: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    cancelEnd();
    const ending = thread;
    thread = null;
    await ending?.terminate();
  }
  async function compileNow(input: CompileInput, watch: Watch): Promise<DoneUnlessCalledOff<CompileOutput>> {
    if (watch.calledOff?.aborted === true) return { kind: 'called-off' };
    cancelEnd();
    thread ??= startThread(program);
    let isWell = false;
    try {
      const done = await unlessCalledOff(ask(thread, { job: 'compile', input }, outputSchema, clock, watch.reaches), watch.calledOff);
      isWell = done.kind === 'done';
      return done;
    } finally {
      if (isWell) {
        thread.unref();
        cancelEnd = clock.after(idleMs, () => void end());
      } else await end();
    }
  }
  return {
    async compile(input, watch = {}) {
      const next = last.then(() => compileNow(input, watch));
      last = next.catch(() => undefined);
      return next;
    },
    async close() {
      await last;
      await end();
    },
  };
}

function startThread(program: URL): Worker {
  const thread = new Worker(program);
  // one that fails between two works is replaced by whoever asks next; who waits has a listener of their own
  thread.on('error', () => undefined);
  return thread;
}

/** What comes first: the end of the work, or that it is called off. Whoever asks ends the thread then. */
async function unlessCalledOff<T>(done: Promise<DoneInWorker<T>>, calledOff: AbortSignal | undefined): Promise<DoneUnlessCalledOff<T>> {
  if (calledOff === undefined) return done;
  const stop = new AbortController();
  const off = new Promise<DoneUnlessCalledOff<T>>((resolve) => {
    calledOff.addEventListener('abort', () => resolve({ kind: 'called-off' }), { signal: stop.signal });
  });
  // the thread that is ended rejects whoever waits for it, and by then nobody does
  done.catch(() => undefined);
  try {
    return await Promise.race([done, off]);
  } finally {
    stop.abort();
  }
}

async function ask<T>(
  thread: Worker,
  job: Job,
  schema: z.ZodType<T>,
  clock: Pick<Clock, 'after'>,
  reaches?: (count: number) => void,
): Promise<DoneInWorker<T>> {
  const ended = new AbortController();
  thread.ref();
  try {
    return await new Promise<DoneInWorker<T>>((resolve, reject) => {
      const cancel = clock.after(longestMs, () => resolve({ kind: 'too-long', limitMs: longestMs }));
      const on = (event: string, listener: (value: never) => void) => {
        thread.on(event, listener as (value: unknown) => void);
        ended.signal.addEventListener('abort', () => thread.off(event, listener as (value: unknown) => void));
      };
      ended.signal.addEventListener('abort', cancel);
      on('message', (message: unknown) => {
        const reached = reachedSchema.safeParse(message);
        if (reached.success) return reaches?.(reached.data.reached);
        const parsed = schema.safeParse(message);
        if (parsed.success) return resolve({ kind: 'done', output: parsed.data });
        const issue = parsed.error.issues[0];
        resolve({ kind: 'other-version', detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
      });
      on('messageerror', reject);
      on('error', reject);
      on('exit', (code: number) => reject(new Error(`the compiler ended with ${code} before it answered`)));
      // eslint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window
      thread.postMessage(job);
    });
  } finally {
    ended.abort();
  }
}
