import { itemPartSchema, type ItemPart } from '@gatecast/protocol';
import { buildTree, encodeObject, openRelease, parseObject } from '@gatecast/releases';
import { array, assert, asyncProperty, constantFrom, integer, record } from 'fast-check';
import type { Kysely } from 'kysely';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collect } from '../src/features/collection/collect.ts';
import { keepFromCollection } from '../src/features/collection/reachability-marks.ts';
import { addObjects } from '../src/features/content/object-store.ts';
import { createMediaFiles, mediaKeyOf } from '../src/features/media/media-files.ts';
import { createFolderStore, type BlobStore } from '../src/store/blob-store.ts';
import { truthMigrations } from '../src/store/migrations/truth/index.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { createS3Store } from '../src/store/s3-store.ts';
import type { TruthSchema } from '../src/store/truth-schema.ts';
import { startBucket, type Bucket } from './bucket.ts';

// GATECAST_COLLECTION_RUNS: how many histories for each store. GATECAST_SEED: the seed that a failure printed.
const runs = Number(process.env['GATECAST_COLLECTION_RUNS'] ?? 8);
const seed = Number(process.env['GATECAST_SEED'] ?? Date.now() % 1_000_000);
const day = 86_400_000;
const retention = { evidenceMs: 30 * day, publications: 2, graceMs: 7 * day };
const screens = ['s0', 's1'];
const itemIds = ['i0', 'i1'];

const acts = [
  'write',
  'approve',
  'write-approved',
  'write-approved',
  'publish',
  'publish',
  'activate',
  'activate',
  'pin',
  'pin',
  'unpin',
  'forget-media',
  'days',
  'days',
  'collect',
  'collect',
  'collect',
  'months',
  'collect-beside',
  'collect-and-die',
] as const;
const history = array(record({ act: constantFrom(...acts), n: integer({ min: 0, max: 1_000 }) }), {
  minLength: 30,
  maxLength: 90,
  size: 'max',
});

let folder: string;
let bucket: Bucket;
let endpoint: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-collection-'));
  await mkdir(join(folder, 'incoming'));
  bucket = await startBucket();
  endpoint = bucket.endpoint;
  const empty = await open(join(folder, 'empty.sqlite'));
  await empty
    .insertInto('sites')
    .values({ id: 'site', names: '{}', timeZone: 'UTC', languages: '[]', dayStart: '04:00', createdAtMs: 0 })
    .execute();
  for (const id of screens)
    await empty
      .insertInto('screens')
      .values({ id, name: id, siteId: 'site', areaId: null, kind: 'display', widthPx: 1, heightPx: 1, tags: '[]', createdAtMs: 0 } as never)
      .execute();
  await empty.insertInto('suppliers').values({ id: 'x', name: 'x' }).execute();
  for (const id of itemIds)
    await empty
      .insertInto('items')
      .values({
        id,
        kind: 'image',
        title: id,
        category: 'c',
        supplierId: 'x',
        missing: 'skip',
        leadLanguage: null,
        changedAtMs: 0,
      } as never)
      .execute();
  await empty.destroy();
});
afterAll(async () => {
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
});
const open = async (path: string): Promise<Kysely<TruthSchema>> =>
  openDatabase<TruthSchema>({ path, sqliteBinding: null, migrations: truthMigrations });

type Written = { readonly document: string; readonly media: string; review: 'draft' | 'submitted' | 'approved' };
type Made = {
  readonly screenId: string;
  readonly number: number;
  readonly publicationId: string;
  readonly tree: string;
  readonly madeAtMs: number;
  activeAtMs: number | null;
};

/** A store and everything that was ever done to it, remembered apart from it. */
class World {
  nowMs = Date.now();
  readonly truth: Kysely<TruthSchema>;
  readonly blobs: BlobStore;
  readonly #files: ReturnType<typeof createMediaFiles>;
  #count = 0;
  /** Revisions of the one variant of each item, oldest first. */
  readonly written = new Map<string, Written[]>(itemIds.map((id) => [id, []]));
  readonly made: Made[] = [];
  readonly publications: string[] = [];
  readonly pinned = new Map<string, Made>();
  readonly library = new Map<string, string>();

  constructor(truth: Kysely<TruthSchema>, blobs: BlobStore) {
    this.truth = truth;
    this.blobs = blobs;
    this.#files = createMediaFiles(blobs, join(folder, 'incoming'), (hash) => keepFromCollection(truth, 'media', [hash]));
  }
  async do(act: (typeof acts)[number], n: number): Promise<void> {
    const itemId = itemIds[n % itemIds.length] ?? '';
    const screenId = screens[n % screens.length] ?? '';
    const last = this.made.findLast((one) => one.screenId === screenId);
    switch (act) {
      case 'write':
        return this.#write(itemId, n);
      case 'approve':
        return this.#approve(itemId);
      case 'write-approved':
        await this.#write(itemId, n * 2);
        return this.#approve(itemId);
      case 'publish':
        return this.publish(n);
      case 'activate':
        if (last === undefined || last.activeAtMs !== null) return undefined;
        last.activeAtMs = this.nowMs;
        return void (await this.truth
          .updateTable('releases')
          .set({ state: 'active', activeAtMs: this.nowMs })
          .where('screenId', '=', screenId)
          .where('number', '=', last.number)
          .execute());
      case 'pin':
        return this.#pin(screenId);
      case 'unpin':
        this.pinned.delete(screenId);
        return void (await this.truth.deleteFrom('known_good').where('screenId', '=', screenId).execute());
      case 'forget-media': {
        const [id] = this.library.keys();
        if (id === undefined) return undefined;
        this.library.delete(id);
        return void (await this.truth.deleteFrom('media').where('id', '=', id).execute());
      }
      case 'days':
        this.nowMs += ((n % 6) + 4) * day;
        return undefined;
      case 'months':
        this.nowMs += 40 * day;
        return undefined;
      case 'collect':
        await this.collect();
        return undefined;
      case 'collect-beside':
        await Promise.all([this.collect(), this.publish(n), this.#write(itemId, n)]);
        return undefined;
      case 'collect-and-die': {
        const dying = new AbortController();
        const run = this.collect(dying.signal);
        for (let turns = 0; turns < n % 400; turns++) await turn();
        dying.abort();
        await run;
        return undefined;
      }
    }
  }
  async collect(signal: AbortSignal = new AbortController().signal): Promise<void> {
    const uploads = createFolderStore(join(folder, 'uploads'));
    const world = {
      truth: this.truth,
      media: this.blobs,
      uploads,
      audit: async () => undefined,
      nowMs: () => this.nowMs,
      retention,
      signal,
    };
    await collect(world, { isDryRun: false, actor: 'system' });
  }
  /** A variant's new draft; the same words and the same file come again after some others. */
  async #write(itemId: string, n: number): Promise<void> {
    const bytes = Buffer.from(`file ${n % 3} of ${itemId}`);
    const path = join(folder, 'incoming', `${++this.#count}-${Math.round(performance.now() * 1_000)}.part`);
    await writeFile(path, bytes);
    const { hash } = await this.#files.adopt(path);
    const row = {
      id: `m${++this.#count}`,
      fileName: 'f',
      source: 'upload',
      state: 'ready',
      progressBp: 10_000,
      problem: null,
      kind: 'image',
    };
    const more = {
      originalHash: hash,
      originalBytes: bytes.length,
      renditionHash: null,
      thumbnailHash: null,
      bundleHash: null,
      pageCount: null,
    };
    await this.truth
      .insertInto('media')
      .values({ ...row, ...more, durationMs: null, addedBy: 'u', addedAtMs: this.nowMs } as never)
      .execute();
    this.library.set(row.id, hash);
    const object = encodeObject({ says: `${itemId} ${n % 5}`, file: hash });
    const isSubmitted = n % 2 === 0;
    const media = { hash, mime: 'image/png', sizeBytes: bytes.length, widthPx: 1, heightPx: 1 };
    await this.truth.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('variant_revisions')
        .values({
          ...{ itemId, language: 'vi', revision: ++this.#count, leadRevision: 1, review: isSubmitted ? 'submitted' : 'draft' },
          ...{
            document: object.name,
            content: JSON.stringify({ kind: 'image', media }),
            durationMs: 1,
            validFromMs: null,
            validUntilMs: null,
          },
          ...{ authorId: 'u', contributorIds: '[]', reviewerId: null, reviewNote: '', changedAtMs: this.nowMs },
        } as never)
        .execute();
      if (isSubmitted) await addObjects(transaction, [object]);
    });
    this.written.get(itemId)?.push({ document: object.name, media: hash, review: isSubmitted ? 'submitted' : 'draft' });
  }
  async #approve(itemId: string): Promise<void> {
    const newest = this.written.get(itemId)?.at(-1);
    if (newest?.review !== 'submitted') return;
    const last = this.truth
      .selectFrom('variant_revisions')
      .select((is) => is.fn.max('revision').as('revision'))
      .where('itemId', '=', itemId);
    await this.truth
      .updateTable('variant_revisions')
      .set({ review: 'approved' })
      .where('itemId', '=', itemId)
      .where('revision', '=', last)
      .execute();
    newest.review = 'approved';
  }
  /** As the publisher does: objects first, in a transaction of their own, then the rows. */
  async publish(n: number): Promise<void> {
    const parts = new Map<string, ItemPart>();
    for (const [index, itemId] of itemIds.entries()) {
      const approved = this.written.get(itemId)?.findLast(({ review }) => review === 'approved');
      if (approved === undefined || (n >> index) % 4 === 0) continue;
      parts.set(`item:${itemId}`, partOf(itemId, approved));
    }
    const built = buildTree(new Map<string, unknown>([...parts, ['screen', { of: n % 4 }]]));
    await this.truth.transaction().execute((transaction) =>
      addObjects(
        transaction,
        [...built.objects].map(([name, bytes]) => ({ name, bytes })),
      ),
    );
    await turn();
    const publicationId = `p${++this.#count}`;
    const own = screens.filter((_, index) => (n >> (index + 4)) % 2 === 1);
    const rows = own.map((screenId): Made => ({
      screenId,
      number: ++this.#count,
      publicationId,
      tree: built.tree,
      madeAtMs: this.nowMs,
      activeAtMs: null,
    }));
    const publication = {
      id: publicationId,
      note: '',
      publishedBy: 'u',
      publishedAtMs: this.nowMs + this.#count,
      unchangedCount: 0,
      refused: '[]',
    };
    await this.truth.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('publications')
        .values({ ...publication, source: '{"kind":"drafts"}', activateAtMs: null, withdrawnById: null })
        .execute();
      for (const { screenId, number, tree } of rows)
        await transaction
          .insertInto('releases')
          .values({
            ...{ screenId, number, publicationId, tree, basis: '', document: '{}', state: 'queued', reason: null, detail: null },
            ...{
              queuedAtMs: this.nowMs,
              deliveredAtMs: null,
              preparedAtMs: null,
              activeAtMs: null,
              activateAtMs: null,
              changedAtMs: this.nowMs,
            },
          })
          .execute();
    });
    this.publications.push(publicationId);
    this.made.push(...rows);
  }
  async #pin(screenId: string): Promise<void> {
    const active = this.made.findLast((one) => one.screenId === screenId && one.activeAtMs !== null);
    if (active === undefined) return;
    const envelope = encodeObject({ pin: `${screenId} ${active.number}` });
    await this.truth.transaction().execute(async (transaction) => {
      await addObjects(transaction, [envelope]);
      const row = {
        screenId,
        siteId: 'site',
        number: active.number,
        document: envelope.name,
        proposedBy: 'u',
        approvedBy: 'v',
        pinnedAtMs: this.nowMs,
      };
      await transaction
        .insertInto('known_good')
        .values(row)
        .onConflict((conflict) => conflict.column('screenId').doUpdateSet(row))
        .execute();
    });
    this.pinned.set(screenId, active);
  }

  /** The releases that must be whole, told from what was done and not from the store. */
  #roots(): readonly Made[] {
    const last = new Set(this.publications.slice(-retention.publications));
    return this.made.filter((one) => {
      const own = this.made.filter(({ screenId }) => screenId === one.screenId);
      const next = own.find(({ number, activeAtMs }) => number > one.number && activeAtMs !== null);
      const wasSeen = one.activeAtMs !== null && (next?.activeAtMs ?? this.nowMs) >= this.nowMs - retention.evidenceMs;
      return (
        own.at(-1) === one ||
        wasSeen ||
        last.has(one.publicationId) ||
        [...this.pinned.values()].includes(one) ||
        one.madeAtMs > this.nowMs - retention.graceMs
      );
    });
  }
  /** Fails where something that a root reaches is gone; gives the names of all that is reached. */
  async reached(): Promise<{ readonly objects: Set<string>; readonly files: Set<string> }> {
    const rows = await this.truth.selectFrom('objects').selectAll().execute();
    const here = new Map(rows.map(({ name, bytes }) => [name, bytes]));
    const objects = new Set<string>();
    const files = new Set<string>(this.library.values());
    const need = (name: string, of: string): Buffer => {
      const bytes = here.get(name);
      if (bytes === undefined) throw new Error(`object ${name.slice(0, 8)} of ${of} is gone`);
      objects.add(name);
      return bytes;
    };
    const held = await this.truth.selectFrom('releases').select(['screenId', 'number']).execute();
    for (const root of this.#roots()) {
      const of = `release ${root.number} of ${root.screenId}`;
      if (!held.some(({ screenId, number }) => screenId === root.screenId && number === root.number)) throw new Error(`${of} is gone`);
      const opened = openRelease(root.tree, (name) => here.get(name));
      if (opened.kind === 'incomplete') throw new Error(`${opened.missing.length} objects of ${of} are gone`);
      // the nodes, the parts and what the items name: a screen's part here is none that a player would take
      for (const name of treeNames(root.tree, here)) {
        need(name, of);
        const part = itemPartSchema.safeParse(parseObject(here.get(name) ?? new Uint8Array())).data;
        for (const { document, media } of part?.variants ?? []) {
          need(document, of);
          for (const { hash } of media) files.add(hash);
        }
      }
    }
    for (const [itemId, revisions] of this.written) {
      const approved = revisions.findLast(({ review }) => review === 'approved');
      for (const one of revisions.filter((each) => each === revisions.at(-1) || each === approved || each.review === 'submitted')) {
        files.add(one.media);
        if (one.review !== 'draft') need(one.document, itemId);
        else if (here.has(one.document)) objects.add(one.document);
      }
    }
    for (const { screenId, number } of this.pinned.values()) need(encodeObject({ pin: `${screenId} ${number}` }).name, 'a pin');
    for (const hash of files) if (!(await this.blobs.has(mediaKeyOf(hash)))) throw new Error(`file ${hash.slice(0, 8)} is gone`);
    return { objects, files };
  }
  async stored(): Promise<{ readonly objects: Set<string>; readonly files: Set<string> }> {
    const rows = await this.truth.selectFrom('objects').select('name').execute();
    const files = new Set((await this.blobs.listAll()).map(({ key }) => key.slice(3)));
    return { objects: new Set(rows.map(({ name }) => name)), files };
  }
}

function partOf(id: string, { document, media: hash }: Written): ItemPart {
  const validity = { fromMs: null, untilMs: null };
  const media = [{ hash, mime: 'image/png' as const, sizeBytes: 10, widthPx: 1, heightPx: 1 }];
  const variants = [{ language: 'vi', durationMs: 1_000, validity, document, sizeBytes: 10, media, approvals: [] }];
  return { version: 1, kind: 'item', id, itemKind: 'image', title: id, category: 'c', supplier: 'x', validity, missing: 'skip', variants };
}

function treeNames(tree: string, here: ReadonlyMap<string, Buffer>): readonly string[] {
  const node = parseObject(here.get(tree) ?? new Uint8Array()) as { leaves?: { name: string }[] };
  return [tree, ...(node.leaves ?? []).map(({ name }) => name)];
}

test.for(['folder', 's3'] as const)(
  'whatever is written, published, pinned and forgotten, beside a collection or before one that died: nothing that a root reaches is ever removed, and all else goes in the end (%s)',
  async (kind) => {
    let count = 0;
    await assert(
      asyncProperty(history, async (script) => {
        const name = `${kind}-${++count}`;
        const path = join(folder, `${name}.sqlite`);
        await copyFile(join(folder, 'empty.sqlite'), path);
        const truth = await open(path);
        const blobs =
          kind === 'folder' ? createFolderStore(join(folder, name)) : createS3Store({ bucket: 'gatecast', prefix: `${name}/`, endpoint });
        try {
          const world = new World(truth, blobs);
          for (const { act, n } of script) {
            await world.do(act, n);
            if (act.startsWith('collect')) await world.reached();
          }
          // what is kept for a time only is over; then it is found, and after the grace it goes
          world.nowMs += 100 * day;
          await world.collect();
          world.nowMs += 8 * day;
          await world.collect();
          expect(await world.stored()).toEqual(await world.reached());
        } finally {
          await truth.destroy();
        }
      }),
      { numRuns: kind === 'folder' ? runs : Math.ceil(runs / 3), seed },
    );
  },
);
