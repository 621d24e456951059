import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { guardedLookup, type IsAllowed } from './guarded-lookup.ts';
import { judgeTarget } from './judge-target.ts';

export type GuardedAsk = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | null;
  readonly signal: AbortSignal;
};

/**
 * Asks another server: at public addresses over https, and in the networks that a setting names, there also over http. Names are looked up for
 * the very connection that is made, and redirects are not followed: whoever follows one asks again, and it is judged like the first. Rejects
 * with the system's code, `EACCES` where the address may not be asked; addresses may hold keys, so that the message tells the host only.
 */
export function guardedRequest(url: URL, isNamed: IsAllowed, { method = 'GET', headers = {}, body = null, signal }: GuardedAsk) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const refusal = refusalOf(url);
    const { isAllowed, isRefused } = judgeTarget(url, isNamed);
    if (refusal !== null || isRefused)
      return reject(Object.assign(new Error(refusal ?? `${url.host} is not a public address over https`), { code: 'EACCES' }));
    const length = body === null ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
    const ask = url.protocol === 'https:' ? requestTls : requestPlain;
    // no agent: a kept connection would be one that was judged under another name
    const request = ask(
      url,
      { method, headers: { 'user-agent': 'Gatecast', ...headers, ...length }, signal, lookup: guardedLookup(isAllowed), agent: false },
      resolve,
    );
    request.on('error', reject);
    request.end(body ?? undefined);
  });
}

function refusalOf({ protocol, username, password }: URL): string | null {
  if (protocol !== 'https:' && protocol !== 'http:') return `${protocol} is not https`;
  return username !== '' || password !== '' ? 'names a user' : null;
}
