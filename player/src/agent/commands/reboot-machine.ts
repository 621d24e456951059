import type { Performed } from './command-keeper.ts';
import { runProgram } from './run-program.ts';

/** How this machine may be started again; `none`: a player must not. */
export type RebootBy = 'systemctl' | 'none';

/** Orders the system to start again; whether it did is for the next boot to say. */
export async function rebootMachine(by: RebootBy): Promise<Performed> {
  if (by === 'none') return { kind: 'refused', reason: 'not-supported', detail: 'GATECAST_REBOOT does not allow it' };
  const ended = await runProgram('systemctl', ['reboot'], 20_000);
  switch (ended.kind) {
    case 'missing':
      return { kind: 'refused', reason: 'not-supported', detail: ended.detail.slice(0, 500) };
    case 'too-slow':
      return { kind: 'failed', detail: 'systemctl did not answer' };
    case 'ended':
      if (ended.code === 0) return { kind: 'later' };
      return { kind: 'failed', detail: `systemctl: ${ended.errors.trim()}`.slice(0, 500) };
  }
}
