import type { PlayerLink } from '@gatecast/player-link';
import type { Heartbeat } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { heartbeats } from '../src/agent/heartbeats.ts';

const noBody = {} as Omit<Heartbeat, 'sequence'>; // oxlint-disable-line typescript/consistent-type-assertions -- never read here

function connectedLink(heartbeat: PlayerLink['heartbeat']): PlayerLink {
  // oxlint-disable-next-line typescript/consistent-type-assertions -- a heartbeat asks a link for these two alone
  return { state: () => ({ kind: 'connected' }), heartbeat } as unknown as PlayerLink;
}

test('stopping waits for what a beat still reads, and sends nothing of it', async () => {
  const reading = Promise.withResolvers<Omit<Heartbeat, 'sequence'>>();
  let sent = 0;
  const link = connectedLink(() => {
    sent += 1;
    return Promise.resolve({ kind: 'offline' });
  });
  const beats = heartbeats({
    link: () => link,
    body: () => reading.promise,
    onAnswer: () => expect.fail(),
    onRefused: () => expect.fail(),
  });

  const beat = beats.beat();
  let isStopped = false;
  const stopping = beats.stop().then(() => (isStopped = true));
  await Promise.resolve();
  expect(isStopped).toBe(false);

  reading.resolve(noBody);
  await Promise.all([beat, stopping]);
  expect(isStopped).toBe(true);
  expect(sent).toBe(0);
});

test('an answer that comes after the stop sets nothing to work, and no further beat is sent', async () => {
  const answer = Promise.withResolvers<Awaited<ReturnType<PlayerLink['heartbeat']>>>();
  const sequences: number[] = [];
  const link = connectedLink(({ sequence }) => {
    sequences.push(sequence);
    return answer.promise;
  });
  const beats = heartbeats({
    link: () => link,
    body: () => Promise.resolve(noBody),
    onAnswer: () => expect.fail(),
    onRefused: () => expect.fail(),
  });

  const beat = beats.beat();
  await expect.poll(() => sequences).toEqual([1]);
  await beats.stop();
  answer.resolve({ kind: 'refused', code: 'overloaded', detail: 'too late' });
  await Promise.all([beat, beats.beat()]);
  expect(sequences).toEqual([1]);
});
