import {
  alertStateSchema,
  fileRefSchema,
  itemPartSchema,
  knownGoodSchema,
  mediaRefSchema,
  portalReleaseEnvelopeSchema,
  signedDocumentSchema,
} from '@gatecast/protocol';
import { parseObject, treeNodeOf } from '@gatecast/releases';
import type { Kysely } from 'kysely';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { z } from 'zod';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { bundleFilesSchema } from '../bundles/store.ts';
import { readObject } from '../content/object-store.ts';
import { restoredOrigin } from '../publications/pass-held.ts';
import { keptReleases, type Retention, type RetainedRelease } from './kept-releases.ts';

/** Objects and rows between two turns of everybody else. */
const portion = 100;

export type Reach = {
  /** Releases that are not kept; of the portal their numbers. */
  readonly goneReleases: readonly RetainedRelease[];
  readonly gonePortal: readonly number[];
  readonly objects: ReadonlySet<string>;
  readonly media: ReadonlySet<string>;
};

/**
 * Everything that a root reaches. Reading takes many turns, in which others write: what they come to refer to meanwhile they take from
 * the marks themselves. Rejects where a kept tree is damaged: then nothing may be collected.
 */
export async function reachOf(truth: Kysely<TruthSchema>, retention: Retention, nowMs: number): Promise<Reach> {
  const releases = await truth
    .selectFrom('releases')
    .select(['screenId', 'number', 'publicationId', 'queuedAtMs', 'activeAtMs', 'tree'])
    .execute();
  await letOthersRun();
  const last = await truth
    .selectFrom('publications')
    .select('id')
    // nobody made them, and nobody rolls back to them
    .where('source', '!=', JSON.stringify(restoredOrigin))
    .orderBy('publishedAtMs', 'desc')
    .orderBy('id', 'desc')
    .limit(retention.publications)
    .execute();
  const lastPublicationIds = new Set(last.map(({ id }) => id));
  const kept = keptReleases(releases, { lastPublicationIds, pinned: await pinnedOf(truth), nowMs }, retention);
  const portal = await portalOf(truth, lastPublicationIds, retention, nowMs);
  const walk = createWalk(truth);
  for (const { tree } of kept) await walk.tree(tree);
  for (const tree of portal.trees) await walk.tree(tree);
  await reachFromContent(truth, walk);
  await reachFromKnownGood(truth, walk);
  await reachFromMedia(truth, walk);
  return {
    goneReleases: releases.filter((release) => !kept.has(release)),
    gonePortal: portal.gone,
    objects: walk.objects,
    media: walk.media,
  };
}

/** Known-good releases, and those that somebody proposed. */
async function pinnedOf(truth: Kysely<TruthSchema>): Promise<ReadonlySet<string>> {
  const pins = await truth.selectFrom('known_good').select(['screenId', 'number']).execute();
  const proposals = await truth.selectFrom('known_good_proposals').select('releases').execute();
  const proposed = proposals.flatMap(({ releases }) => proposedSchema.parse(JSON.parse(releases)));
  return new Set([...pins, ...proposed].map(({ screenId, number }) => `${screenId} ${number}`));
}
const proposedSchema = knownGoodSchema.shape.proposals.element.shape.releases;

async function portalOf(
  truth: Kysely<TruthSchema>,
  lastPublicationIds: ReadonlySet<string>,
  { evidenceMs, graceMs }: Retention,
  nowMs: number,
): Promise<{ readonly trees: readonly string[]; readonly gone: readonly number[] }> {
  const rows = await truth.selectFrom('portal_releases').selectAll().orderBy('number', 'desc').execute();
  const trees: string[] = [];
  const gone: number[] = [];
  let goneAtMs = Number.POSITIVE_INFINITY;
  for (const { number, publicationId, document, servedFromMs } of rows) {
    const { payload } = signedDocumentSchema.parse(JSON.parse(document));
    const { tree, issuedAtMs } = portalReleaseEnvelopeSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
    const isEvidence = servedFromMs !== null && goneAtMs >= nowMs - evidenceMs;
    if (isEvidence || issuedAtMs > nowMs - graceMs || lastPublicationIds.has(publicationId)) trees.push(tree);
    else gone.push(number);
    // what was served from the beginning of its time says 0
    if (servedFromMs !== null && servedFromMs <= nowMs) goneAtMs = Math.min(goneAtMs, Math.max(servedFromMs, issuedAtMs));
  }
  return { trees, gone };
}

type Walk = ReturnType<typeof createWalk>;

/** Collects names; each object is read once, and its absence is a broken invariant. */
function createWalk(truth: Kysely<TruthSchema>) {
  const objects = new Set<string>();
  const media = new Set<string>();
  let count = 0;
  async function breathe(): Promise<void> {
    if (++count % portion === 0) await letOthersRun();
  }
  async function read(name: string): Promise<Uint8Array> {
    const bytes = await readObject(truth, name);
    if (bytes === undefined) throw new Error(`object ${name} of a kept tree is gone`);
    await breathe();
    return bytes;
  }
  async function tree(root: string): Promise<void> {
    const waiting = [root];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (objects.has(name)) continue;
      const node = treeNodeOf(await read(name));
      if (node === null) throw new Error(`object ${name} of a kept tree is no node`);
      if (node.kind === 'branches') waiting.push(...node.branches.map((branch) => branch.name));
      else for (const { key, name: part } of node.leaves) await leaf(key, part);
      // last, so that a tree that was not walked to its end is not taken for one that was
      objects.add(name);
    }
  }
  async function leaf(key: string, name: string): Promise<void> {
    if (objects.has(name)) return;
    if (key.startsWith('item:')) {
      for (const { document, media: refs, files = [] } of itemPartSchema.parse(parseObject(await read(name))).variants) {
        objects.add(document);
        for (const { hash } of [...refs, ...files]) media.add(hash);
      }
    }
    objects.add(name);
  }
  return { objects, media, tree, breathe };
}

const shownSchema = z.object({
  media: mediaRefSchema.optional(),
  pages: z.array(z.object({ media: mediaRefSchema })).optional(),
  manifest: fileRefSchema.optional(),
});

/** Drafts, what waits for approval, and what is approved: of each variant the newest revision and the newest approved one. */
async function reachFromContent(truth: Kysely<TruthSchema>, { objects, media, breathe }: Walk): Promise<void> {
  const rows = await truth
    .selectFrom('variant_revisions')
    .select(['itemId', 'language', 'revision', 'review', 'document', 'content'])
    .orderBy('revision', 'desc')
    .execute();
  const seen = new Set<string>();
  for (const { itemId, language, review, document, content } of rows) {
    await breathe();
    const keys = [`${itemId} ${language}`, ...(review === 'approved' ? [`${itemId} ${language} approved`] : [])];
    if (keys.every((key) => seen.has(key)) && review !== 'submitted') continue;
    for (const key of keys) seen.add(key);
    objects.add(document);
    const shown = shownSchema.parse(JSON.parse(content));
    if (shown.media !== undefined) media.add(shown.media.hash);
    for (const page of shown.pages ?? []) media.add(page.media.hash);
    if (shown.manifest !== undefined) media.add(shown.manifest.hash);
  }
}

/** Envelopes of pinned releases and the lists of them that the alert states name are objects. */
async function reachFromKnownGood(truth: Kysely<TruthSchema>, { objects }: Walk): Promise<void> {
  for (const { document } of await truth.selectFrom('known_good').select('document').execute()) objects.add(document);
  for (const { document } of await truth.selectFrom('alert_states').select('document').execute()) {
    const { payload } = signedDocumentSchema.parse(JSON.parse(document));
    const { knownGood } = alertStateSchema.parse(JSON.parse(Buffer.from(payload, 'base64').toString('utf8')));
    if (knownGood !== undefined) objects.add(knownGood);
  }
}

/** The library: what was uploaded and not refused, with everything that was made of it. */
async function reachFromMedia(truth: Kysely<TruthSchema>, { media, breathe }: Walk): Promise<void> {
  const library = await truth
    .selectFrom('media')
    .select(['originalHash', 'renditionHash', 'thumbnailHash', 'bundleHash'])
    .where('state', '!=', 'failed')
    .execute();
  for (const row of library) for (const hash of Object.values(row)) if (hash !== null) media.add(hash);
  for (const { renditionHash, thumbnailHash } of await truth.selectFrom('pages').select(['renditionHash', 'thumbnailHash']).execute()) {
    media.add(renditionHash);
    media.add(thumbnailHash);
  }
  // a bundle's manifest stands for its files, wherever it is named
  for (const { manifestHash, files } of await truth.selectFrom('bundles').select(['manifestHash', 'files']).execute()) {
    await breathe();
    if (media.has(manifestHash)) for (const { hash } of bundleFilesSchema.parse(JSON.parse(files))) media.add(hash);
  }
}
