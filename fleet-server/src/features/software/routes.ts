import { rm } from 'node:fs/promises';
import { announcementPath, fleetRoutes, hashSchema, packagePath, payloadTypes, problemOf, updateDocumentSchema } from '@gatecast/protocol';
import { quorumOf, verifyDocument } from '@gatecast/signing';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import { ok, refuse } from '../../http/outcome.ts';
import type { RegisterRoute } from '../../http/register-route.ts';
import { maySee } from '../people/session.ts';
import { sendProblem } from '../../http/send-problem.ts';
import { countEdit, revisionOf } from '../revisions/store.ts';
import { createMediaFiles, type MediaFiles } from '../media/media-files.ts';
import { sendBytes } from '../media/send-bytes.ts';
import { readAnnouncement, writeAnnouncement } from './store.ts';

/** The bound of an update's package in the protocol. */
const largestPackageBytes = 2 * 1024 ** 3;

/**
 * New software for players: packages by their hash, and one announcement of what the root's offline `software` role signed. The server
 * checks it to refuse mistakes early; players check it themselves.
 */
export function registerSoftware(http: FastifyInstance, registerRoute: RegisterRoute, context: AppContext): void {
  const { truth, audit, clock, keys, paths, blobs, config } = context;
  const files = createMediaFiles(blobs.software, paths.incoming);
  const limitBytes = Math.min(config.uploadMaxBytes, largestPackageBytes);
  const quorum = quorumOf(keys.root.document, 'software');

  registerRoute(fleetRoutes.uploadPackage, async ({ request, reply, session }) => {
    const tooLarge = refuse('too-large', `a package may have ${limitBytes} bytes`, { field: 'body.file', limit: limitBytes });
    const part = request.isMultipart() ? await request.file() : undefined;
    if (part?.fieldname !== 'file') {
      reply.header('connection', 'close');
      return refuse('bad-input', 'body.file: must be one part of multipart/form-data', { field: 'body.file' });
    }
    const received = await files.receive(part.file, limitBytes);
    if (received.kind === 'too-large') {
      reply.header('connection', 'close');
      return tooLarge;
    }
    // busboy ends the part quietly where the connection broke in its middle
    if (request.raw.destroyed && !request.raw.complete) {
      await rm(received.path, { force: true });
      return refuse('bad-input', 'the upload broke off', { field: 'body.file' });
    }
    const { hash, sizeBytes } = await files.adopt(received.path, received);
    await truth
      .transaction()
      .execute((transaction) =>
        audit(transaction, { actor: session.userId, action: 'software-uploaded', subject: `package:${hash}`, detail: { sizeBytes } }),
      );
    return ok({ hash, sizeBytes });
  });

  registerRoute(fleetRoutes.getSoftware, async ({ session }) => {
    const announced = await readAnnouncement(truth);
    const revision = await revisionOf(truth, 'software:');
    if (announced === null) return ok({ announced: null, revision });
    const verified = verifyDocument(announced.document, payloadTypes.update, updateDocumentSchema, quorum);
    if (verified.kind === 'refused') return ok({ announced: null, revision });
    const { number, software, issuedAtMs } = verified.document;
    const siteIds = announced.stage.siteIds?.filter((siteId) => maySee(session, 'fleet.read', siteId)) ?? null;
    return ok({ announced: { number, software, issuedAtMs, stage: { ...announced.stage, siteIds } }, revision });
  });

  registerRoute(fleetRoutes.announceSoftware, async ({ body, session }) => {
    const verified = verifyDocument(body.document, payloadTypes.update, updateDocumentSchema, quorum);
    if (verified.kind === 'refused') return refuse('bad-input', `body.document: ${verified.detail}`, { field: 'body.document' });
    const { number, software, issuedAtMs, packages } = verified.document;
    const missing = await missingOf(files, packages);
    if (missing !== null)
      return refuse('bad-input', `body.document: the package ${missing} is not here; upload it first`, { field: 'body.document' });
    const { revision: read, ...announcement } = body;
    return truth.transaction().execute(async (transaction) => {
      const counted = await countEdit(transaction, 'software:', { what: 'announcement', audited: 'software:', read });
      if (counted.kind === 'problem') return counted;
      await writeAnnouncement(transaction, announcement, clock.nowMs());
      const detail = { number, software, shareBp: body.stage.shareBp, siteIds: body.stage.siteIds };
      await audit(transaction, { actor: session.userId, action: 'software-announced', subject: `software:${number}`, detail });
      return ok({ announced: { number, software, issuedAtMs, stage: body.stage }, revision: counted.revision });
    });
  });

  http.get(announcementPath, async (_request, reply) => {
    const announced = await readAnnouncement(truth);
    if (announced === null) return sendProblem(reply, problemOf('not-found', 'no software is announced'));
    return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(JSON.stringify(announced));
  });
  servePackages(http, context, files);
}

/** `GET /software/:hash` for everybody: what was announced, as bytes. */
function servePackages(http: FastifyInstance, { truth }: Pick<AppContext, 'truth'>, files: MediaFiles): void {
  http.route<{ Params: { hash: string } }>({
    method: ['GET', 'HEAD'],
    url: packagePath(':hash'),
    handler: async (request, reply) => {
      const hash = hashSchema.safeParse(request.params.hash);
      const announced = hash.success ? await readAnnouncement(truth) : null;
      const document = announced === null ? null : updateDocumentSchema.safeParse(payloadOf(announced.document.payload));
      const found = document?.data?.packages.find((one) => one.hash === hash.data);
      if (found === undefined || !(await files.has(found.hash))) return sendProblem(reply, problemOf('not-found', 'no such package'));
      const read = (fromByte: number, untilByte: number) => files.read(found.hash, fromByte, untilByte);
      return sendBytes(request, reply, { name: found.hash, mime: 'application/octet-stream', sizeBytes: found.sizeBytes, read });
    },
  });
}

function payloadOf(payload: string): unknown {
  // it was verified and parsed when it was announced
  return JSON.parse(Buffer.from(payload, 'base64').toString('utf8'));
}

async function missingOf(files: MediaFiles, packages: readonly { readonly hash: string }[]): Promise<string | null> {
  for (const { hash } of packages) if (!(await files.has(hash))) return hash;
  return null;
}
