import type { IsAllowed } from './guarded-lookup.ts';
import { guardedRequest } from './guarded-request.ts';

const largestAnswerBytes = 1024 * 1024;

export type GuardedFetch = (
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
    readonly signal?: AbortSignal | null | undefined;
  },
) => Promise<Response>;

/**
 * `fetch` as libraries want it, which leads where `guardedRequest` may: redirects are given to the caller as they are, an answer is whole and at
 * most 1 MiB (else it rejects with `EMSGSIZE`), and a body is text, bytes or a form (else a TypeError).
 */
export function createGuardedFetch(isNamed: IsAllowed, timeoutMs: number): GuardedFetch {
  return async (url, { method = 'GET', headers = {}, body, signal }) => {
    const late = AbortSignal.timeout(timeoutMs);
    const limited = signal == null ? late : AbortSignal.any([signal, late]);
    const answer = await guardedRequest(new URL(url), isNamed, { method, headers, body: sendable(body), signal: limited });
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > largestAnswerBytes) {
        answer.destroy();
        throw Object.assign(new Error(`${new URL(url).host} answered more than ${largestAnswerBytes} bytes`), { code: 'EMSGSIZE' });
      }
      chunks.push(chunk);
    }
    const { statusCode: status = 502 } = answer;
    // these have no body by their definition (Fetch, null body status)
    const isEmpty = [101, 204, 205, 304].includes(status);
    return new Response(isEmpty ? null : Buffer.concat(chunks), { status, headers: headersOf(answer.rawHeaders) });
  };
}

function sendable(body: unknown): string | Uint8Array | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('a body is text, bytes or a form');
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < raw.length; at += 2) headers.append(raw[at] ?? '', raw[at + 1] ?? '');
  return headers;
}
