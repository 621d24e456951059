import { contentRoutes, type Media, type SiteId } from '@gatecast/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import fastifyMultipart from '@fastify/multipart';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse, type Outcome } from '../../http/outcome.ts';
import { pageOf, readCursor } from '../../http/page-cursor.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { ownerOf, ownersOf, withOwner } from '../fleet/site-owned.ts';
import { maySee, sitesOf } from '../people/session.ts';
import { seenWithOwner, siteOfNew } from '../people/site-rules.ts';
import type { Ingest } from './ingest.ts';
import type { MediaFiles } from './media-files.ts';
import { listPages } from '../pages/store.ts';
import { findMedia, listMedia } from './store.ts';

const cursorSchema = z.tuple([z.int(), z.string()]);
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

  registerRoute(contentRoutes.listMedia, async ({ query: { after, limit, ...filter }, session }) => {
    const cursor = readCursor(after, cursorSchema);
    if (cursor.kind === 'problem') return cursor;
    const rows = await listMedia(truth, { ...filter, siteIds: sitesOf(session, 'content.read'), before: cursor.key, most: limit + 1 });
    const page = pageOf(rows, limit, ({ addedAtMs, id }) => [addedAtMs, id]);
    const owners = await ownersOf(
      truth,
      'media',
      page.rows.map(({ id }) => id),
    );
    return ok({ media: seenWithOwner(session, 'content.read', page.rows, owners), next: page.next });
  });

  registerRoute(contentRoutes.getMedia, async ({ params, session }) => {
    const siteId = await ownerOf(truth, 'media', params.mediaId);
    const found = maySee(session, 'content.read', siteId) ? await findMedia(truth, params.mediaId) : null;
    return found === null ? refuse('not-found', 'no such media') : ok(withOwner(found, siteId));
  });

  registerRoute(contentRoutes.listMediaPages, async ({ params, session }) => {
    const siteId = await ownerOf(truth, 'media', params.mediaId);
    const found = maySee(session, 'content.read', siteId) ? await findMedia(truth, params.mediaId) : null;
    if (found === null) return refuse('not-found', 'no such media');
    return ok({ pages: found.pages === null ? [] : [...(await listPages(truth, found.pages.source))] });
  });

  registerRoute(contentRoutes.uploadMedia, async ({ query, request, reply, session }) => {
    const owner = siteOfNew(session, 'media.add', query.siteId, 'query.siteId');
    const outcome = owner.kind === 'problem' ? owner : await receiveUpload(request, session.userId, owner.siteId);
    // what was not read of the body must not be taken for the next request
    if (outcome.kind === 'problem') reply.header('connection', 'close');
    return outcome;
  });

  async function receiveUpload(request: FastifyRequest, actor: string, siteId: SiteId | null): Promise<Outcome<Media>> {
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
    const offered = await ingest.offer({ ...received, fileName: part.filename, source: 'upload', actor, siteId });
    switch (offered.kind) {
      case 'taken':
        return ok(withOwner(offered.media, siteId));
      case 'refused':
        return refuse('bad-file', offered.problem, {
          field: 'body.file',
          ...(offered.limit === undefined ? {} : { limit: offered.limit }),
        });
      case 'unjudged':
        return refuse('internal', offered.problem);
    }
  }
}
