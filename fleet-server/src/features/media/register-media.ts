import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { serveBundle } from '../bundles/serve-bundle.ts';
import { keepFromCollection } from '../collection/reachability-marks.ts';
import { registerUploadRoutes } from '../uploads/routes.ts';
import { createUploadDesk } from '../uploads/upload-desk.ts';
import { displayName } from './display-name.ts';
import { createIngest } from './ingest.ts';
import { createMediaFiles } from './media-files.ts';
import { registerMediaRoutes } from './routes.ts';
import { serveMedia } from './serve-media.ts';
import { watchInbox } from './watch-inbox.ts';

/** How long a file in the inbox must stand still: longer than a copying program rests between two writes. */
const settleMs = 2_000;

/** The feature's life: `start` takes up interrupted work and opens the inbox, `close` ends both. */
export type MediaFeature = { readonly start: () => Promise<void>; readonly close: () => Promise<void> };

export async function registerMedia(http: FastifyInstance, registerRoute: RegisterRoute, context: AppContext): Promise<MediaFeature> {
  const { truth, paths, blobs, config, log } = context;
  const files = createMediaFiles(blobs.media, paths.incoming, (hash) => keepFromCollection(truth, 'media', [hash]));
  const ingest = createIngest(context, files);
  const limitBytes = config.uploadMaxBytes;
  await registerMediaRoutes(http, registerRoute, context, { ingest, files, limitBytes });
  registerUploadRoutes(registerRoute, createUploadDesk(context, { ingest, files, limitBytes }));
  serveMedia(http, context, files);
  serveBundle(http, context, files);
  let closeInbox: (() => Promise<void>) | null = null;

  /** Whether these bytes came through the inbox under this name before: then only their clearing away was interrupted. */
  async function isKnown(hash: string, fileName: string): Promise<boolean> {
    const row = await truth
      .selectFrom('media')
      .select('id')
      .where('originalHash', '=', hash)
      .where('fileName', '=', displayName(fileName))
      .where('source', '=', 'inbox')
      .where('state', '!=', 'failed')
      .executeTakeFirst();
    return row !== undefined;
  }

  return {
    async start() {
      await files.clearIncoming();
      await ingest.resume();
      const inbox = await watchInbox({ folder: config.inboxFolder, limitBytes, settleMs }, { ingest, files, log, isKnown });
      closeInbox = inbox.close;
    },
    async close() {
      await closeInbox?.();
      await ingest.close();
    },
  };
}
