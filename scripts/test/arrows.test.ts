import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Every arrow of the house is held by a gate; here each gate is shown a fault and has to refuse it. A fault is one file
// that stands in a room for as long as its gate looks; what it imports is a file that imports little, as the compiler reads all of that.

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
type Gate = 'types' | 'lint';
type Fault = {
  readonly what: string;
  readonly file: string;
  readonly project: string;
  readonly code: string;
  readonly gate: Gate;
  readonly says: RegExp;
};

const cannotFind = /TS2307|TS2591|TS2580/;
const outside = /TS6307|TS6059/;

const faults: readonly Fault[] = [
  {
    what: 'schedules imports a package',
    project: 'schedules',
    file: 'schedules/src',
    code: `import '@gatecast/clock';`,
    gate: 'types',
    says: /TS2307|TS2882/,
  },
  {
    what: 'schedules imports Node',
    project: 'schedules',
    file: 'schedules/src',
    code: `import { readFileSync } from 'node:fs';\nreadFileSync('x');`,
    gate: 'types',
    says: cannotFind,
  },
  {
    what: 'schedules reaches into packages by path',
    project: 'schedules',
    file: 'schedules/src',
    code: `import { systemClock } from '../../packages/clock/src/index.ts';\nsystemClock();`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'schedules sets a timer',
    project: 'schedules',
    file: 'schedules/src',
    code: `setTimeout(() => {}, 1);`,
    gate: 'types',
    says: /TS2304|TS2584/,
  },
  {
    what: 'schedules asks the clock',
    project: 'schedules',
    file: 'schedules/src',
    code: `export const at = Date.now();`,
    gate: 'lint',
    says: /no-restricted-globals/,
  },
  {
    what: 'schedules asks Intl',
    project: 'schedules',
    file: 'schedules/src',
    code: `export const format = new Intl.DateTimeFormat();`,
    gate: 'lint',
    says: /no-restricted-globals/,
  },
  {
    what: 'schedules throws dice',
    project: 'schedules',
    file: 'schedules/src',
    code: `export const dice = Math.random();`,
    gate: 'lint',
    says: /no-restricted-properties/,
  },
  {
    what: 'the brain of the player asks the clock',
    project: 'player',
    file: 'player/src/brain',
    code: `export const at = Date.now();`,
    gate: 'lint',
    says: /no-restricted-globals/,
  },
  {
    what: 'the stage imports Node',
    project: 'player/src/stage',
    file: 'player/src/stage',
    code: `import { readFileSync } from 'node:fs';\nreadFileSync('x');`,
    gate: 'types',
    says: cannotFind,
  },
  {
    what: 'a package imports the fleet server',
    project: 'packages/protocol',
    file: 'packages/protocol/src',
    code: `import '@gatecast/fleet-server';`,
    gate: 'types',
    says: /TS2307|TS2882/,
  },
  {
    what: 'a package reaches into the player by path',
    project: 'packages/signing',
    file: 'packages/signing/src',
    code: `import { exitResultSchema } from '../../../player/src/bridge/exit-result.ts';\nexitResultSchema;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'a package uses a dependency that it does not declare',
    project: 'packages/clock',
    file: 'packages/clock/src',
    code: `import sharp from 'sharp';\nsharp();`,
    gate: 'types',
    says: cannotFind,
  },
  {
    what: 'a room imports past the door of a package',
    project: 'packages/releases',
    file: 'packages/releases/src',
    code: `import { protocolVersion } from '@gatecast/protocol/src/wire.ts';\nexport const version = protocolVersion;`,
    gate: 'types',
    says: cannotFind,
  },
  {
    what: 'the fleet server imports the player',
    project: 'fleet-server',
    file: 'fleet-server/src',
    code: `import { exitResultSchema } from '../../player/src/bridge/exit-result.ts';\nexitResultSchema;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'the fleet server imports an app',
    project: 'fleet-server',
    file: 'fleet-server/src',
    code: `import { Refusal } from '../../apps/cli/src/refusal.ts';\nRefusal;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'the player imports the fleet server',
    project: 'player/src/agent',
    file: 'player/src/agent',
    code: `import { createHashQueue } from '../../../fleet-server/src/features/people/hash-queue.ts';\ncreateHashQueue;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'an app imports the fleet server',
    project: 'apps/cli',
    file: 'apps/cli/src',
    code: `import { createHashQueue } from '../../../fleet-server/src/features/people/hash-queue.ts';\ncreateHashQueue;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'an app imports another app',
    project: 'apps/portal',
    file: 'apps/portal/src',
    code: `import { Refusal } from '../../cli/src/refusal.ts';\nRefusal;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'the controller imports the fleet server',
    project: 'apps/controller',
    file: 'apps/controller/src',
    code: `import { createHashQueue } from '../../../fleet-server/src/features/people/hash-queue.ts';\ncreateHashQueue;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'e2e imports the source of a room',
    project: 'e2e',
    file: 'e2e',
    code: `import { Refusal } from '../apps/cli/src/refusal.ts';\nRefusal;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'the fleet server fetches by itself',
    project: 'fleet-server',
    file: 'fleet-server/src',
    code: `export const answer = fetch('https://example.org');`,
    gate: 'lint',
    says: /no-restricted-globals/,
  },
  {
    what: 'the fleet server asks others without the guard',
    project: 'fleet-server',
    file: 'fleet-server/src',
    code: `import { request } from 'node:https';\nrequest('https://example.org');`,
    gate: 'lint',
    says: /no-restricted-imports/,
  },
  {
    what: 'a file imports itself in a circle',
    project: 'packages/clock',
    file: 'packages/clock/src',
    code: `import { itself } from './planted-fault.ts';\nexport const itself: number = itself;`,
    gate: 'lint',
    says: /no-self-import|no-cycle/,
  },
];

/** The file that a fault is planted in: one of its own, so that all can stand at the same time. */
const nameOf = (index: number) => `planted-fault-${index}.ts`;
const planted = faults.map(({ file }, index) => join(root, file, nameOf(index)));
const of = (wanted: Gate) => faults.flatMap(({ gate }, index) => (gate === wanted ? [index] : []));
let said = '';

// each gate is asked once for all of its faults, the linter when those of the compiler are gone: they would be in each other's way
beforeAll(async () => {
  await plant(of('types'));
  // each project alone: what stands on it need not be compiled anew
  const projects = [...new Set(of('types').map((index) => faults[index]?.project ?? ''))];
  for (let project = projects.pop(); project !== undefined; project = projects.pop())
    said += await outputOf('tsc', ['-p', project, '--noEmit']);
  await clear();
  await plant(of('lint'));
  said += await outputOf('oxlint', ['--format', 'unix', ...of('lint').map((index) => planted[index] ?? '')]);
  await clear();
}, 180_000);
afterAll(clear);

async function plant(indexes: readonly number[]): Promise<void> {
  for (const index of indexes) await writeFile(planted[index] ?? '', `${faults[index]?.code.replace('planted-fault.ts', nameOf(index))}\n`);
}
async function clear(): Promise<void> {
  for (const path of planted) await rm(path, { force: true });
}

function outputOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(join(root, 'node_modules/.bin', command), [...args], { cwd: root, maxBuffer: 32 * 1024 * 1024 }, (_error, stdout, stderr) =>
      resolve(`${stdout}${stderr}\n`),
    );
  });
}

test.each(faults.map((fault, index) => ({ ...fault, index })))('refused: $what', ({ says, index }) => {
  // the gates speak of other files too
  const about = said.split('\n').filter((line) => line.includes(nameOf(index)) && /error/i.test(line));
  expect({ about, isRefused: says.test(about.join('\n')) }).toEqual({ about, isRefused: true });
});
