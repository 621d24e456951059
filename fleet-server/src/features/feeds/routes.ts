import { feedRoutes, type FeedDefinition, type FeedSource, type AuditAction } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import { wholeOrPage } from '../../http/whole-or-page.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { mayAt, maySee, type Session } from '../people/session.ts';
import { refusalAt, siteOfNew } from '../people/site-rules.ts';
import { countEdit, editedMeanwhile, revisionOf, revisionsOf } from '../revisions/store.ts';
import type { FeedDesk } from './feed-desk.ts';
import type { ChangeFeeds, FeedLane } from './feed-lane.ts';
import { carriesToken, newPushToken } from './push-token.ts';
import { rowOfObject } from './raw-rows.ts';
import { definitionOf, findFeedRow, listFeedRows, sourceOf, type FeedRow } from './store.ts';

/** Who did what to which source. */
type Act = { readonly actor: string; readonly action: AuditAction; readonly id: string; readonly siteId: string | null };

const missing = refuse('not-found', 'no such feed source');
/** A push of a hundred rows of its longest cells, as JSON escapes them, is smaller. */
const pushLimitBytes = 512 * 1024;

/** Sources of feeds, and the two doors of values: pushed in by their source, fetched out by players. */
export function registerFeedRoutes(registerRoute: RegisterRoute, context: AppContext, lane: FeedLane, desk: FeedDesk): void {
  const { truth, clock, newId, audit, live, fleet } = context;

  async function answerWith(id: string): Promise<Outcome<FeedSource>> {
    const row = await findFeedRow(truth, id);
    return row === null ? missing : ok(sourceOf(row, await revisionOf(truth, `feed-source:${id}`)));
  }
  /** Why a caller may not give a source to this site (null: to all of them). */
  function siteProblem(session: Session, { siteId }: FeedDefinition): Refusal | null {
    const owner = siteOfNew(session, 'feed.edit', siteId);
    if (owner.kind === 'problem') return owner;
    if (siteId === null || fleet.current().sites.has(siteId)) return null;
    return refuse('bad-input', 'body.siteId: no such site', { field: 'body.siteId' });
  }
  /** A change of sources with its audit row, and what people are told of it. */
  async function change({ actor, action, id, siteId }: Act, act: ChangeFeeds<unknown>): Promise<Outcome<unknown>> {
    const outcome = await lane.change(async (transaction, touch) => {
      const done = await act(transaction, touch);
      if (done.kind === 'ok') await audit(transaction, { actor, action, subject: `feed-source:${id}`, siteId });
      return done;
    });
    if (outcome.kind === 'ok') live.emit('changed', ['feed-sources']);
    return outcome;
  }

  /** The source that a caller wants to do something with, where they may. */
  async function editable(session: Session, id: string): Promise<Refusal | { readonly kind: 'row'; readonly row: FeedRow }> {
    const row = await findFeedRow(truth, id);
    if (row === null) return missing;
    return refusalAt(session, { read: 'content.read', act: 'feed.edit' }, row.siteId, 'feed source') ?? { kind: 'row', row };
  }

  registerRoute(feedRoutes.listFeedSources, async ({ query, session }) => {
    const rows = await listFeedRows(truth);
    const revisions = await revisionsOf(truth, 'feed-source');
    const seen = rows
      .filter(({ siteId }) => maySee(session, 'content.read', siteId))
      .map((row) => sourceOf(row, revisions.get(row.id) ?? 0));
    const page = wholeOrPage(seen, query);
    return page.kind === 'problem' ? page : ok({ sources: page.rows, next: page.next });
  });

  registerRoute(feedRoutes.createFeedSource, async ({ body, session }) => {
    const wrongSite = siteProblem(session, body);
    if (wrongSite !== null) return wrongSite;
    const pushed = body.intake.kind === 'push' ? newPushToken() : null;
    const id = newId();
    const row: FeedRow = { id, ...columnsOf(body), tokenHash: pushed?.hash ?? null, ...noValues(body, clock.nowMs()) };
    const outcome = await change(
      { actor: session.userId, action: 'feed-source-created', id, siteId: body.siteId },
      async (transaction, touch) => {
        await transaction.insertInto('feed_sources').values(row).execute();
        touch(body.siteId);
        return ok(null);
      },
    );
    return outcome.kind === 'problem' ? outcome : ok({ source: sourceOf(row, 0), token: pushed?.token ?? null });
  });

  registerRoute(feedRoutes.getFeedDefinition, async ({ params, session }) => {
    const row = await findFeedRow(truth, params.sourceId);
    if (row === null || !maySee(session, 'content.read', row.siteId)) return missing;
    const definition = definitionOf(row);
    const { intake } = definition;
    const isWhole = intake.kind === 'push' || mayAt(session, 'feed.edit', row.siteId);
    const told = isWhole ? intake : { ...intake, url: `${new URL(intake.url).origin}/***` };
    return ok({ ...definition, intake: told, revision: await revisionOf(truth, `feed-source:${row.id}`) });
  });

  registerRoute(feedRoutes.putFeedDefinition, async ({ params, body: { revision: read, ...body }, session }) => {
    const found = await editable(session, params.sourceId);
    if (found.kind === 'problem') return found;
    const wrongSite = siteProblem(session, body);
    if (wrongSite !== null) return wrongSite;
    const outcome = await change(
      { actor: session.userId, action: 'feed-source-changed', id: params.sourceId, siteId: body.siteId },
      async (transaction, touch) => {
        const before = await findFeedRow(transaction, params.sourceId);
        if (before === null) return missing;
        if ((definitionOf(before).intake.kind === 'push') !== (body.intake.kind === 'push')) {
          const field = 'body.intake.kind';
          return refuse('bad-input', `${field}: a source that is pushed to stays one, as another does; add a new one`, { field });
        }
        const counted = await countEdit(transaction, `feed-source:${before.id}`, editOf(before.id, read));
        if (counted.kind === 'problem') return counted;
        const own = columnsOf(body);
        const isSameForm = own.columns === before.columns;
        const fresh = noValues(body, Math.max(clock.nowMs(), before.changedAtMs + 1));
        // values of the same columns stay until the new address gives its own
        const kept = isSameForm ? { rows: before.rows, asOfMs: before.asOfMs, receivedAtMs: before.receivedAtMs } : {};
        await transaction
          .updateTable('feed_sources')
          .set({ ...own, ...fresh, ...kept })
          .where('id', '=', before.id)
          .execute();
        touch(before.siteId);
        touch(body.siteId);
        return ok(null);
      },
    );
    return outcome.kind === 'problem' ? outcome : answerWith(params.sourceId);
  });

  registerRoute(feedRoutes.removeFeedSource, async ({ params, query, session }) => {
    const found = await editable(session, params.sourceId);
    if (found.kind === 'problem') return found;
    const { siteId } = found.row;
    const outcome = await change(
      { actor: session.userId, action: 'feed-source-removed', id: params.sourceId, siteId },
      async (transaction, touch) => {
        const before = await findFeedRow(transaction, params.sourceId);
        if (before === null) return missing;
        const subject = `feed-source:${before.id}`;
        const edit = { ...editOf(before.id, query.revision), revision: await revisionOf(transaction, subject), field: 'query.revision' };
        const stale = await editedMeanwhile(transaction, edit);
        if (stale !== null) return stale;
        await transaction.deleteFrom('revisions').where('subject', '=', subject).execute();
        await transaction.deleteFrom('feed_sources').where('id', '=', before.id).execute();
        touch(before.siteId);
        return ok(null);
      },
    );
    return outcome.kind === 'problem' ? outcome : ok({});
  });

  registerRoute(
    feedRoutes.tryFeedSource,
    async ({ params, session }) => {
      const found = await editable(session, params.sourceId);
      if (found.kind === 'problem') return found;
      const { row } = found;
      if (definitionOf(row).intake.kind === 'push') return refuse('wrong-state', 'this source sends its values by itself');
      await desk.fetchNow(row.id);
      return answerWith(row.id);
    },
    { limitPerMinute: 30 },
  );

  registerRoute(feedRoutes.renewFeedToken, async ({ params, body, session }) => {
    const found = await editable(session, params.sourceId);
    if (found.kind === 'problem') return found;
    const { siteId } = found.row;
    const { token, hash } = newPushToken();
    let revision = 0;
    const outcome = await change(
      { actor: session.userId, action: 'feed-token-renewed', id: params.sourceId, siteId },
      async (transaction) => {
        const row = await findFeedRow(transaction, params.sourceId);
        if (row === null) return missing;
        if (row.tokenHash === null) return refuse('wrong-state', 'nothing is pushed to this source');
        // of two people at once one would hand on a token that is void already
        const counted = await countEdit(transaction, `feed-source:${row.id}`, editOf(row.id, body.revision));
        if (counted.kind === 'problem') return counted;
        ({ revision } = counted);
        await transaction.updateTable('feed_sources').set({ tokenHash: hash }).where('id', '=', row.id).execute();
        return ok(null);
      },
    );
    return outcome.kind === 'problem' ? outcome : ok({ token, revision });
  });

  registerRoute(
    feedRoutes.pushFeedValues,
    async ({ params, body, request }) => {
      const row = await findFeedRow(truth, params.sourceId);
      // who has no token is not told which sources there are
      if (row === null || !carriesToken(request.headers.authorization, row.tokenHash))
        return refuse('not-signed-in', 'the header Authorization must carry the token of this source');
      const taken = await desk.push(row, body.rows.map(rowOfObject), body.asOfMs ?? clock.nowMs());
      switch (taken.kind) {
        case 'taken':
          return ok({ rows: taken.rows, asOfMs: taken.asOfMs });
        case 'refused':
          return taken.code === 'site-full'
            ? refuse('too-large', taken.detail)
            : refuse('bad-input', `body.rows: ${taken.detail}`, { field: 'body.rows' });
        case 'gone':
          return missing;
      }
    },
    { limitPerMinute: 240, bodyLimitBytes: pushLimitBytes },
  );

  registerRoute(feedRoutes.getFeedState, async ({ params }) => {
    const document = lane.document(params.siteId);
    return ok(document === null ? { kind: 'none' } : { kind: 'document', document });
  });
}

/** An edit of a source, for whoever was quicker. */
function editOf(id: string, read: number) {
  const actions = ['feed-source-created', 'feed-source-changed', 'feed-token-renewed'];
  return { what: 'feed source', audited: `feed-source:${id}`, actions, read };
}

function columnsOf({ name, siteId, intake, columns }: FeedDefinition): Pick<FeedRow, 'name' | 'siteId' | 'intake' | 'columns'> {
  return { name, siteId, intake: JSON.stringify(intake), columns: JSON.stringify(columns) };
}

/** A source that has not been tried; one that is fetched is due at once. */
function noValues({ intake }: FeedDefinition, nowMs: number): Omit<FeedRow, 'id' | 'name' | 'siteId' | 'intake' | 'columns' | 'tokenHash'> {
  return {
    ...{ rows: null, asOfMs: null, receivedAtMs: null, triedAtMs: null, problem: null, etag: null, lastModified: null },
    nextTryMs: intake.kind === 'push' ? null : nowMs,
    changedAtMs: nowMs,
  };
}
