import { expect, test } from 'vitest';
import { afterFailure, afterLoss, firstChannel, type ChannelState } from './link-channel.ts';

test('three failures by WebSocket lead to HTTP, then both are tried by turns; who needed HTTP needs one failure to be back on it', () => {
  const states: ChannelState[] = [firstChannel];
  for (let n = 0; n < 6; n++) states.push(afterFailure(states.at(-1) ?? firstChannel));
  expect(states.map(({ channel }) => channel)).toEqual(['websocket', 'websocket', 'websocket', 'http', 'websocket', 'http', 'websocket']);
  expect(afterLoss({ channel: 'http', failed: 3 })).toEqual({ channel: 'websocket', failed: 2 });
  expect(afterFailure(afterLoss({ channel: 'http', failed: 3 })).channel).toBe('http');
  expect(afterLoss({ channel: 'websocket', failed: 2 })).toEqual(firstChannel);
});
