import { expect, test } from 'vitest';
import { nothingTold } from '../bridge/watchdog-told.ts';
import { toldAfter } from './told-after.ts';

test('safe mode tells since when and why it is on until it is left, whatever the watchdog does meanwhile', () => {
  const frozen = { kind: 'tell', rung: 'safe-mode', symptom: 'frozen', detail: 'for 11 s', safeMode: 'known-good' } as const;
  const entered = toldAfter(nothingTold, frozen, 1_000);
  const safeMode = { shows: 'known-good', sinceMs: 1_000, symptom: 'frozen', detail: 'for 11 s' };
  expect(entered).toEqual({ last: { rung: 'safe-mode', symptom: 'frozen', detail: 'for 11 s', atMs: 1_000 }, safeMode });
  const agent = toldAfter(entered, { ...frozen, rung: 'restart-agent', symptom: 'agent-gone', detail: 'SIGKILL' }, 2_000);
  expect([agent.last?.rung, agent.safeMode]).toEqual(['restart-agent', safeMode]);
  const plainer = toldAfter(agent, { ...frozen, symptom: 'crashed', detail: '', safeMode: 'board' }, 3_000);
  expect(plainer.safeMode).toEqual({ shows: 'board', sinceMs: 1_000, symptom: 'crashed', detail: '' });
  const left = toldAfter(plainer, { kind: 'tell', rung: 'leave-safe-mode', symptom: 'well', detail: '', safeMode: 'off' }, 4_000);
  expect(left.safeMode).toBe(null);
});
