import { expect, test } from 'vitest';
import { browserName } from './browser-name.ts';

test('a browser is called as people call it, although each names half of the others', () => {
  const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
  expect(browserName(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`)).toBe(
    'Edge 140 · Windows',
  );
  expect(browserName(`Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/139.0.0.0 Mobile Safari/537.36`)).toBe('Chrome 139 · Android');
  expect(browserName('Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0')).toBe('Firefox 142 · Linux');
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
  expect(browserName(phone)).toBe('Safari 18 · iOS');
});

test('a program that is no browser is shown as it calls itself', () => {
  expect(browserName('node')).toBe('node');
});
