import { expect, test } from 'vitest';
import { newAccounts } from './accounts.ts';

test('nobody has a default password: each person of each demo has another one, long enough for the server', () => {
  const passwords = Array.from({ length: 20 }, newAccounts).flatMap((accounts) => Object.values(accounts).map(({ password }) => password));
  expect(new Set(passwords).size).toBe(60);
  expect(passwords.filter((password) => !/^[\w-]{16}$/.test(password))).toEqual([]);
});
