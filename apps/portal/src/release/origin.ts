import { objectPath, portalRoutes, type SignedDocument } from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { jsonOf } from './release-store.ts';

export type DocumentFetched =
  | { readonly kind: 'document'; readonly document: SignedDocument; readonly etag: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly detail: string };
export type ObjectFetched = { readonly kind: 'object'; readonly bytes: Buffer } | { readonly kind: 'failed'; readonly detail: string };

/** The fleet server as the portal needs it. It is not trusted: documents are verified and objects hashed. */
export type Origin = {
  readonly release: (etag: string | null) => Promise<DocumentFetched>;
  readonly root: () => Promise<DocumentFetched>;
  readonly object: (name: string) => Promise<ObjectFetched>;
};

const limits = { documentBytes: 4 * 1024 * 1024, objectBytes: 1024 * 1024, timeoutMs: 10_000 };

/** Reaches the fleet server at `serverUrl`; `signal` ends what is under way. What the outside world does becomes a value here. */
export function httpOrigin(serverUrl: string, signal: AbortSignal): Origin {
  async function get(path: string, headers: Record<string, string>): Promise<Response> {
    return fetch(new URL(path, serverUrl), {
      headers: { accept: 'application/json', ...headers },
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(limits.timeoutMs)]),
    });
  }
  async function document(route: (typeof portalRoutes)[keyof typeof portalRoutes], etag: string | null): Promise<DocumentFetched> {
    const { path, answer } = route;
    try {
      const response = await get(path, etag === null ? {} : { 'if-none-match': etag });
      if (response.status === 304) return { kind: 'unchanged' };
      if (response.status === 404) return { kind: 'none' };
      if (!response.ok) return { kind: 'failed', detail: `${path} answers ${response.status}` };
      const parsed = answer.safeParse(jsonOf(await bodyOf(response, limits.documentBytes)));
      if (!parsed.success) return { kind: 'failed', detail: `${path} is no signed document` };
      return { kind: 'document', document: parsed.data, etag: response.headers.get('etag') };
    } catch (error) {
      return { kind: 'failed', detail: `${path}: ${reasonOf(error)}` };
    }
  }
  return {
    release: (etag) => document(portalRoutes.getPortalRelease, etag),
    root: () => document(portalRoutes.getPortalRoot, null),
    async object(name) {
      const path = objectPath(name);
      try {
        const response = await get(path, {});
        if (!response.ok) return { kind: 'failed', detail: `${path} answers ${response.status}` };
        const bytes = await bodyOf(response, limits.objectBytes);
        return nameOfBytes(bytes) === name ? { kind: 'object', bytes } : { kind: 'failed', detail: `${path} has another hash` };
      } catch (error) {
        return { kind: 'failed', detail: `${path}: ${reasonOf(error)}` };
      }
    },
  };
}

async function bodyOf(response: Response, limit: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of response.body ?? []) {
    sizeBytes += piece.byteLength;
    if (sizeBytes > limit) throw new RangeError(`is larger than ${limit} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
