import { statfs } from 'node:fs/promises';
import type { PlayerLink } from '@gatecast/player-link';
import type { Heartbeat, HeartbeatAnswer } from '@gatecast/protocol';
import type { StageState } from '../bridge/bridge.ts';

/** What a packed player says of itself; the sources are of no version. */
export const playerVersion = /^\d+\.\d+\.\d+$/.exec(process.env['GATECAST_PLAYER_VERSION'] ?? '')?.[0] ?? '0.1.0';

/** The number of its version, where a package's starter started it. */
export function playerNumber(): { readonly number?: number } {
  const told = Number(process.env['GATECAST_PLAYER_NUMBER'] ?? 0);
  return Number.isSafeInteger(told) && told > 0 ? { number: told } : {};
}

/** The stage's own word for what it shows, in the words of a heartbeat. */
export function showingOf(
  stage: { readonly life: string; readonly state: StageState | null },
  titleOf: (itemId: string) => string,
): Heartbeat['showing'] {
  if (stage.life === 'none' || stage.state === null) return { kind: 'nothing', reason: 'no-stage' };
  const { showing } = stage.state;
  switch (showing.kind) {
    case 'item':
      return { ...showing, title: titleOf(showing.itemId) };
    case 'nothing':
      return { kind: 'nothing', reason: showing.reason === 'unpublished' ? 'unpublished' : 'starting' };
    case 'alert':
    case 'lookup':
      return showing;
  }
}

/** Bytes that can still be written where the data folder lies, 1 at least; 0 where the system does not say. */
export async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return Math.max(bavail * bsize, 1);
  } catch {
    // a file system that cannot be asked is shown as unknown, not as a failure of the heartbeat
    return 0;
  }
}

/**
 * Sends a heartbeat and hands on its answer; numbers them within one life of the agent.
 * `stop` comes back once no beat reads the stores any more.
 */
export function heartbeats(world: {
  readonly link: () => PlayerLink | null;
  readonly body: () => Promise<Omit<Heartbeat, 'sequence'>>;
  readonly onAnswer: (answer: HeartbeatAnswer) => void;
  readonly onRefused: (detail: string) => void;
}): { readonly beat: () => Promise<void>; readonly stop: () => Promise<void> } {
  let sequence = 0;
  let isStopped = false;
  const gathering = new Set<Promise<unknown>>();

  async function gathered(): Promise<Omit<Heartbeat, 'sequence'>> {
    const body = world.body();
    gathering.add(body);
    try {
      return await body;
    } finally {
      gathering.delete(body);
    }
  }
  return {
    async beat() {
      if (isStopped || world.link()?.state().kind !== 'connected') return;
      const number = ++sequence;
      const body = await gathered();
      const link = world.link();
      if (isStopped || link === null) return;
      const answered = await link.heartbeat({ sequence: number, ...body });
      // its answer would set to work what is being put away
      if (isStopped) return;
      if (answered.kind === 'ok') world.onAnswer(answered.answer);
      if (answered.kind === 'refused') world.onRefused(`${answered.code}: ${answered.detail}`);
    },
    async stop() {
      isStopped = true;
      await Promise.allSettled(gathering);
    },
  };
}
