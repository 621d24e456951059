import { expect, it } from 'vitest';
import { coverageTable } from '../src/coverage-table.ts';
import { bundledCoverage } from './bundled-coverage.ts';

it('has in its table exactly what the bundled fonts can draw', () => {
  expect(bundledCoverage().ranges).toBe(coverageTable);
});
