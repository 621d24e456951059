import { accountRoutes, type Guide } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';

/** Of a person: when they ended or refused the tour, and when they hid the first steps; null: not yet. No row: neither. */
export type GuideTable = { userId: string; tourEndedAtMs: number | null; checklistHiddenAtMs: number | null };

/** Which guides of the controller a person is done with. It belongs to the person and not to a browser: control rooms share their machines. */
export function registerGuideRoutes(registerRoute: RegisterRoute, { truth, clock }: AppContext): void {
  async function guideOf(userId: string): Promise<Guide> {
    const row = await truth.selectFrom('guides').selectAll().where('userId', '=', userId).executeTakeFirst();
    return { isTourOver: (row?.tourEndedAtMs ?? null) !== null, isChecklistHidden: (row?.checklistHiddenAtMs ?? null) !== null };
  }
  registerRoute(accountRoutes.getGuide, async ({ session }) => ok(await guideOf(session.userId)));

  registerRoute(accountRoutes.changeGuide, async ({ body, session }) => {
    const { userId } = session;
    const nowMs = clock.nowMs();
    const change = {
      ...(body.isTourOver === undefined ? {} : { tourEndedAtMs: body.isTourOver ? nowMs : null }),
      ...(body.isChecklistHidden === undefined ? {} : { checklistHiddenAtMs: body.isChecklistHidden ? nowMs : null }),
    };
    await truth
      .insertInto('guides')
      .values({ userId, tourEndedAtMs: null, checklistHiddenAtMs: null, ...change })
      .onConflict((conflict) => conflict.column('userId').doUpdateSet({ userId, ...change }))
      .execute();
    return ok(await guideOf(userId));
  });
}
