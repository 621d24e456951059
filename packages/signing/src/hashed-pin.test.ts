import { expect, test } from 'vitest';
import { hashPin, isPin } from './hashed-pin.ts';

test('a PIN is known by its hash, another one is not, and the hash of the same PIN looks different each time', async () => {
  const hashed = await hashPin('482913');
  expect([await isPin('482913', hashed), await isPin('482914', hashed), await isPin('', hashed)]).toEqual([true, false, false]);
  expect((await hashPin('482913')).hash).not.toBe(hashed.hash);
});

test('the hash is the one of RFC 7914', async () => {
  // its second vector has another block size; this one is of Python's hashlib.scrypt(b'123456', salt=bytes(16), n=2**14, r=8, p=1, dklen=32)
  const known = {
    algorithm: 'scrypt' as const,
    cost: 14,
    salt: Buffer.alloc(16).toString('base64'),
    hash: '5krbwR+dKRZf68cftWbulZCxFhNyXK2gTjJGibT3J/Y=',
  };
  expect(await isPin('123456', known)).toBe(true);
});
