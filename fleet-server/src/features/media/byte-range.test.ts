import { expect, test } from 'vitest';
import { byteRangeOf } from './byte-range.ts';

const entity = { sizeBytes: 1_000, etag: '"abc"' };
function range(text: string, ifRange?: string) {
  return byteRangeOf({ range: text, ifRange }, entity);
}

test('first, last, open and suffix ranges are half-open intervals of bytes', () => {
  expect([
    range('bytes=0-0'),
    range('bytes=10-19'),
    range('bytes=900-'),
    range('bytes=-100'),
    range('bytes=990-5000'),
    range('bytes=-5000'),
  ]).toEqual([
    { kind: 'part', fromByte: 0, untilByte: 1 },
    { kind: 'part', fromByte: 10, untilByte: 20 },
    { kind: 'part', fromByte: 900, untilByte: 1_000 },
    { kind: 'part', fromByte: 900, untilByte: 1_000 },
    { kind: 'part', fromByte: 990, untilByte: 1_000 },
    { kind: 'part', fromByte: 0, untilByte: 1_000 },
  ]);
});

test('what begins behind the end, and a suffix of nothing, cannot be satisfied', () => {
  expect([range('bytes=1000-'), range('bytes=1000-1001'), range('bytes=-0')].map(({ kind }) => kind)).toEqual(
    Array(3).fill('unsatisfiable'),
  );
});

test('several ranges, other units and nonsense are answered with the whole', () => {
  for (const text of ['bytes=0-1,5-6', 'lines=0-1', 'bytes=5-1', 'bytes=-', 'bytes=a-b', '', 'bytes=0x1-2'])
    expect(range(text)).toEqual({ kind: 'whole' });
});

test('If-Range gives a part only of the very same entity', () => {
  expect(range('bytes=0-1', '"abc"').kind).toBe('part');
  for (const other of ['"abd"', 'W/"abc"', 'Wed, 21 Oct 2015 07:28:00 GMT', '"abc", "x"'])
    expect(range('bytes=0-1', other).kind).toBe('whole');
});
