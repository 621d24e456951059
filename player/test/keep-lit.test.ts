import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepLit } from '../src/shells/keep-lit.ts';
import { virtualDisplay } from './support/virtual-display.ts';

let screen: Awaited<ReturnType<typeof virtualDisplay>>;
beforeEach(async () => {
  screen = await virtualDisplay('640x480');
});
afterEach(() => screen.end());
const environment = () => ({ PATH: process.env['PATH'] ?? '', DISPLAY: screen.display });
const xset = (...given: string[]): string => execFileSync('xset', given, { env: environment(), encoding: 'utf8' });
const saver = () => /timeout:\s+(\d+)/.exec(xset('q'))?.[1];

test('an X server that would darken a screen that nobody touches is told not to', async () => {
  xset('s', '600', '600');
  expect(saver()).toBe('600');
  expect([await keepLit(environment()), saver()]).toEqual([null, '0']);
});

test('where the server cannot be told the technician is', async () => {
  const nothing = { PATH: '/nonexistent', DISPLAY: screen.display };
  expect(await keepLit(nothing)).toContain('ENOENT');
  expect(await keepLit({ ...environment(), DISPLAY: ':9999' })).toContain('unable to open display');
  expect(await keepLit({ PATH: '/nonexistent' })).toBe(null);
});
