import { expect, test } from 'vitest';
import { encodingFor } from './send-json.ts';

test('brotli goes before gzip, what is refused by its weight is not taken, and who says nothing gets the text', () => {
  expect(encodingFor('gzip, deflate, br, zstd')).toBe('br');
  expect(encodingFor('GZIP;q=0.5')).toBe('gzip');
  expect(encodingFor('br;q=0, gzip;q=1.0')).toBe('gzip');
  expect([encodingFor('br; q=0.000'), encodingFor('identity'), encodingFor(''), encodingFor(undefined)]).toEqual([null, null, null, null]);
});
