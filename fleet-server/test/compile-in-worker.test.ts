import { simulatedClock, systemClock } from '@gatecast/clock';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compileInWorker, createCompiler } from '../src/features/publications/compile-in-worker.ts';
import type { CompileInput } from '../src/features/publications/compile-input.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-compile-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

const input: CompileInput = {
  zoneFromMs: 0,
  zoneUntilMs: 1_000,
  sites: [],
  screens: [],
  items: [],
  variants: [],
  playlists: [],
  layouts: [],
  dayparts: [],
  calendars: [],
  entries: [],
  search: null,
  lay: null,
  instead: null,
  stored: new Map(),
  standingTrees: [],
};
async function program(text: string): Promise<URL> {
  const path = join(folder, 'worker.mjs');
  await writeFile(path, `import { parentPort } from 'node:worker_threads';\n${text}\n`);
  return pathToFileURL(path);
}
const clock = systemClock({ isBackground: true });

test('the compiler answers in a thread of its own', async () => {
  expect((await compileInWorker(input, clock)).kind).toBe('done');
});

test('a program on disk that is of another version than the server is told by name, and not run into', async () => {
  // as it answered before trees were counted instead of listed
  const older = await program(
    'parentPort.postMessage({ screens: [], trees: [{ tree: "a", objects: [], media: [] }], objects: [], portal: null })',
  );
  expect(await compileInWorker(input, clock, older)).toMatchObject({ kind: 'other-version' });
});

test('a compiler that hangs is ended, so that others may publish', async () => {
  const turned = simulatedClock(0);
  const hanging = compileInWorker(input, turned, await program('for (;;) {}'));
  turned.advance(120_000);
  expect(await hanging).toEqual({ kind: 'too-long', limitMs: 120_000 });
});

test('a compiler that throws, ends or runs out of memory rejects', async () => {
  await expect(compileInWorker(input, clock, await program('throw new Error("broken")'))).rejects.toThrow('broken');
  await expect(compileInWorker(input, clock, await program('process.exit(3)'))).rejects.toThrow('ended with 3');
});

test('a compiler that is kept answers again in the same thread, and in a new one where it has failed', async () => {
  const counts = await program(`import { threadId } from 'node:worker_threads';
    let count = 0;
    parentPort.on('message', () => {
      count += 1;
      if (count === 3) throw new Error('third');
      parentPort.postMessage({ screens: [], trees: [], objects: [], laid: null,
        portal: { tree: String(threadId), objectCount: count, languages: [] } });
    });`);
  const compiler = createCompiler(clock, counts);
  try {
    const answer = async () => {
      const done = await compiler.compile(input);
      return done.kind === 'done' ? done.output.portal : done.kind;
    };
    const [first, second] = [await answer(), await answer()];
    expect(second).toEqual({ ...(first as object), objectCount: 2 });
    await expect(compiler.compile(input)).rejects.toThrow('third');
    expect(await answer()).toMatchObject({ objectCount: 1 });
  } finally {
    await compiler.close();
  }
});

test('a compile that is called off ends its thread at once, whatever it is at, and the next begins in a new one', async () => {
  const endless = await program(`parentPort.on('message', ({ input }) => {
      parentPort.postMessage({ reached: 100 });
      if (input.endless) for (;;);
      parentPort.postMessage({ screens: [], trees: [], objects: [], laid: null, portal: null });
    });`);
  const compiler = createCompiler(clock, endless);
  try {
    const stop = new AbortController();
    const reached: number[] = [];
    const hung = compiler.compile({ ...input, endless: true } as typeof input, {
      calledOff: stop.signal,
      reaches: (screens) => {
        reached.push(screens);
        stop.abort();
      },
    });
    expect([await hung, reached]).toEqual([{ kind: 'called-off' }, [100]]);
    expect((await compiler.compile(input, { calledOff: stop.signal })).kind, 'called off before its turn').toBe('called-off');
    expect((await compiler.compile(input)).kind).toBe('done');
  } finally {
    await compiler.close();
  }
});
