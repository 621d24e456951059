import { expect, test } from 'vitest';
import { connectionLimits } from './connection-limits.ts';

test('connections are as many as asked for, and never so many that no descriptor is left for files', () => {
  const asked = { connections: 25_000, connectionsPerAddress: 5_000 };
  expect(connectionLimits(asked, null)).toEqual({ total: 25_000, perAddress: 5_000, toldToWait: 256 });
  expect(connectionLimits(asked, 524_288)).toEqual({ total: 25_000, perAddress: 5_000, toldToWait: 256 });
  expect(connectionLimits(asked, 1_024)).toEqual({ total: 768, perAddress: 768, toldToWait: 64 });
  expect(connectionLimits(asked, 160)).toEqual({ total: 64, perAddress: 64, toldToWait: 24 });
  expect(connectionLimits(asked, 50)).toMatchObject({ total: 8 });
});
