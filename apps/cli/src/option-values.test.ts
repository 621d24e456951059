import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseCount, parseFolder, parseInstant, parseOneOf, parsePort, parsePosition, parseServerUrl, parseSize } from './option-values.ts';

type Judge = (text: string) => unknown;

const good: readonly (readonly [what: string, judge: Judge, text: string, value: unknown])[] = [
  ['a port', parsePort, '0', 0],
  ['a port', parsePort, '65535', 65_535],
  ['a count to 20', parseCount(20), '20', 20],
  ['a server', parseServerUrl, 'https://fleet.example:8443/some/path?x', 'https://fleet.example:8443'],
  ['an instant', parseInstant, '2026-07-29T13:46:00+07:00', Date.UTC(2026, 6, 29, 6, 46)],
  ['an instant', parseInstant, '2026-07-29T13:46Z', Date.UTC(2026, 6, 29, 13, 46)],
  ['an instant', parseInstant, '2024-02-29T00:00:00.5Z', Date.UTC(2024, 1, 29, 0, 0, 0, 500)],
  ['an instant', parseInstant, '1785307560000', 1_785_307_560_000],
  ['a size', parseSize, '1080x1920', '1080x1920'],
  ['a position', parsePosition, '-1920,0', '-1920,0'],
  ['a folder', parseFolder, 'data', resolve('data')],
  ['a choice', parseOneOf(['a', 'b']), 'b', 'b'],
];
test.each(good)('is taken as $0: $2', (_what, judge, text, value) => {
  expect(judge(text)).toEqual({ kind: 'value', value });
});

const bad: readonly (readonly [what: string, judge: Judge, text: string, limit: string | number | null])[] = [
  ['a port', parsePort, '65536', 65_535],
  ['a port', parsePort, '-1', 65_535],
  ['a port', parsePort, '80 ', 65_535],
  ['a port', parsePort, '', 65_535],
  ['a port', parsePort, '0x50', 65_535],
  ['a count to 20', parseCount(20), '0', 20],
  ['a count to 20', parseCount(20), '21', 20],
  ['a count to 20', parseCount(20), '1e1', 20],
  ['a server', parseServerUrl, 'fleet.example', 'http or https'],
  ['a server', parseServerUrl, 'file:///etc/passwd', 'http or https'],
  ['an instant', parseInstant, '2026-07-29T13:46:00', 'ISO 8601 with offset, or UTC milliseconds'],
  ['an instant', parseInstant, '2026-07-29', 'ISO 8601 with offset, or UTC milliseconds'],
  ['an instant', parseInstant, '2026-02-30T00:00:00Z', 'ISO 8601 with offset, or UTC milliseconds'],
  ['an instant', parseInstant, '2026-07-29T25:00:00Z', 'ISO 8601 with offset, or UTC milliseconds'],
  ['an instant', parseInstant, '1969-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
  ['an instant', parseInstant, '9999999999999999', '9999-12-31T23:59:59Z'],
  ['a size', parseSize, '1920×1080', null],
  ['a position', parsePosition, '0;0', null],
  ['a folder', parseFolder, '', null],
  ['a choice', parseOneOf(['a', 'b']), 'c', 'a, b'],
];
test.each(bad)('is refused as $0: "$2"', (_what, judge, text, limit) => {
  expect(judge(text)).toEqual({ kind: 'refused', message: expect.stringMatching(/^must /), ...(limit === null ? {} : { limit }) });
});
