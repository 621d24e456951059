import { guardedRequest, judgeTarget, type IsAllowed } from '@gatecast/public-address';
import type { FeedProblemCode } from '@gatecast/protocol';

/** What a server answers conditional requests by. */
export type Validators = { readonly etag: string | null; readonly lastModified: string | null };

export type Fetched =
  | { readonly kind: 'text'; readonly text: string; readonly validators: Validators }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly code: FeedProblemCode; readonly detail: string };

const mostRedirects = 3;
export const fetchLimits = { bytes: 1024 * 1024, timeoutMs: 15_000 } as const;

/**
 * Fetches a feed from another server. It may lead to public addresses over https, and to the private networks that the setting names, there
 * also over http; each redirect is judged like the first address, and names are looked up for the very connection that is made.
 */
export async function fetchGuarded(
  address: string,
  { isNamed, validators, signal }: { readonly isNamed: IsAllowed; readonly validators: Validators; readonly signal: AbortSignal },
): Promise<Fetched> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(fetchLimits.timeoutMs)]);
  let url = new URL(address);
  try {
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const answered = await ask(url, isNamed, validators, limited);
      if (answered.kind !== 'moved') return answered;
      if (!URL.canParse(answered.location, url.href)) return failed('bad-status', 'redirects to what is no address');
      url = new URL(answered.location, url);
    }
    return failed('bad-status', `redirects more than ${mostRedirects} times`);
  } catch (error) {
    return faultOf(error, url, limited);
  }
}

function failed(code: FeedProblemCode, detail: string): Extract<Fetched, { kind: 'failed' }> {
  return { kind: 'failed', code, detail };
}

/** Addresses may hold keys, so that only the host is told. */
function faultOf(error: unknown, { host }: URL, { aborted }: AbortSignal): Fetched {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
  if (aborted) return failed('timed-out', `${host} did not answer whole within ${fetchLimits.timeoutMs / 1_000} s`);
  if (code === 'EACCES') return failed('address-refused', `${host} does not lead to a public address`);
  if (code === 'ENCODING_INVALID_ENCODED_DATA' || code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return failed('unreadable', 'is not UTF-8');
  return failed('unreachable', `${host}: ${code}`);
}

type Answered = Fetched | { readonly kind: 'moved'; readonly location: string };

async function ask(url: URL, isNamed: IsAllowed, validators: Validators, signal: AbortSignal): Promise<Answered> {
  const refusal = refusalOf(url, judgeTarget(url, isNamed).isRefused);
  if (refusal !== null) return failed('address-refused', refusal);
  const response = await guardedRequest(url, isNamed, { headers: headersWith(validators), signal });
  const { statusCode = 0, headers } = response;
  if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined) {
    response.destroy();
    return { kind: 'moved', location: headers.location };
  }
  if (statusCode === 304) {
    response.destroy();
    return { kind: 'unchanged' };
  }
  if (statusCode !== 200 || headers['content-encoding'] !== undefined) {
    response.destroy();
    const coding = headers['content-encoding'];
    return failed(
      'bad-status',
      coding === undefined ? `answered ${statusCode}` : `answered in ${coding.slice(0, 40)}, which was not asked for`,
    );
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > fetchLimits.bytes) {
      response.destroy();
      return failed('too-large', `is larger than ${fetchLimits.bytes} bytes`);
    }
    chunks.push(chunk);
  }
  const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  return {
    kind: 'text',
    text,
    validators: { etag: headers.etag?.slice(0, 200) ?? null, lastModified: headers['last-modified']?.slice(0, 100) ?? null },
  };
}

/** Why an address is not even asked. */
function refusalOf(url: URL, isRefused: boolean): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `${url.protocol} is not https`;
  if (url.username !== '' || url.password !== '') return 'names a user';
  return isRefused ? `${url.host} is not a public address over https` : null;
}

function headersWith({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  return {
    accept: 'application/json, text/csv, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.1',
    'accept-encoding': 'identity',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}
