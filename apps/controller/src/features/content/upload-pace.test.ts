import { problemOf, uploadLimits } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { afterFault, firstPartBytes, nextPartBytes } from './upload-pace.ts';

test('parts grow on a fast line and shrink on a slow one, within what the server takes', () => {
  expect(nextPartBytes(firstPartBytes, 3_000)).toBe(firstPartBytes);
  expect(nextPartBytes(firstPartBytes, 1)).toBe(2 * firstPartBytes);
  expect(nextPartBytes(firstPartBytes, 60_000)).toBe(firstPartBytes / 2);
  expect(nextPartBytes(uploadLimits.partBytes, 1)).toBe(uploadLimits.partBytes);
  expect(nextPartBytes(uploadLimits.smallestPartBytes, 60_000)).toBe(uploadLimits.smallestPartBytes);
});

test('a lost connection is waited for, longer each time up to half a minute, and never given up', () => {
  expect([0, 1, 2, 5, 1_000].map((tries) => afterFault(null, tries))).toEqual(
    [1_000, 2_000, 4_000, 30_000, 30_000].map((waitMs) => ({ kind: 'wait', waitMs, isAway: true })),
  );
});

test('what waiting does not mend is told, at once or after some tries', () => {
  const kinds = (code: Parameters<typeof problemOf>[0], more = {}) =>
    [0, 5].map((tries) => afterFault(problemOf(code, '', more), tries).kind);
  expect(kinds('bad-file')).toEqual(['fail', 'fail']);
  expect(kinds('too-large')).toEqual(['fail', 'fail']);
  expect(kinds('not-signed-in')).toEqual(['fail', 'fail']);
  expect(kinds('storage-full')).toEqual(['fail', 'fail']);
  expect(kinds('bad-input', { field: 'body' })).toEqual(['fail', 'fail']);
  expect(kinds('too-many', { limit: 20 })).toEqual(['fail', 'fail']);
  expect(kinds('too-many', { retryAfterMs: 5 })).toEqual(['wait', 'fail']);
  expect(kinds('internal')).toEqual(['wait', 'fail']);
  expect(kinds('wrong-state', { limit: 7 })).toEqual(['wait', 'fail']);
  expect(kinds('wrong-state', { retryAfterMs: 1_000 })).toEqual(['wait', 'wait']);
  expect(kinds('bad-input', { field: 'query.sha256' })).toEqual(['wait', 'fail']);
  expect(kinds('not-found')).toEqual(['begin-anew', 'fail']);
  expect(kinds('unavailable')).toEqual(['wait', 'wait']);
});
