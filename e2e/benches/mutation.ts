import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, root } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { rounded, type BenchReport } from './report.ts';

const longestMs = 4 * 3_600_000;
/** Below this share of mutants that a test catches, the engine has rules that nothing holds. */
const leastPercent = 75;
const quickFiles = ['expected/expected-verdict', 'expected/expected-handover', 'contest/turns', 'loops/spread'];

/** What Stryker writes, as far as it is read. */
type MutationReport = {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly mutants: readonly {
          readonly mutatorName: string;
          readonly replacement?: string;
          readonly status: string;
          readonly location: { readonly start: { readonly line: number; readonly column: number } };
        }[];
      }
    >
  >;
};
type Mutant = MutationReport['files'][string]['mutants'][number] & { readonly file: string };

/**
 * Changes the engine in thousands of small ways and sees which of them its table of cases and unit tests catch. Survivors are listed, file
 * by file; without --quick it takes an hour.
 */
export async function mutation({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-mutation-'));
  try {
    const mutants = await mutantsOf(folder, isQuick);
    const of = (...statuses: string[]) => mutants.filter(({ status }) => statuses.includes(status));
    const caught = of('Killed', 'Timeout').length;
    const survivors = of('Survived', 'NoCoverage');
    const lines = survivors.map(
      ({ file, location, mutatorName, replacement, status }) =>
        `  ${file}:${location.start.line}:${location.start.column} ${mutatorName} ${status === 'NoCoverage' ? '(no test reaches it) ' : ''}-> ${(replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 100)}`,
    );
    process.stdout.write(`\nSurvivors:\n${lines.join('\n')}\n`);
    const score = (100 * caught) / (caught + survivors.length);
    const figures = {
      mutants: mutants.length,
      caught,
      survived: survivors.length,
      unfit: of('CompileError', 'RuntimeError').length,
      score,
    };
    return {
      bench: 'mutation',
      ok: score >= leastPercent,
      figures: rounded(figures),
      limits: { leastPercent },
      ratios: rounded({ score: score / 100 }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(join(root, '.stryker-tmp'), { recursive: true, force: true });
  }
}

async function mutantsOf(folder: string, isQuick: boolean): Promise<readonly Mutant[]> {
  const settings: unknown = JSON.parse(await readFile(join(root, 'e2e/benches/mutation/stryker.config.json'), 'utf8'));
  const report = join(folder, 'report.json');
  const config = join(folder, 'stryker.config.json');
  await writeFile(config, JSON.stringify({ ...(settings as object), jsonReporter: { fileName: report } }));
  const files = (process.env['MUTATE']?.split(',') ?? quickFiles).map((name) => `schedules/src/${name}.ts`).join(',');
  const bin = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const isPart = isQuick || process.env['MUTATE'] !== undefined;
  const program = new Program('stryker', node, [bin, 'run', config, ...(isPart ? ['--mutate', files] : [])]);
  const timer = setTimeout(() => void program.kill(), longestMs);
  try {
    await program.end();
    const { files: all } = JSON.parse(await readFile(report, 'utf8')) as MutationReport;
    return Object.entries(all).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ ...mutant, file })));
  } catch (error) {
    throw new Error(`no report of mutants: ${program.tail()}`, { cause: error });
  } finally {
    clearTimeout(timer);
    await program.stop();
  }
}
