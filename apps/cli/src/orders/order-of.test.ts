import { expect, test } from 'vitest';
import { Refusal } from '../refusal.ts';
import { orderOf } from './order-of.ts';

test('what is typed becomes the order that the wire knows', () => {
  expect([
    orderOf('reboot', []),
    orderOf('identify', []),
    orderOf('volume', ['40']),
    orderOf('display-power', ['off']),
    orderOf('quiet-hours', ['22:00-05:30', '12:00-13:00']),
    orderOf('quiet-hours', []),
    orderOf('log-bundle', ['10']),
  ]).toEqual([
    { name: 'reboot' },
    { name: 'identify', seconds: 15 },
    { name: 'volume', levelBp: 4_000 },
    { name: 'display-power', power: 'off' },
    {
      name: 'quiet-hours',
      spans: [
        { from: '22:00', to: '05:30' },
        { from: '12:00', to: '13:00' },
      ],
    },
    { name: 'quiet-hours', spans: [] },
    { name: 'log-bundle', lines: 10 },
  ]);
});

test('an order of no list, a level above full, a value too few or too many and a span of no hours are refused by what is wrong', () => {
  const typed = [['shell', 'id'], ['volume', '101'], ['brightness'], ['reboot', 'now'], ['quiet-hours', '22:00'], ['display-power', 'dim']];
  const fields = typed.map(([name = '', ...words]) => {
    try {
      return orderOf(name, words);
    } catch (error) {
      return error instanceof Refusal ? error.detail.field : error;
    }
  });
  expect(fields).toEqual(['ORDER', 'VALUE', 'VALUE', 'VALUE', 'VALUE', 'VALUE']);
});
