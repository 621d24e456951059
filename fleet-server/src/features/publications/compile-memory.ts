import { createHash } from 'node:crypto';
import { releasePartSchema, type ReleasePart } from '@gatecast/protocol';
import { encodeObject, type EncodedObject } from '@gatecast/releases';
import type { CompiledTree, CompileFault } from './compile-releases.ts';
import type { TextMeasures } from './text-warnings.ts';

/** What came of one plan. `searchedFromMs` null: its conflicts were not looked for. */
export type Shown =
  | { readonly kind: 'compiled'; readonly tree: CompiledTree; readonly searchedFromMs: number | null }
  | { readonly kind: 'refused'; readonly faults: readonly CompileFault[] };

/** What is computed of each part, remembered as long as the part lives: most parts stand in many trees. */
export type PartBook = {
  readonly encode: (part: unknown) => EncodedObject;
  /** Players parse each part with their schema, so nothing else may leave. */
  readonly shapeFaults: (key: string, part: ReleasePart) => readonly CompileFault[];
};

/**
 * What one compilation leaves to the next, so that it does anew only what changed since. Answers are the same with it and without. Held to
 * the rows and parts of the last compilation, and to so many plans.
 */
export type CompileMemory = {
  readonly book: PartBook;
  /** What `make` makes of a row, or what it made of the same row the last time. */
  readonly ofRow: <Row extends { readonly id: string }, Made>(kind: string, row: Row, make: (row: Row) => Made) => Made;
  /** A part as it is made now: the object that it was the last time, where it is no other. */
  readonly part: <Part extends ReleasePart>(key: string, part: Part) => Part;
  readonly planOf: (key: string) => Shown | undefined;
  readonly keepPlan: (key: string, shown: Shown) => void;
  /** Forgets the rows and parts that the compilation which now ends has not asked for. */
  readonly sweep: () => void;
};

/** Of an organisation's plans; each is some hundred bytes. */
const mostPlans = 20_000;

export function createCompileMemory(): CompileMemory {
  let [rows, nextRows] = [new Map<string, Remembered>(), new Map<string, Remembered>()];
  let [parts, nextParts] = [new Map<string, Remembered>(), new Map<string, Remembered>()];
  const plans = new Map<string, Shown>();
  return {
    book: createPartBook(),
    ofRow<Row extends { readonly id: string }, Made>(kind: string, row: Row, make: (row: Row) => Made): Made {
      const key = `${kind} ${row.id}`;
      const text = JSON.stringify(row);
      const before = rows.get(key);
      const made = before?.text === text ? before : { text, value: make(row) };
      nextRows.set(key, made);
      // what stands under a kind is what that kind's `make` has made
      return made.value as Made;
    },
    part<Part extends ReleasePart>(key: string, part: Part): Part {
      const text = JSON.stringify(part);
      const before = parts.get(key);
      const kept = before?.text === text ? before : { text, value: part };
      nextParts.set(key, kept);
      // the same text is the same part
      return kept.value as Part;
    },
    planOf(key) {
      const shown = plans.get(key);
      if (shown === undefined) return undefined;
      // the one that was asked for last goes last
      plans.delete(key);
      plans.set(key, shown);
      return shown;
    },
    keepPlan(key, shown) {
      plans.delete(key);
      plans.set(key, shown);
      const [oldest] = plans.keys();
      if (plans.size > mostPlans && oldest !== undefined) plans.delete(oldest);
    },
    sweep() {
      [rows, nextRows] = [nextRows, new Map()];
      [parts, nextParts] = [nextParts, new Map()];
    },
  };
}
type Remembered = { readonly text: string; readonly value: unknown };

/** By what a plan is known: the names of its parts, which are hashes of all that is in them, and how much room its words take. */
export function planKey(parts: ReadonlyMap<string, ReleasePart>, book: PartBook, measures: TextMeasures): string {
  const hash = createHash('sha256');
  for (const key of [...parts.keys()].sort()) {
    const part = parts.get(key);
    if (part === undefined) continue;
    hash.update(`${key} ${book.encode(part).name}\n`);
    if (part.kind !== 'item') continue;
    for (const { document } of part.variants) {
      const measure = measures.get(document);
      if (measure !== undefined) hash.update(`${JSON.stringify(measure)}\n`);
    }
  }
  return hash.digest('base64url');
}

function createPartBook(): PartBook {
  const encoded = new WeakMap<object, EncodedObject>();
  const checked = new WeakMap<object, readonly CompileFault[]>();
  return {
    encode(part) {
      if (typeof part !== 'object' || part === null) throw new TypeError('an object is made of a record');
      const object = encoded.get(part) ?? encodeObject(part);
      encoded.set(part, object);
      return object;
    },
    shapeFaults(key, part) {
      const faults = checked.get(part) ?? shapeFaultsOf(key, part);
      checked.set(part, faults);
      return faults;
    },
  };
}

function shapeFaultsOf(key: string, part: ReleasePart): readonly CompileFault[] {
  const { error } = releasePartSchema.safeParse(part);
  return (error?.issues ?? []).map(({ path, message }) => ({ path: [key, ...path].join('.'), code: 'out-of-range', message }));
}
