import { expect, test } from 'vitest';
import { displayName } from './display-name.ts';

test('a name is shown without folders, control characters or turned directions', () => {
  expect(
    ['../../etc/passwd', 'C:\\Users\\an\\ảnh bìa.jpg', 'a\u0000b\n.png', 'photo\u202Egnp.exe', '', '..', '/'].map(displayName),
  ).toEqual(['passwd', 'ảnh bìa.jpg', 'ab.png', 'photognp.exe', 'unnamed', 'unnamed', 'unnamed']);
});

test('a name is composed and at most 200 characters long', () => {
  expect(displayName('a\u0302.png')).toBe('â.png');
  expect(Array.from(displayName('😀'.repeat(300)))).toHaveLength(200);
});
