import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { guardedLookup, judgeTarget, type IsAllowed } from '@gatecast/public-address';
import type { Sent } from './sent.ts';

const timeoutMs = 10_000;

/**
 * Posts to another server: to public addresses over https, and to the networks that the setting names, there also over http. Redirects are
 * not followed; names are looked up for the very connection that is made.
 */
export async function sendWebhook(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  isNamed: IsAllowed,
): Promise<Sent> {
  const url = new URL(address);
  const { isAllowed, isRefused } = judgeTarget(url, isNamed);
  if (isRefused) return { kind: 'failed', error: `${url.host} may not be reached`, reached: [] };
  const send = url.protocol === 'https:' ? requestTls : requestPlain;
  return new Promise((resolve) => {
    const fail = (error: string): void => resolve({ kind: 'failed', error, reached: [] });
    const request = send(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'Gatecast' },
        lookup: guardedLookup(isAllowed),
        signal: AbortSignal.timeout(timeoutMs),
        // a kept connection would be one that was judged under another name
        agent: false,
      },
      (response) => {
        const { statusCode = 0 } = response;
        // what it says beyond its status is not read
        response.destroy();
        if (statusCode >= 200 && statusCode < 300) resolve({ kind: 'sent', refused: null });
        else fail(`${url.host} answered ${statusCode}`);
      },
    );
    // addresses may hold keys, so that only the host is told
    request.on('error', (error: NodeJS.ErrnoException) =>
      fail(`${url.host}: ${error.name === 'TimeoutError' ? 'timed-out' : (error.code ?? 'failed')}`),
    );
    request.end(body);
  });
}
