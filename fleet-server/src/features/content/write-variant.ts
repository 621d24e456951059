import { liveHostOf, variantContentSchema, type Media, type Variant, type VariantContent, type AuditAction } from '@gatecast/protocol';
import { encodeObject } from '@gatecast/releases';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { listLiveHosts } from '../live-urls/store.ts';
import { foreignIds, ownerOf } from '../fleet/site-owned.ts';
import { feedProblem } from '../feeds/feed-problem.ts';
import { findFeedRow } from '../feeds/store.ts';
import { findMedia } from '../media/store.ts';
import { listPages } from '../pages/store.ts';
import { dwellOfContent } from './dwell.ts';
import { glyphProblem } from './glyph-problem.ts';
import { measureOfContent } from './measure-of-content.ts';
import { addObjects } from './object-store.ts';
import { decideEdit, decideReview, decideSubmit } from './review.ts';
import {
  contributorsOf,
  documentOf,
  findItem,
  groupRevisions,
  listCurrentRevisions,
  noteStanding,
  underReview,
  type CurrentRevisions,
  type RevisionRow,
} from './store.ts';
import { contentOfDraft, validityProblem, type VariantDraft } from './variant-rules.ts';

type Context = Pick<AppContext, 'truth' | 'clock' | 'audit' | 'live'>;
type Place = { readonly itemId: string; readonly language: string };

export type VariantEdit = {
  readonly content: VariantDraft;
  /** null: measured or computed; undefined: as it was said before. */
  readonly durationMs?: number | null | undefined;
  /** undefined: as it was before. */
  readonly validity?: { readonly fromMs: number | null; readonly untilMs: number | null } | undefined;
  /** The document that was read; null: there was none. */
  readonly document: string | null;
};

/** Writes the open draft of a variant, or begins the next revision. */
export async function writeVariant(context: Context, place: Place, edit: VariantEdit, actor: string): Promise<Outcome<Variant>> {
  const wrongValidity = edit.validity === undefined ? null : validityProblem(edit.validity);
  if (wrongValidity !== null) return wrongValidity;
  return inTransaction(context, place, 'variant-written', actor, async (transaction) => {
    const item = await transaction.selectFrom('items').selectAll().where('id', '=', place.itemId).executeTakeFirst();
    if (item === undefined) return refuse('not-found', 'no such item');
    const refusal = await sourceProblem(transaction, place.itemId, edit.content);
    if (refusal !== null) return refusal;
    const media = 'mediaId' in edit.content ? await usableMedia(transaction, place.itemId, edit.content.mediaId) : null;
    const pages = edit.content.kind === 'pages' && media?.pages ? await listPages(transaction, media.pages.source) : [];
    const written = contentOfDraft(edit.content, item.kind, media, pages);
    if (written.kind === 'problem') return written;
    if (written.content.kind === 'pages' && typeof edit.durationMs === 'number')
      return refuse('bad-input', 'body.durationMs: each page says how long it stands', {
        field: 'body.durationMs',
        limit: 'content.pageMs',
      });
    const undrawable = glyphProblem(written.content);
    if (undrawable !== null) return undrawable;
    const revisions = groupRevisions(await listCurrentRevisions(transaction, [place.itemId])).get(place.itemId);
    const newest = revisions?.get(place.language)?.newest ?? null;
    if (edit.document !== (newest?.document ?? null))
      return refuse('edited-meanwhile', 'somebody changed this variant since it was read; read it again', {
        field: 'body.document',
        meanwhile: await writerOf(transaction, newest),
      });
    const decision = decideEdit(newest === null ? null : underReview(newest));
    const leadLanguage = item.leadLanguage ?? place.language;
    const contributors = decision.kind === 'replace' && newest !== null ? contributorsOf(newest) : [];
    const draft = {
      ...place,
      revision: decision.revision,
      leadRevision: leadLanguage === place.language ? decision.revision : leadRevisionOf(revisions?.get(leadLanguage)),
      content: JSON.stringify(written.content),
    };
    const row: RevisionRow = {
      ...draft,
      review: 'draft',
      document: encodeObject(documentOf(draft)).name,
      durationMs:
        edit.durationMs ??
        (edit.durationMs === null ? null : saidBefore(newest, written.content)) ??
        dwellOfContent(written.content, written.videoMs),
      // whoever corrects a word does not mean to let what expires play on
      validFromMs: edit.validity === undefined ? (newest?.validFromMs ?? null) : edit.validity.fromMs,
      validUntilMs: edit.validity === undefined ? (newest?.validUntilMs ?? null) : edit.validity.untilMs,
      authorId: actor,
      contributorIds: JSON.stringify([...new Set([...contributors, actor])]),
      reviewerId: null,
      reviewNote: '',
      changedAtMs: context.clock.nowMs(),
      textMeasure: measureOfContent(written.content),
    };
    await transaction
      .insertInto('variant_revisions')
      .values(row)
      .onConflict((conflict) => conflict.columns(['itemId', 'language', 'revision']).doUpdateSet(row))
      .execute();
    if (item.leadLanguage === null) await transaction.updateTable('items').set({ leadLanguage }).where('id', '=', item.id).execute();
    return ok({ revision: row.revision, document: row.document });
  });
}

/**
 * How long somebody said that the variant stands; null: nobody did. Of a film its own length and what was said about it look alike, so the
 * duration stays with the film and goes with it.
 */
function saidBefore(newest: RevisionRow | null, content: VariantContent): number | null {
  if (newest === null) return null;
  const before = variantContentSchema.parse(JSON.parse(newest.content));
  if (before.kind === 'pages') return null;
  if (before.kind === 'video') return content.kind === 'video' && content.media.hash === before.media.hash ? newest.durationMs : null;
  return newest.durationMs === dwellOfContent(before, null) ? null : newest.durationMs;
}

async function writerOf(transaction: Transaction<TruthSchema>, newest: RevisionRow | null) {
  if (newest === null) return { by: null, atMs: null, action: null, revision: 0 };
  const author = await transaction.selectFrom('user').select('name').where('id', '=', newest.authorId).executeTakeFirst();
  return { by: author?.name ?? null, atMs: newest.changedAtMs, action: 'variant-written', revision: newest.revision };
}

/** Media of another site is not there for an item. */
async function usableMedia(transaction: Transaction<TruthSchema>, itemId: string, mediaId: string): Promise<Media | null> {
  const foreign = await foreignIds(transaction, 'media', await ownerOf(transaction, 'item', itemId));
  return foreign.has(mediaId) ? null : findMedia(transaction, mediaId);
}

/** What a content shows of others must be there to be shown. */
async function sourceProblem(transaction: Transaction<TruthSchema>, itemId: string, content: VariantDraft): Promise<Refusal | null> {
  if (content.kind === 'live-url') return hostProblem(transaction, content.url);
  if (content.kind !== 'feed') return null;
  return feedProblem(await findFeedRow(transaction, content.sourceId), content, await ownerOf(transaction, 'item', itemId));
}

/** A host that no site allows would never be on a glass. */
async function hostProblem(transaction: Transaction<TruthSchema>, url: string): Promise<Refusal | null> {
  const hosts = [...(await listLiveHosts(transaction)).values()].flat();
  if (hosts.includes(liveHostOf(url))) return null;
  const field = 'body.content.url';
  return refuse('bad-input', `${field}: no site allows live URLs of ${liveHostOf(url)}`, { field, limit: hosts.slice(0, 10).join(', ') });
}

/** A translator works from what players show, or from the draft while nothing is approved. */
function leadRevisionOf(lead: CurrentRevisions | undefined): number {
  return lead?.approved?.revision ?? lead?.newest.revision ?? 1;
}

/** Hands the draft that was looked at to a second person; its document becomes an object now. */
export async function submitVariant(context: Context, place: Place, document: string, actor: string): Promise<Outcome<Variant>> {
  return inTransaction(context, place, 'variant-submitted', actor, async (transaction) => {
    const newest = await findNewest(transaction, place);
    if (newest === null) return refuse('not-found', 'no such variant');
    if (newest.document !== document)
      return refuse('edited-meanwhile', 'somebody changed this variant since it was read; read it again', {
        field: 'body.document',
        meanwhile: await writerOf(transaction, newest),
      });
    const decision = decideSubmit(underReview(newest));
    if (decision.kind === 'wrong-state') return refuse('wrong-state', `only a draft can be submitted; this revision is ${decision.review}`);
    const object = encodeObject(documentOf(newest));
    if (object.name !== newest.document) throw new Error(`the draft ${newest.document} no longer gives its own document`);
    await addObjects(transaction, [object]);
    const contributorIds = JSON.stringify([...new Set([...contributorsOf(newest), actor])]);
    await change(transaction, newest, { review: 'submitted', contributorIds, changedAtMs: context.clock.nowMs() });
    return ok({ revision: newest.revision, document: newest.document });
  });
}

export type Review = { readonly document: string; readonly decision: 'approve' | 'reject'; readonly note: string };

/** Approves or rejects a submitted revision; the second person of two. */
export async function reviewVariant(context: Context, place: Place, review: Review, actor: string): Promise<Outcome<Variant>> {
  const action = review.decision === 'approve' ? 'variant-approved' : 'variant-rejected';
  return inTransaction(context, place, action, actor, async (transaction) => {
    const newest = await findNewest(transaction, place);
    if (newest === null) return refuse('not-found', 'no such variant');
    const { document, decision, note } = review;
    const decided = decideReview(underReview(newest), { reviewerId: actor, document, decision });
    switch (decided.kind) {
      case 'wrong-state':
        return refuse('wrong-state', `only a submitted revision can be reviewed; this one is ${decided.review}`);
      case 'same-person':
        return refuse('same-person', 'somebody who had no hand in this revision must review it');
      case 'edited-meanwhile':
        return refuse('edited-meanwhile', 'this variant was changed since you looked at it; look again', { field: 'body.document' });
      case 'decided':
        await change(transaction, newest, {
          review: decided.review,
          reviewerId: actor,
          reviewNote: note,
          changedAtMs: context.clock.nowMs(),
        });
        return ok({ revision: newest.revision, document });
    }
  });
}

type Done = Outcome<{ readonly revision: number; readonly document: string }>;

/** One act on one variant with its audit row: both or neither. Gives the variant as it is afterwards. */
async function inTransaction(
  { truth, clock, audit, live }: Context,
  place: Place,
  action: AuditAction,
  actor: string,
  act: (transaction: Transaction<TruthSchema>) => Promise<Done>,
): Promise<Outcome<Variant>> {
  const outcome = await truth.transaction().execute(async (transaction): Promise<Outcome<Variant>> => {
    const done = await act(transaction);
    if (done.kind === 'problem') return done;
    await transaction.updateTable('items').set({ changedAtMs: clock.nowMs() }).where('id', '=', place.itemId).execute();
    const siteId = await ownerOf(transaction, 'item', place.itemId);
    await audit(transaction, {
      actor,
      action,
      subject: `item:${place.itemId}`,
      siteId,
      detail: { language: place.language, ...done.answer },
    });
    const item = await findItem(transaction, place.itemId);
    const variant = item?.variants.find(({ language }) => language === place.language);
    if (item === null || variant === undefined) throw new Error('a variant that was just written is gone');
    await noteStanding(transaction, item);
    return ok(variant);
  });
  if (outcome.kind === 'ok') live.emit('changed', ['items']);
  return outcome;
}

async function findNewest(transaction: Transaction<TruthSchema>, { itemId, language }: Place): Promise<RevisionRow | null> {
  const row = await transaction
    .selectFrom('variant_revisions')
    .selectAll()
    .where('itemId', '=', itemId)
    .where('language', '=', language)
    .orderBy('revision', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

async function change(
  transaction: Transaction<TruthSchema>,
  { itemId, language, revision }: RevisionRow,
  to: Partial<RevisionRow>,
): Promise<void> {
  await transaction
    .updateTable('variant_revisions')
    .set(to)
    .where('itemId', '=', itemId)
    .where('language', '=', language)
    .where('revision', '=', revision)
    .execute();
}
