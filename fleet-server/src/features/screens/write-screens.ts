import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { AppContext } from '../../app-context.ts';
import { refuse, type Refusal } from '../../http/outcome.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { screenColumns } from '../fleet/screen-columns.ts';
import { calledOff, type WorkInHand } from '../../works/works.ts';
import type { ScreenRow } from '../fleet/store.ts';
import type { ScreenDraft } from './screen-draft.ts';

/** A screen as it shall be; `before` null: a new one. */
export type ScreenWrite = { readonly id: string; readonly before: ScreenRow | null; readonly after: ScreenDraft };

/** After so many rows others get a turn. */
const portion = 200;

/** Writes many screens in one transaction, each with its audit row; none where one of them was changed since it was read, or where the work is called off. */
export async function writeScreens(
  { truth, audit, clock }: Pick<AppContext, 'truth' | 'audit' | 'clock'>,
  writes: readonly ScreenWrite[],
  { actor, via, work }: { readonly actor: string; readonly via: 'bulk' | 'csv'; readonly work: WorkInHand },
): Promise<Refusal | null> {
  try {
    await truth.transaction().execute(async (transaction) => {
      const named = writes.filter(({ before, after }) => before !== null && before.name !== after.name);
      // two screens may swap their names: all that change theirs first have one that nobody else has
      for (const { id } of named) await transaction.updateTable('screens').set({ name: id }).where('id', '=', id).execute();
      for (const [at, { id, before, after }] of writes.entries()) {
        const columns = screenColumns(after);
        const subject = `screen:${id}`;
        if (before === null) {
          await transaction
            .insertInto('screens')
            .values({ id, siteId: after.siteId, ...columns, createdAtMs: clock.nowMs() })
            .execute();
          await audit(transaction, { actor, action: 'screen-created', subject, siteId: after.siteId, detail: { ...after, via } });
        } else {
          const revision = before.revision + 1;
          const changed = await transaction
            .updateTable('screens')
            .set({ ...columns, revision })
            .where('id', '=', id)
            .where('revision', '=', before.revision)
            .where('removedAtMs', 'is', null)
            .executeTakeFirst();
          if (changed.numUpdatedRows === 0n) throw new ProblemError(meanwhile.problem);
          const { id: _, siteId: __, revision: ___, ...was } = before;
          await audit(transaction, { actor, action: 'screen-changed', subject, detail: { ...after, before: was, revision, via } });
        }
        if (at % portion !== portion - 1) continue;
        work.reaches('writes', at + 1, writes.length);
        await letOthersRun();
        if (work.isCalledOff()) throw new ProblemError(calledOff.problem);
      }
      if (!work.commits()) throw new ProblemError(calledOff.problem);
    });
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return { kind: 'problem', problem: error.problem };
    throw error;
  }
}

/** What was previewed is not so any more. */
export const meanwhile = refuse('edited-meanwhile', 'something of this was changed since the preview; look at a new one', {
  field: 'body.token',
});
