import { Command } from 'commander';
import { afterEach, expect, test } from 'vitest';
import { judgedOption } from './judged-option.ts';
import { parsePort } from './option-values.ts';
import { Refusal } from './refusal.ts';

const variable = 'GATECAST_TEST_PORT';
afterEach(() => {
  delete process.env[variable];
});

/** The port that a command with these arguments would use, or what it refuses. */
function portOf(args: readonly string[], environment?: string): unknown {
  if (environment !== undefined) process.env[variable] = environment;
  const command = new Command().addOption(judgedOption('--port <number>', 'port', parsePort, variable).default(8080));
  try {
    return command.parse([...args], { from: 'user' }).opts()['port'];
  } catch (error) {
    if (error instanceof Refusal) return error.detail;
    throw error;
  }
}

test('the option goes before the variable, and the variable before the default', () => {
  expect([portOf([]), portOf([], '9000'), portOf(['--port', '9001'], '9000')]).toEqual([8080, 9000, 9001]);
});

test('an empty variable counts as not set', () => {
  expect(portOf([], '')).toBe(8080);
});

test('a refusal names where the value came from', () => {
  const limit = 65_535;
  expect(portOf(['--port', 'x'])).toMatchObject({ code: 'bad-input', field: '--port', limit });
  expect(portOf([], 'garbage')).toMatchObject({ code: 'bad-input', field: variable, limit });
  expect(portOf(['--port', 'x'], '9000')).toMatchObject({ field: '--port' });
});

test('a variable that is overruled is not judged', () => {
  expect(portOf(['--port', '9001'], 'garbage')).toBe(9001);
});
