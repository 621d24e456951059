import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Compiled } from '../src/timeline.ts';
import type { Plan } from '../src/plan.ts';
import { answerCase } from './answer-case.ts';
import { planted } from './planted-faults.ts';
import type { Planted } from './planted-faults.ts';
import { readCases } from './read-cases.ts';
import type { Case } from './read-cases.ts';

// Is the table of cases any good? For each rule the engine is spoiled in a copy, and a case that names the rule must fail.

const source = fileURLToPath(new URL('../src/', import.meta.url));
const cases = readCases();
let folder = '';
let copies = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'planted-faults-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Compile = (plan: Plan) => Compiled;

/** `compile` of a copy of src, spoiled where a fault is given. */
async function compileOfCopy(fault: Planted | null): Promise<Compile> {
  const copy = join(folder, String(copies));
  copies += 1;
  cpSync(source, copy, { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  if (fault !== null) {
    const path = join(copy, fault.file);
    const parts = readFileSync(path, 'utf8').split(fault.find);
    // A fault that no longer finds its place would catch nothing and prove nothing.
    expect(parts.length, `${fault.file} must hold once: ${fault.find}`).toBe(2);
    writeFileSync(path, parts.join(fault.replace));
  }
  const engine = (await import(pathToFileURL(join(copy, 'index.ts')).href)) as { readonly compile: Compile };
  return engine.compile;
}

function fails(compile: Compile, one: Case): boolean {
  try {
    return !isDeepStrictEqual(answerCase(compile, one), one.expect);
  } catch {
    return true;
  }
}

test('an unspoiled copy fails no case', async () => {
  const compile = await compileOfCopy(null);
  expect(cases.filter((one) => fails(compile, one))).toEqual([]);
});

test('every rule has a planted fault', () => {
  const named = new Set(cases.flatMap((one) => one.rules));
  expect([...new Set(planted.map((fault) => fault.rule))].sort()).toEqual([...named].sort());
});

test.each(planted)('$rule: the table notices that $complaint', async (fault) => {
  const compile = await compileOfCopy(fault);
  const ofRule = cases.filter((one) => one.rules.includes(fault.rule));
  expect(ofRule.some((one) => fails(compile, one))).toBe(true);
});
