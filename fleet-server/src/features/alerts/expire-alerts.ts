import type { AppContext } from '../../app-context.ts';
import { ok } from '../../http/outcome.ts';
import type { AlertLane } from './alert-lane.ts';
import { hasEnded, sealEnded } from './ended-alerts.ts';
import { dropWaitingUpdates, findAlert } from './store.ts';

/**
 * Ends alerts whose time is over, and requests that nobody approved in time. Players expire alerts by themselves; this
 * keeps truth and the state in step. Looks once a second, as a timer for each would be lost with the process.
 */
export function expireAlerts(context: AppContext, lane: AlertLane): { readonly close: () => Promise<void> } {
  const { truth, clock, audit, live, log } = context;
  let isClosed = false;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const due = await truth
      .selectFrom('alerts')
      .select(['id', 'siteId', 'state'])
      .where('state', 'in', ['active', 'requested'])
      .where('expiresMs', '<=', clock.nowMs())
      .execute();
    for (const alert of due) {
      let dropped: readonly string[] = [];
      await lane.change(alert.siteId, async (transaction) => {
        const changed = await transaction
          .updateTable('alerts')
          .set({ state: 'expired', changedAtMs: clock.nowMs() })
          .where('id', '=', alert.id)
          .where('state', '=', alert.state)
          .where('expiresMs', '<=', clock.nowMs())
          .executeTakeFirst();
        if (changed.numUpdatedRows > 0n) {
          await audit(transaction, { actor: 'system', action: 'alert-expired', subject: `alert:${alert.id}` });
          dropped = await dropWaitingUpdates(transaction, alert.id, { nowMs: clock.nowMs() });
        }
        return ok(null);
      });
      for (const id of [alert.id, ...dropped]) live.emit('alert-changed', id);
      const ended = await findAlert(truth, alert.id);
      if (ended !== null && hasEnded(ended)) await sealEnded(context, ended);
    }
  }
  async function lookAgain(): Promise<void> {
    try {
      await look();
    } catch (error) {
      log.error({ err: error }, 'alerts could not be expired');
    }
    if (!isClosed) cancel = clock.after(lookEveryMs, tick);
  }
  function tick(): void {
    looking = lookAgain();
  }
  let cancel = clock.after(0, tick);
  return {
    async close() {
      isClosed = true;
      cancel();
      await looking;
    },
  };
}

const lookEveryMs = 1_000;
