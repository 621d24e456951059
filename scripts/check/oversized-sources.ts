import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const fileLimit = 400;
const functionLimit = 60;

/** Source files and functions that are longer than STYLE allows without a reason: a list to explain, not a failure. */
export function oversizedSources(root: string): readonly string[] {
  return ['schedules', 'packages', 'fleet-server', 'player', 'apps', 'scripts', 'e2e']
    .flatMap((room) => below(join(root, room)))
    .flatMap((path) => debtsOf(root, path));
}

function below(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', '.types', 'test-results'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? below(path) : /\.(ts|tsx|mjs)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function debtsOf(root: string, path: string): readonly string[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  const name = relative(root, path);
  const debts = lines.length > fileLimit ? [`${name}: ${lines.length} lines (over ${fileLimit})`] : [];
  // a top-level function ends at the first line that is a lone closing brace; nested ones count with it
  lines.forEach((line, index) => {
    const found = /^(?:export )?(?:async )?function (\w+)/.exec(line);
    if (found === null) return;
    const length = lines.slice(index).findIndex((each) => each === '}') + 1;
    if (length > functionLimit) debts.push(`${name}:${index + 1} ${found[1]}: ${length} lines (over ${functionLimit})`);
  });
  return debts;
}
