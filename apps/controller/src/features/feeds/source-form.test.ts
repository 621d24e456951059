import { feedDefinitionSchema, type FeedDefinition } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { emptySource, readSource, writeSource } from './source-form.ts';

const fetched = { url: 'https://rates.example.org/today?key=1', everyS: 600 };
const intakes: readonly FeedDefinition['intake'][] = [
  { kind: 'push' },
  { kind: 'json', ...fetched, rowsPath: 'data.rows', asOfPath: 'data.at' },
  { kind: 'json', ...fetched, rowsPath: '' },
  { kind: 'csv', ...fetched, separator: ';' },
  { kind: 'syndication', ...fetched },
];

test.each(intakes.map((intake) => [intake.kind, intake] as const))('a source of kind %s is written as it was read', (_kind, intake) => {
  const definition: FeedDefinition = { name: 'Rates', siteId: null, intake, columns: [{ key: 'title', type: 'text', from: 'title' }] };
  expect(feedDefinitionSchema.parse(writeSource(readSource(definition)))).toEqual(definition);
});

test('a column without a place is looked for under its key', () => {
  const form = { ...emptySource, columns: [{ key: ' gate ', type: 'text', from: '' }] } as const;
  expect(writeSource(form).columns).toEqual([{ key: 'gate', type: 'text', from: 'gate' }]);
});
