import { objectPath } from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { boundedBytes } from './bounded-bytes.ts';
import { originUrl } from './origin-url.ts';

/** The bound of release.ts in the protocol. */
const mostBytes = 1024 * 1024;
const timeoutMs = 30_000;

export type FetchedObject =
  | { readonly kind: 'here'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly name: string; readonly detail: string };

/** Fetches an object from the first origin that has it whole: bytes count only when their hash is the name. */
export async function fetchObject(options: {
  readonly name: string;
  readonly serverUrl: string;
  readonly origins: readonly string[];
  readonly signal: AbortSignal;
}): Promise<FetchedObject> {
  const { name } = options;
  const details: string[] = [];
  for (const origin of options.origins) {
    const url = originUrl(options.serverUrl, origin, objectPath(name));
    try {
      const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]) });
      if (response.status !== 200 || response.body === null) {
        await response.body?.cancel();
        details.push(`${url} answered ${response.status}`);
        continue;
      }
      const bytes = await boundedBytes(response.body, mostBytes);
      if (bytes !== null && nameOfBytes(bytes) === name) return { kind: 'here', name, bytes };
      details.push(`${url} gave ${bytes === null ? 'too much' : 'other bytes'}`);
    } catch (error) {
      details.push(`${url}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { kind: 'failed', name, detail: details.join('; ') };
}
