import { expect, test } from 'vitest';
import { spanOf } from './report-span.ts';

const nowMs = Date.parse('2026-07-29T13:46:30+07:00');

test('a length ends now, rounded down to five minutes', () => {
  expect(spanOf({ span: 'week' }, nowMs, 'Asia/Ho_Chi_Minh')).toEqual({
    fromMs: Date.parse('2026-07-22T13:45:00+07:00'),
    untilMs: Date.parse('2026-07-29T13:45:00+07:00'),
  });
});

test('days are those of the zone, the last one included', () => {
  expect(spanOf({ span: 'days', from: '2026-07-01', until: '2026-07-02' }, nowMs, 'Asia/Ho_Chi_Minh')).toEqual({
    fromMs: Date.parse('2026-07-01T00:00:00+07:00'),
    untilMs: Date.parse('2026-07-03T00:00:00+07:00'),
  });
});
