import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

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

const planted: string[] = [];
afterEach(async () => {
  for (const path of planted.splice(0)) await rm(path, { force: true });
});

async function judge(fault: Fault, path: string): Promise<{ readonly code: number; readonly output: string }> {
  const [command, args] = fault.gate === 'types' ? ['tsc', ['-b', fault.project]] : ['oxlint', [path]];
  const { promise, resolve } = Promise.withResolvers<{ code: number; output: string }>();
  execFile(join(root, 'node_modules/.bin', command), [...args], { cwd: root, maxBuffer: 32 * 1024 * 1024 }, (error, stdout, stderr) => {
    resolve({ code: error === null ? 0 : 1, output: `${stdout}${stderr}` });
  });
  return promise;
}

test.each(faults)('refused: $what', async (fault) => {
  const path = join(root, fault.file, 'planted-fault.ts');
  planted.push(path);
  await writeFile(path, `${fault.code}\n`);
  const { code, output } = await judge(fault, path);
  // the linter looks at this file alone; the compiler also speaks of others
  const about =
    fault.gate === 'lint'
      ? output
      : output
          .split('\n')
          .filter((line) => line.includes('planted-fault'))
          .join('\n');
  expect({ code, refusedFor: fault.says.test(about) }, output.slice(0, 2_000)).toEqual({ code: 1, refusedFor: true });
});
