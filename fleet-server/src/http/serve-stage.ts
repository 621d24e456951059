import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Serves the built stage at `/stage/` for the controller's time machine. The page is shut into a frame without an origin: what content it
 * draws, it reaches neither the session of whoever looks nor any data; releases are handed to it by the page around it.
 */
export async function serveStage(app: FastifyInstance, folder: string | null): Promise<void> {
  if (folder === null || !existsSync(join(folder, 'preview.html'))) return;
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/stage/',
    decorateReply: false,
    index: false,
    setHeaders: (reply, path) => {
      reply.header('content-security-policy', policy);
      reply.header('x-frame-options', 'SAMEORIGIN');
      // without an origin it asks for its own scripts, styles and fonts as a stranger
      reply.header('access-control-allow-origin', '*');
      reply.header('cross-origin-resource-policy', 'cross-origin');
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

const policy = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "media-src 'self'",
  "font-src 'self'",
  // bundles, each in a frame without an origin of its own
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');
