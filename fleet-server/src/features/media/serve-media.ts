import { hashSchema, problemOf } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import { findBundleFile } from '../bundles/store.ts';
import { sendProblem } from '../../http/send-problem.ts';
import type { MediaFiles } from './media-files.ts';
import { sendBytes } from './send-bytes.ts';
import { findMediaFile } from './store.ts';

const rememberedFiles = 10_000;

type ServedFile = { readonly hash: string; readonly mime: string; readonly sizeBytes: number };

/**
 * `GET /media/:hash` for everybody: renditions and thumbnails by the hash of their bytes. Originals lie in the same folder and are not
 * served: only what our own encoders wrote leaves, and the files of bundles, as bytes that no browser takes for a page.
 */
export function serveMedia(http: FastifyInstance, { truth }: Pick<AppContext, 'truth'>, files: MediaFiles): void {
  // rows never change, and a thousand players ask for the same ones at once
  const known = new Map<string, ServedFile>();
  async function find(hash: string): Promise<ServedFile | null> {
    const remembered = known.get(hash);
    if (remembered !== undefined) return remembered;
    const bytes = (await findMediaFile(truth, hash)) ?? (await findBundleFile(truth, hash));
    const found = bytes === null ? null : { mime: 'application/octet-stream', ...bytes };
    if (found !== null) {
      if (known.size >= rememberedFiles) known.clear();
      known.set(hash, found);
    }
    return found;
  }
  http.route<{ Params: { hash: string } }>({
    method: ['GET', 'HEAD'],
    url: '/media/:hash',
    handler: async (request, reply) => {
      const hash = hashSchema.safeParse(request.params.hash);
      const file = hash.success ? await find(hash.data) : null;
      if (file === null || !(await files.has(file.hash))) return sendProblem(reply, problemOf('not-found', 'no such media'));
      return sendBytes(request, reply, {
        name: file.hash,
        mime: file.mime,
        sizeBytes: file.sizeBytes,
        read: (fromByte, untilByte) => files.read(file.hash, fromByte, untilByte),
      });
    },
  });
}
