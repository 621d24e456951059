import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Every arrow of the house is held by a gate; here each gate is shown a fault and has to refuse it. A fault is one file
// that stands in a room for as long as its gate looks.

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
    code: `import type { Handover } from '../../../player/src/bridge/bridge.ts';\nexport type Taken = Handover;`,
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
    code: `import type { Handover } from '../../player/src/bridge/bridge.ts';\nexport type Taken = Handover;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'the fleet server imports an app',
    project: 'fleet-server',
    file: 'fleet-server/src',
    code: `import { run } from '../../apps/cli/src/run.ts';\nawait run([]);`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'the player imports the fleet server',
    project: 'player/src/agent',
    file: 'player/src/agent',
    code: `import { buildApp } from '../../../fleet-server/src/app.ts';\nbuildApp;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'an app imports the fleet server',
    project: 'apps/cli',
    file: 'apps/cli/src',
    code: `import { buildApp } from '../../../fleet-server/src/app.ts';\nbuildApp;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'an app imports another app',
    project: 'apps/portal',
    file: 'apps/portal/src',
    code: `import { run } from '../../cli/src/run.ts';\nawait run([]);`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'the controller imports the fleet server',
    project: 'apps/controller',
    file: 'apps/controller/src',
    code: `import { buildApp } from '../../../fleet-server/src/app.ts';\nbuildApp;`,
    gate: 'types',
    says: outside,
  },
  {
    what: 'e2e imports the source of a room',
    project: 'e2e',
    file: 'e2e',
    code: `import { run } from '../apps/cli/src/run.ts';\nawait run([]);`,
    gate: 'types',
    says: outside,
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
const planted = faults.map(({ file }, index) => join(root, file, `planted-fault-${index}.ts`));
let said = '';
async function plant(index: number): Promise<void> {
  const code = faults[index]?.code.replace('planted-fault.ts', `planted-fault-${index}.ts`);
  await writeFile(planted[index] ?? '', `${code}\n`);
}
// what the compiler is to refuse is looked at by one run of it, as each costs seconds; the linter looks at one file at a time
beforeAll(async () => {
  for (const [index, { gate }] of faults.entries()) if (gate === 'types') await plant(index);
  said = await outputOf('tsc', ['-b', ...new Set(faults.flatMap(({ gate, project }) => (gate === 'types' ? [project] : [])))]);
}, 180_000);
afterAll(async () => {
  for (const path of planted) await rm(path, { force: true });
});

function outputOf(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(join(root, 'node_modules/.bin', command), [...args], { cwd: root, maxBuffer: 32 * 1024 * 1024 }, (_error, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    );
  });
}

test.each(faults.map((fault, index) => ({ ...fault, index })))('refused: $what', async ({ gate, says, project, index }) => {
  const path = planted[index] ?? '';
  if (gate === 'lint') await plant(index);
  // the linter looks at this file alone; the compiler also speaks of others
  const ofThisFile = (output: string) =>
    output
      .split('\n')
      .filter((line) => line.includes(`planted-fault-${index}.ts`) && line.includes('error'))
      .join('\n');
  let about = gate === 'lint' ? await outputOf('oxlint', [path]) : ofThisFile(said);
  // somebody else who compiles meanwhile takes a project out of the run for all
  if (about === '') about = ofThisFile(await outputOf('tsc', ['-b', project]));
  expect({ about, isRefused: says.test(about) }).toEqual({ about, isRefused: true });
});
