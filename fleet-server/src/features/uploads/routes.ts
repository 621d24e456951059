import { uploadLimits, uploadRoutes } from '@gatecast/protocol';
import type { RegisterRoute } from '../../http/register-route.ts';
import { ok, refuse, type Refusal } from '../../http/outcome.ts';
import { ownerOf, withOwner } from '../fleet/site-owned.ts';
import { refusalAt, siteOfNew } from '../people/site-rules.ts';
import type { Session } from '../people/session.ts';
import { listUploads, uploadOf, type UploadTable } from './store.ts';
import type { UploadDesk } from './upload-desk.ts';

const permissions = { read: 'media.add', act: 'media.add' } as const;

/** Uploads in parts, each for whoever began it alone. Limits: `uploadLimits` of the protocol, and the server's own for a file. */
export function registerUploadRoutes(registerRoute: RegisterRoute, desk: UploadDesk): void {
  const { truth, clock } = desk;

  /** The caller's own upload at a site where they may still add files. */
  async function ownOf(session: Session, id: string): Promise<Refusal | { readonly kind: 'own'; readonly row: UploadTable }> {
    const row = await desk.find(id, session.userId);
    if (row === null) return refuse('not-found', 'no such upload, or it is more than a day old');
    return refusalAt(session, permissions, row.siteId, 'upload') ?? { kind: 'own', row };
  }

  registerRoute(uploadRoutes.listUploads, async ({ session }) => {
    const rows = await listUploads(truth, session.userId, clock.nowMs());
    return ok({ uploads: await Promise.all(rows.map((row) => uploadOf(truth, row))) });
  });

  registerRoute(uploadRoutes.beginUpload, async ({ body, session }) => {
    const owner = siteOfNew(session, 'media.add', body.siteId);
    if (owner.kind === 'problem') return owner;
    if (body.sizeBytes > desk.limitBytes)
      return refuse('too-large', `a file may have ${desk.limitBytes} bytes`, { field: 'body.sizeBytes', limit: desk.limitBytes });
    const begun = await desk.begin({ ...body, userId: session.userId, siteId: owner.siteId });
    if (begun === null)
      return refuse('too-many', `${uploadLimits.unfinished} of your uploads are not finished; finish or call off one of them`, {
        limit: uploadLimits.unfinished,
      });
    return ok(await uploadOf(truth, begun));
  });

  registerRoute(uploadRoutes.readUpload, async ({ params, session }) => {
    const own = await ownOf(session, params.uploadId);
    return own.kind === 'problem' ? own : ok(await uploadOf(truth, own.row));
  });

  registerRoute(uploadRoutes.sendPart, async ({ params, query, request, reply, session }) => {
    const own = await ownOf(session, params.uploadId);
    const outcome = own.kind === 'problem' ? own : await desk.addPart(own.row, query, request.raw);
    // what was not read of the body must not be taken for the next request
    if (outcome.kind === 'problem' && !request.raw.complete) reply.header('connection', 'close');
    return outcome;
  });

  registerRoute(uploadRoutes.finishUpload, async ({ params, session }) => {
    const own = await ownOf(session, params.uploadId);
    if (own.kind === 'problem') return own;
    const finished = await desk.finish(own.row);
    return finished.kind === 'problem' ? finished : ok(withOwner(finished.answer, await ownerOf(truth, 'media', finished.answer.id)));
  });

  registerRoute(uploadRoutes.endUpload, async ({ params, session }) => {
    const own = await ownOf(session, params.uploadId);
    if (own.kind === 'problem') return own;
    await desk.end(own.row);
    return ok({});
  });
}
