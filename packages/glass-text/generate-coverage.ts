import { readFileSync, writeFileSync } from 'node:fs';
import { bundledCoverage } from './test/bundled-coverage.ts';

// Writes src/coverage-table.ts from the fonts themselves; to be run when a font is added or renewed. A test holds the two together.

const { ranges, files } = bundledCoverage();
const target = new URL('src/coverage-table.ts', import.meta.url);
const [head = ''] = readFileSync(target, 'utf8').split('export const');
writeFileSync(target, `${head}export const coverageTable =\n  '${ranges}';\n`);
process.stdout.write(`${files} faces, ${ranges.split(' ').length} ranges\n`);
