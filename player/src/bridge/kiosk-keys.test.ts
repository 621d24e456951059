import { expect, test } from 'vitest';
import { isBlockedKey } from './kiosk-keys.ts';

const plain = { control: false, alt: false, shift: false, meta: false };

test('whoever stands at a look-up point types and moves about, and leaves the page by no key', () => {
  const free = ['a', 'Ð', 'Enter', 'Backspace', 'ArrowDown', 'Tab', 'Escape', ' '].map((key) => ({ ...plain, key }));
  const written = [{ ...plain, key: '@', control: true, alt: true }];
  const blocked = [
    ...['F1', 'F5', 'F11', 'F12', 'ContextMenu', 'BrowserBack', 'LaunchMail'].map((key) => ({ ...plain, key })),
    ...['r', 'w', 'q', 'p', '+', 'I', 'Tab'].map((key) => ({ ...plain, key, control: true })),
    ...['F4', 'ArrowLeft', ' '].map((key) => ({ ...plain, key, alt: true })),
    { ...plain, key: 'd', meta: true },
    { ...plain, key: 'Escape', shift: true },
    { ...plain, key: 'Delete', control: true, alt: true },
  ];
  expect([...free, ...written].filter(isBlockedKey)).toEqual([]);
  expect(blocked.filter((key) => !isBlockedKey(key))).toEqual([]);
});
