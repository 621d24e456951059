import { contentRoutes } from '@gatecast/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rm } from 'node:fs/promises';
import fastifyMultipart from '@fastify/multipart';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import type { Media } from '@gatecast/protocol';
import type { Ingest } from './ingest.ts';
import type { MediaFiles } from './media-files.ts';
import { findMedia, listMedia } from './store.ts';

/** Room for the boundary and headers of the one part. */
const multipartOverheadBytes = 64 * 1024;

export async function registerMediaRoutes(
  http: FastifyInstance,
  registerRoute: RegisterRoute,
  { truth }: Pick<AppContext, 'truth'>,
  media: { readonly ingest: Ingest; readonly files: MediaFiles; readonly limitBytes: number },
): Promise<void> {
  const { ingest, files, limitBytes } = media;
  // One byte more than we take, so that it is our own count that refuses. No field is wanted beside the file.
  const limits = { fileSize: limitBytes + 1, files: 1, fields: 0, parts: 1, headerPairs: 50 };
  await http.register(fastifyMultipart, { limits, throwFileSizeLimit: false });

  registerRoute(contentRoutes.listMedia, async () => ok({ media: [...(await listMedia(truth))] }));

  registerRoute(contentRoutes.getMedia, async ({ params }) => {
    const found = await findMedia(truth, params.mediaId);
    return found === null ? refuse('not-found', 'no such media') : ok(found);
  });

  registerRoute(contentRoutes.uploadMedia, async ({ request, reply, session }) => {
    const outcome = await receiveUpload(request, session.userId);
    // what was not read of the body must not be taken for the next request
    if (outcome.kind === 'problem') reply.header('connection', 'close');
    return outcome;
  });

  async function receiveUpload(request: FastifyRequest, actor: string): Promise<Outcome<Media>> {
    if (!request.isMultipart())
      return refuse('bad-input', 'body: must be multipart/form-data with one part `file`', { field: 'body', limit: 'multipart/form-data' });
    const tooLarge = refuse('too-large', `a file may have ${limitBytes} bytes`, { field: 'body.file', limit: limitBytes });
    if (Number(request.headers['content-length'] ?? 0) > limitBytes + multipartOverheadBytes) return tooLarge;
    const part = await request.file();
    if (part === undefined || part.fieldname !== 'file') return refuse('bad-input', 'body.file: is missing', { field: 'body.file' });
    const received = await files.receive(part.file, limitBytes);
    // busboy ends the part quietly where the connection broke in its middle
    if (request.raw.destroyed && !request.raw.complete) {
      if (received.kind === 'received') await rm(received.path, { force: true });
      return refuse('bad-input', 'the upload broke off', { field: 'body.file' });
    }
    if (received.kind === 'too-large') return tooLarge;
    const offered = await ingest.offer({ ...received, fileName: part.filename, source: 'upload', actor });
    switch (offered.kind) {
      case 'taken':
        return ok(offered.media);
      case 'refused':
        return refuse('bad-file', offered.problem, { field: 'body.file' });
      case 'unjudged':
        return refuse('internal', offered.problem);
    }
  }
}
