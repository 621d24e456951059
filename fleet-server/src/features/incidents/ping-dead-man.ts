import { createGuardedFetch, type IsAllowed } from '@gatecast/public-address';
import { sql } from 'kysely';
import type { AppContext } from '../../app-context.ts';

const everyMs = 60_000;
const timeoutMs = 10_000;
/** A watch over the fleet that has not looked for so long has stopped. */
const deadAfterMs = 30_000;

/**
 * Asks for an address every minute, as services that watch for silence want it (healthchecks and its like): as long as this server
 * answers, can write, and looks at its fleet. A server that cannot say that says nothing, and somebody outside notices.
 */
export function pingDeadMan(
  { clock, log, truth }: Pick<AppContext, 'clock' | 'log' | 'truth'>,
  { url, isNamed }: { readonly url: string; readonly isNamed: IsAllowed },
  lookedMonotonicMs: () => number,
): { readonly close: () => void } {
  const ending = new AbortController();
  const guardedFetch = createGuardedFetch(isNamed, timeoutMs);
  async function ping(): Promise<void> {
    try {
      if (clock.monotonicMs() - lookedMonotonicMs() > deadAfterMs) throw new Error('the watch over the fleet has stopped');
      await sql`select 1`.execute(truth);
      const answer = await guardedFetch(url, { signal: ending.signal });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
    } catch (error) {
      if (ending.signal.aborted) return;
      // the address may hold a key
      log.warn({ error: error instanceof Error ? error.message.replaceAll(url, '…') : 'failed' }, 'no sign of life was given');
    }
    if (!ending.signal.aborted) cancel = clock.after(everyMs, () => void ping());
  }
  let cancel = clock.after(0, () => void ping());
  return {
    close() {
      ending.abort();
      cancel();
    },
  };
}
