import type { AlertReach, ScreenId } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { worstFirst } from './worst-first.ts';

const reach = (id: string, isConnected: boolean, paintedAtMs: number | null): AlertReach => ({
  ...{ screenId: id as ScreenId, isConnected, paintedAtMs },
  ...{ receivedAtMs: null, clearedAtMs: null },
});

test('who has painted nothing comes first, without a connection before with one, then the slowest; each once, as told last', () => {
  const told = [
    reach('quick', true, 100),
    reach('late', true, null),
    reach('slow', true, 900),
    reach('away', false, null),
    reach('done', true, null),
    reach('done', true, 500),
  ];
  expect(worstFirst(told).map(({ screenId }) => screenId)).toEqual(['away', 'late', 'slow', 'done', 'quick']);
});
