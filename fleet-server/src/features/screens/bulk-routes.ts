import { permissionOf, screenRoutes, type CommandId, type ScreenId } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { nameInUse } from '../../works/works.ts';
import type { CommandDesk } from '../commands/command-desk.ts';
import { nameOf } from '../fleet/name-of.ts';
import type { Presence } from '../fleet/presence.ts';
import type { Fleet } from '../fleet/store.ts';
import { mayAt } from '../people/session.ts';
import { previewToken } from './preview-token.ts';
import { changedDraft, differencesOf, type ScreenDraft } from './screen-draft.ts';
import { refusalAtSomeSite, selectScreens } from './select-screens.ts';
import { meanwhile, writeScreens } from './write-screens.ts';

/** Ten thousand ids are some 400 KB. */
const bodyLimitBytes = 2 * 1024 * 1024;

type Deps = {
  readonly context: AppContext;
  readonly presence: Presence;
  readonly desk: Pick<CommandDesk, 'issueToMany'>;
};

/** One act on many screens: looked at first, then done as it was looked at. */
export function registerBulkRoutes(registerRoute: RegisterRoute, { context, presence, desk }: Deps): void {
  const { fleet, live, works } = context;

  registerRoute(
    screenRoutes.bulkEditScreens,
    async ({ body: { selection, change, token, workId }, session }) => {
      const now = fleet.current();
      const selected = selectScreens(now, presence, session, selection);
      if (selected.kind === 'problem') return selected;
      const closed = refusalAtSomeSite(session, 'fleet.edit', selected.screens);
      if (closed !== null) return closed;
      const writes = selected.screens.flatMap((before) => {
        const after = changedDraft(before, change);
        const changes = differencesOf(now, before, after);
        return changes.length === 0 ? [] : [{ id: before.id, before, after, changes, problem: problemOfDraft(now, after) }];
      });
      const fresh = previewToken(
        'bulk',
        change,
        selected.screens.map(({ id, revision }) => [id, revision]),
      );
      const answer = {
        token: fresh,
        isDone: false,
        sameCount: selected.screens.length - writes.length,
        screens: writes.map(({ id, before, changes, problem }) => ({ screenId: id, name: before.name, changes, problem })),
      };
      if (token === null) return ok(answer);
      if (token !== fresh) return meanwhile;
      const hindered = writes.find(({ problem }) => problem !== null);
      if (hindered !== undefined)
        return refuse('bad-input', `body.change: ${hindered.before.name}: ${hindered.problem}`, { field: 'body.change' });
      const work = works.begin(workId);
      if (work === null) return nameInUse;
      const refusal = await writeScreens(context, writes, { actor: session.userId, via: 'bulk', work }).finally(work.ends);
      if (refusal !== null) return refusal;
      await fleet.refresh();
      live.emit('changed', ['screens']);
      return ok({ ...answer, isDone: true });
    },
    { bodyLimitBytes },
  );

  registerRoute(
    screenRoutes.commandScreens,
    async ({ body: { selection, order, expiresInMs, token, workId }, session }) => {
      const selected = selectScreens(fleet.current(), presence, session, selection);
      if (selected.kind === 'problem') return selected;
      const permission = permissionOf(order.name);
      const screens = selected.screens.map(({ id, name, siteId }) => ({
        screenId: id,
        name,
        reach: reachOf(id, mayAt(session, permission, siteId)),
        commandId: null as CommandId | null,
        refusedWith: null as Parameters<typeof refuse>[0] | null,
      }));
      // of the screens, and not of who is connected: that changes by the second, and each result tells it
      const fresh = previewToken(
        'command',
        order,
        expiresInMs ?? null,
        screens.map(({ screenId }) => screenId),
      );
      if (token === null) return ok({ token: fresh, isDone: false, screens });
      if (token !== fresh) return meanwhile;
      const reached = screens.filter(({ reach }) => reach === 'ready' || reach === 'waits');
      const wish = { order, expiresInMs, issuedBy: session.userId };
      const work = works.begin(workId);
      if (work === null) return nameInUse;
      const screenIds = reached.map(({ screenId }) => screenId as ScreenId);
      const issued = await desk.issueToMany(screenIds, wish, work).finally(work.ends);
      for (const [at, outcome] of issued.entries()) {
        const screen = reached[at];
        if (screen === undefined) continue;
        if (outcome.kind === 'ok') screen.commandId = outcome.answer.id;
        else screen.refusedWith = outcome.problem.code;
      }
      return ok({ token: fresh, isDone: true, screens });
    },
    { bodyLimitBytes },
  );

  function reachOf(screenId: string, isPermitted: boolean): 'ready' | 'waits' | 'no-player' | 'not-permitted' {
    if (!isPermitted) return 'not-permitted';
    if (!fleet.current().players.has(screenId)) return 'no-player';
    return presence.of(screenId).isConnected ? 'ready' : 'waits';
  }
}

/** Why a screen cannot be as it shall be; null: it can. */
function problemOfDraft(fleet: Fleet, { siteId, areaId, widthPx, heightPx, wall }: ScreenDraft): string | null {
  const area = areaId === null ? null : fleet.areas.get(areaId);
  if (area === undefined || (area !== null && area.siteId !== siteId))
    return `the area ${nameOf(area?.names ?? {})} is not at the site of this screen`.replace('  ', ' ');
  if (wall !== undefined && (wall.xPx + widthPx > wall.widthPx || wall.yPx + heightPx > wall.heightPx))
    return 'it would not lie within the canvas of its video wall';
  return null;
}
