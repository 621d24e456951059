import { hashSchema, problemOf, type BundleManifest } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import { sendProblem } from '../../http/send-problem.ts';
import type { MediaFiles } from '../media/media-files.ts';
import { sendBytes } from '../media/send-bytes.ts';
import { hasBundle, readManifest } from './store.ts';

const rememberedManifests = 50;

/**
 * `GET /bundles/:manifest/*` for the controller's preview: a bundle's files with their types, shut into a frame without an origin that
 * reaches nothing but the files of this bundle. Players fetch the same files by their hash, as bytes.
 */
export function serveBundle(http: FastifyInstance, { truth }: Pick<AppContext, 'truth'>, files: MediaFiles): void {
  const known = new Map<string, BundleManifest>();
  async function find(hash: string): Promise<BundleManifest | null> {
    const remembered = known.get(hash);
    if (remembered !== undefined) return remembered;
    if (!hashSchema.safeParse(hash).success || !(await hasBundle(truth, hash))) return null;
    const manifest = await files.withLocal(hash, readManifest);
    if (known.size >= rememberedManifests) known.clear();
    known.set(hash, manifest);
    return manifest;
  }
  http.route<{ Params: { manifest: string; '*': string } }>({
    method: ['GET', 'HEAD'],
    url: '/bundles/:manifest/*',
    handler: async (request, reply) => {
      const { manifest: hash, '*': path } = request.params;
      const file = (await find(hash))?.files.find((one) => one.path === path.normalize('NFC'));
      if (file === undefined) return sendProblem(reply, problemOf('not-found', 'no such file'));
      const type = /^(text\/|application\/json|image\/svg)/.test(file.mime) ? `${file.mime}; charset=utf-8` : file.mime;
      // it is framed by the stage's page too, which has no origin that could be named; nothing of it can be clicked away, as it has none either
      reply.removeHeader('x-frame-options');
      sendBytes(request, reply, {
        name: file.hash,
        mime: type,
        sizeBytes: file.sizeBytes,
        headers: {
          'content-security-policy': previewPolicy(request.host, hash),
          // a page without an origin asks for its own modules and fonts as a stranger
          'access-control-allow-origin': 'null',
          'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), midi=(), display-capture=()',
        },
        read: (fromByte, untilByte) => files.read(file.hash, fromByte, untilByte),
      });
      return reply;
    },
  });
}

/** Scripts run, without an origin, and load this bundle's own files. */
function previewPolicy(host: string, hash: string): string {
  const own = /^[\w.:[\]-]+$/.test(host) ? `${host}/bundles/${hash}/` : "'none'";
  return [
    'sandbox allow-scripts',
    `default-src ${own}`,
    `style-src ${own} 'unsafe-inline'`,
    `script-src ${own} 'unsafe-inline'`,
    `img-src ${own} data:`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
