import { hashSchema, problemOf } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import { sendProblem } from '../../http/send-problem.ts';
import type { MediaFiles } from './media-files.ts';
import { sendBytes } from './send-bytes.ts';
import { findMediaFile, type MediaFileTable } from './store.ts';

const rememberedFiles = 10_000;

/**
 * `GET /media/:hash` for everybody: renditions and thumbnails by the hash of their bytes. Originals lie in the same folder and are not
 * served: only what our own encoders wrote leaves.
 */
export function serveMedia(http: FastifyInstance, { truth }: Pick<AppContext, 'truth'>, files: MediaFiles): void {
  // rows never change, and a thousand players ask for the same ones at once
  const known = new Map<string, MediaFileTable>();
  async function find(hash: string): Promise<MediaFileTable | null> {
    const remembered = known.get(hash);
    if (remembered !== undefined) return remembered;
    const found = await findMediaFile(truth, hash);
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
