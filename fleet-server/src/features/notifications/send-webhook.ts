import { guardedRequest, type IsAllowed } from '@gatecast/public-address';
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
  const fail = (error: string): Sent => ({ kind: 'failed', error, reached: [] });
  try {
    const response = await guardedRequest(url, isNamed, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { statusCode = 0 } = response;
    // what it says beyond its status is not read
    response.destroy();
    return statusCode >= 200 && statusCode < 300 ? { kind: 'sent', refused: null } : fail(`${url.host} answered ${statusCode}`);
  } catch (error) {
    const { name, code = 'failed' } = error as NodeJS.ErrnoException;
    // addresses may hold keys, so that only the host is told
    if (code === 'EACCES') return fail(`${url.host} may not be reached`);
    return fail(`${url.host}: ${name === 'TimeoutError' ? 'timed-out' : code}`);
  }
}
