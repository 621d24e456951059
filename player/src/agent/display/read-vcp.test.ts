import { expect, test } from 'vitest';
import { powerIn } from './dpms-display.ts';
import { readVcp } from './read-vcp.ts';

// lines as ddcutil printed them for displays that people own

test('a value with its maximum, a choice, a complex choice by its low byte, and a feature that a display lacks are told apart', () => {
  expect([
    readVcp('VCP 10 C 19 100\n', '10'),
    readVcp('VCP D6 SNC x04\n', 'D6'),
    readVcp('VCP D6 CNC x00 x05 x00 x01\n', 'D6'),
    readVcp('VCP 10 ERR\n', '10'),
  ]).toEqual([
    { kind: 'continuous', value: 19, maximum: 100 },
    { kind: 'choice', value: 4 },
    { kind: 'choice', value: 1 },
    { kind: 'none' },
  ]);
});

test('another feature’s line, a maximum of nothing, words and no output at all are no value', () => {
  const outputs = ['VCP 12 C 30 100\n', 'VCP 10 C 0 0\n', 'VCP 10 C high low\n', 'VCP 10 SNC 4\n', 'Display not found\n', ''];
  expect(outputs.map((output) => readVcp(output, '10'))).toEqual(outputs.map(() => null));
});

test('an X server tells the power of its monitor only where it has DPMS', () => {
  const answer = (state: string) => `DPMS (Energy Star):\n  Standby: 0    Suspend: 0    Off: 0\n  DPMS is Enabled\n  Monitor is ${state}\n`;
  expect(['On', 'in Standby', 'in Suspend', 'Off'].map((state) => powerIn(answer(state)))).toEqual(['on', 'standby', 'standby', 'off']);
  expect(powerIn('DPMS (Energy Star):\n  Server does not have the DPMS Extension\n')).toBe('unknown');
});
