import { problemOf } from '@gatecast/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { byteRangeOf } from './byte-range.ts';

/** Something that is named by the hash of its bytes and never changes. */
export type NamedBytes = {
  readonly name: string;
  readonly mime: string;
  readonly sizeBytes: number;
  /** Beside the usual ones, or in their place. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly read: (fromByte: number, untilByte: number) => Readable | Uint8Array;
};

/**
 * Sends immutable bytes with a strong ETag: 200, 206, 304 or 416 (RFC 9110). They may be kept for ever; no browser may guess
 * another type, run anything in them, or frame them.
 */
export function sendBytes(request: FastifyRequest, reply: FastifyReply, bytes: NamedBytes): FastifyReply {
  const { name, mime, sizeBytes } = bytes;
  const etag = `"${name}"`;
  reply
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
    // a name is a hash, so whoever has it may have the bytes: stages and portals on other origins draw them
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('x-content-type-options', 'nosniff')
    .headers(bytes.headers ?? {});
  if (matches(request.headers['if-none-match'], etag)) return reply.status(304).send();
  const range = byteRangeOf({ range: request.headers.range, ifRange: headerText(request.headers['if-range']) }, { sizeBytes, etag });
  if (range.kind === 'unsatisfiable') {
    const problem = problemOf('bad-input', `Range: the bytes end at ${sizeBytes}`, { field: 'headers.range', limit: sizeBytes });
    // RFC 9110 gives this one its own status, whatever the table says of bad input
    return reply
      .status(416)
      .header('content-range', `bytes */${sizeBytes}`)
      .header('cache-control', 'no-store')
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify({ ...problem, status: 416, requestId: request.id }));
  }
  const [fromByte, untilByte] = range.kind === 'part' ? [range.fromByte, range.untilByte] : [0, sizeBytes];
  if (range.kind === 'part') reply.status(206).header('content-range', `bytes ${fromByte}-${untilByte - 1}/${sizeBytes}`);
  reply.type(mime).header('content-length', untilByte - fromByte);
  if (request.method === 'HEAD' || untilByte === fromByte) return reply.send();
  return reply.send(bytes.read(fromByte, untilByte));
}

function matches(header: string | undefined, etag: string): boolean {
  return header !== undefined && header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}

function headerText(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' || header === undefined ? header : header.join(', ');
}
