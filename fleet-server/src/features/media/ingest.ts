import { foldedText, type Media } from '@gatecast/protocol';
import type { Transaction } from 'kysely';
import { rm } from 'node:fs/promises';
import type { AppContext } from '../../app-context.ts';
import { giveToSite } from '../fleet/site-owned.ts';
import { addBundle } from '../bundles/store.ts';
import { renderPages, type RenderedPages } from '../pages/render-pages.ts';
import { addPages } from '../pages/store.ts';
import { unpackBundle, type UnpackedBundle } from '../bundles/unpack-bundle.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { displayName } from './display-name.ts';
import { judgeFile } from './judge-file.ts';
import type { MediaFiles } from './media-files.ts';
import { renderMedia, type Rendered } from './render-media.ts';
import { addMediaFile, findMedia, findTwin, listUnfinished, type MediaTable } from './store.ts';

/** Progress is told and stored at most once per this share. */
const progressStepBp = 250;

export type OfferedFile = {
  /** An incoming file, whole; it is adopted or removed here. */
  readonly path: string;
  /** Of its bytes, as they were written. */
  readonly hash: string;
  readonly sizeBytes: number;
  readonly fileName: string;
  readonly source: 'upload' | 'inbox';
  /** A user's id, or `system`. */
  readonly actor: string;
  /** The site it shall belong to; null: to all. */
  readonly siteId: string | null;
  /** What belongs to the same transaction as the file's row. */
  readonly alongside?: (transaction: Transaction<TruthSchema>, mediaId: string) => Promise<void>;
};
export type Offered =
  | { readonly kind: 'taken'; readonly media: Media }
  | { readonly kind: 'refused'; readonly problem: string; readonly limit?: string | number }
  | { readonly kind: 'unjudged'; readonly problem: string };

/**
 * The ingest: judges files, keeps accepted ones, and makes them playable one after another. It holds no state that a restart
 * loses: what was not finished begins again.
 */
export type Ingest = {
  readonly offer: (file: OfferedFile) => Promise<Offered>;
  /** Takes up what a restart interrupted. */
  readonly resume: () => Promise<void>;
  /** Calls off the work in hand and waits until it has ended; its row stays unfinished. */
  readonly close: () => Promise<void>;
};

export function createIngest(context: Pick<AppContext, 'truth' | 'clock' | 'log' | 'live' | 'audit' | 'newId'>, files: MediaFiles): Ingest {
  const { truth, clock, log, live, audit, newId } = context;
  const closing = new AbortController();
  const queue: string[] = [];
  let working: Promise<void> | null = null;

  function enqueue(id: string): void {
    if (closing.signal.aborted || queue.includes(id)) return;
    queue.push(id);
    working ??= workThrough().finally(() => (working = null));
  }

  async function workThrough(): Promise<void> {
    for (let id = queue.shift(); id !== undefined && !closing.signal.aborted; id = queue.shift()) {
      try {
        await ingestOne(id);
      } catch (fault) {
        if (closing.signal.aborted) return;
        log.error({ err: fault, mediaId: id }, 'an ingest failed');
        await change(id, { state: 'failed', problem: 'the server could not finish this file; its log has the reason' });
      }
    }
  }

  async function change(id: string, to: Partial<MediaTable>): Promise<void> {
    await truth.updateTable('media').set(to).where('id', '=', id).execute();
    const media = await findMedia(truth, id);
    if (media !== null) live.emit('media', media);
  }

  async function ingestOne(id: string): Promise<void> {
    const row = await truth.selectFrom('media').select(['originalHash', 'kind']).where('id', '=', id).executeTakeFirst();
    if (row === undefined) return;
    const twin = await findTwin(truth, row.originalHash);
    if (twin !== null) {
      const { kind, renditionHash, thumbnailHash, durationMs, bundleHash, pageCount } = twin;
      return change(id, { state: 'ready', progressBp: 10_000, kind, renditionHash, thumbnailHash, durationMs, bundleHash, pageCount });
    }
    await change(id, { state: 'probing', progressBp: 0 });
    return files.withLocal(row.originalHash, (path) => ingestFrom(id, path, row));
  }
  async function ingestFrom(id: string, path: string, { kind, originalHash }: Pick<MediaTable, 'kind' | 'originalHash'>): Promise<void> {
    // a document is judged by whoever draws it
    const judged = kind === 'pages' ? { kind } : await judgeFile(path, closing.signal);
    if (closing.signal.aborted) return;
    if (judged.kind === 'refused' || judged.kind === 'unjudged') return change(id, { state: 'failed', problem: judged.problem });
    await change(id, { state: 'rendering', kind: judged.kind });
    let toldBp = 0;
    const options = {
      files,
      signal: closing.signal,
      onProgress: (progressBp: number) => {
        if (progressBp < toldBp + progressStepBp) return;
        toldBp = progressBp;
        change(id, { progressBp }).catch((fault: unknown) => log.warn({ err: fault, mediaId: id }, 'progress could not be stored'));
      },
    };
    if (judged.kind === 'bundle') await finishBundle(id, await unpackBundle(path, options));
    else if (judged.kind === 'pages') await finishPages(id, originalHash, await renderPages(path, options));
    else await finish(id, await renderMedia(path, judged, options));
  }
  async function finishBundle(id: string, unpacked: UnpackedBundle): Promise<void> {
    if (unpacked.kind === 'aborted') return;
    if (unpacked.kind === 'failed') return change(id, { state: 'failed', problem: unpacked.problem });
    const { ref, manifest } = unpacked;
    await truth.transaction().execute((transaction) => addBundle(transaction, ref, manifest));
    await change(id, { state: 'ready', progressBp: 10_000, bundleHash: ref.hash });
  }

  async function finishPages(id: string, source: string, rendered: RenderedPages): Promise<void> {
    if (rendered.kind === 'aborted') return;
    if (rendered.kind === 'failed') return change(id, { state: 'failed', problem: rendered.problem });
    await truth.transaction().execute((transaction) => addPages(transaction, source, rendered.pages));
    const thumbnailHash = rendered.pages[0]?.thumbnail.hash ?? null;
    await change(id, { state: 'ready', progressBp: 10_000, thumbnailHash, pageCount: rendered.pages.length });
  }

  async function finish(id: string, rendered: Rendered): Promise<void> {
    if (rendered.kind === 'aborted') return;
    if (rendered.kind === 'failed') return change(id, { state: 'failed', problem: rendered.problem });
    const { rendition, thumbnail, durationMs } = rendered;
    await truth.transaction().execute(async (transaction) => {
      await addMediaFile(transaction, rendition);
      await addMediaFile(transaction, thumbnail);
    });
    await change(id, { state: 'ready', progressBp: 10_000, renditionHash: rendition.hash, thumbnailHash: thumbnail.hash, durationMs });
  }

  return {
    async offer({ path, hash, sizeBytes, fileName, source, actor, siteId, alongside }) {
      try {
        const judged = await judgeFile(path, closing.signal);
        if (judged.kind === 'refused' || judged.kind === 'unjudged') return judged;
        const original = await files.adopt(path, { hash, sizeBytes });
        const id = newId();
        const row: MediaTable = {
          id,
          fileName: displayName(fileName),
          source,
          state: 'probing',
          progressBp: 0,
          problem: null,
          kind: judged.kind,
          originalHash: original.hash,
          originalBytes: original.sizeBytes,
          renditionHash: null,
          durationMs: null,
          thumbnailHash: null,
          bundleHash: null,
          pageCount: null,
          addedBy: actor,
          addedAtMs: clock.nowMs(),
          searched: foldedText(displayName(fileName)),
        };
        await truth.transaction().execute(async (transaction) => {
          await transaction.insertInto('media').values(row).execute();
          await giveToSite(transaction, 'media', id, siteId);
          await alongside?.(transaction, id);
          const detail = { fileName: row.fileName, source, sha256: original.hash };
          await audit(transaction, { actor, action: 'media-added', subject: `media:${id}`, siteId, detail });
        });
        const media = await findMedia(truth, id);
        if (media === null) throw new Error('a row that was just written is gone');
        live.emit('media', media);
        enqueue(id);
        return { kind: 'taken', media };
      } finally {
        await rm(path, { force: true });
      }
    },
    async resume() {
      for (const id of await listUnfinished(truth)) enqueue(id);
    },
    async close() {
      closing.abort();
      queue.length = 0;
      await working;
    },
  };
}
