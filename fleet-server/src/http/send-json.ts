import type { FastifyReply, FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Smaller answers gain less than the work is worth; and every answer that holds a secret (a token, a webhook's key, codes) is smaller. */
const leastCharacters = 16 * 1_024;
/** Threads of the pool that files and passwords need too: whoever finds both taken is answered as it is. */
const mostAtOnce = 2;
/**
 * Measured on the wall of 1,000 screens, 854 kB: 49 kB in 7 ms of a thread and 1.6 ms of the loop, which then has less to write; quality 4
 * makes 47 kB of it, 6 takes three times as long; gzip makes 53 kB.
 */
const brotliSettings = { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } };

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
let running = 0;

/** Sends JSON, large text in the encoding that the client takes. Media and files are sent elsewhere, and never through here. */
export async function sendJson(request: FastifyRequest, reply: FastifyReply, text: string): Promise<FastifyReply> {
  reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding');
  const encoding = text.length < leastCharacters || running >= mostAtOnce ? null : encodingFor(request.headers['accept-encoding']);
  if (encoding === null) return reply.send(text);
  running++;
  try {
    const bytes = await (encoding === 'br' ? brotli(text, brotliSettings) : gzipped(text));
    return reply.header('content-encoding', encoding).send(bytes);
  } finally {
    running--;
  }
}

/** Which of the encodings that we make a client takes (RFC 9110, 12.5.3); null: none, or it did not say. */
export function encodingFor(accepted: string | string[] | undefined): 'br' | 'gzip' | null {
  const offers = String(accepted ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*/));
  const taken = new Set(offers.filter(([, weight = '']) => !/^q=0(\.0*)?$/.test(weight)).map(([name]) => name));
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : null;
}
