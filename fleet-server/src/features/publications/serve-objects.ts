import { hashSchema, problemOf } from '@gatecast/protocol';
import type { FastifyInstance } from 'fastify';
import type { AppContext } from '../../app-context.ts';
import { sendProblem } from '../../http/send-problem.ts';
import { readObject } from '../content/object-store.ts';
import { sendBytes } from '../media/send-bytes.ts';

const rememberedBytes = 64 * 1024 * 1024;

/**
 * `GET /objects/:name` for everybody: who knows the name of an object had it from a signed release. Only what a release needs is
 * asked for; drafts never become objects.
 */
export function serveObjects(http: FastifyInstance, { truth }: Pick<AppContext, 'truth'>): void {
  // after a publication every player asks for the same few objects
  const recent = new Map<string, Buffer>();
  let recentBytes = 0;
  async function find(name: string): Promise<Buffer | undefined> {
    const remembered = recent.get(name);
    if (remembered !== undefined) return remembered;
    const bytes = await readObject(truth, name);
    if (bytes === undefined) return undefined;
    recent.set(name, bytes);
    recentBytes += bytes.length;
    for (const [oldest, { length }] of recent) {
      if (recentBytes <= rememberedBytes) break;
      recent.delete(oldest);
      recentBytes -= length;
    }
    return bytes;
  }
  http.route<{ Params: { name: string } }>({
    method: ['GET', 'HEAD'],
    url: '/objects/:name',
    handler: async (request, reply) => {
      const name = hashSchema.safeParse(request.params.name);
      const bytes = name.success ? await find(name.data) : undefined;
      if (!name.success || bytes === undefined) return sendProblem(reply, problemOf('not-found', 'no such object'));
      return sendBytes(request, reply, {
        name: name.data,
        mime: 'application/json; charset=utf-8',
        sizeBytes: bytes.length,
        read: (fromByte, untilByte) => bytes.subarray(fromByte, untilByte),
      });
    },
  });
}
