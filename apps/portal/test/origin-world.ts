import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { payloadTypes, type PortalReleaseEnvelope, type RootDocument, type SignedDocument } from '@gatecast/protocol';
import { buildTree } from '@gatecast/releases';
import { generateSeed, nameOfBytes, signDocument, signingKeyOf, type SigningKey } from '@gatecast/signing';
import { articleItems, type TestArticle } from './article-items.ts';

/** A fleet server as the portal sees it: a root, a portal release and objects over HTTP, all of them really signed. */
export class OriginWorld {
  readonly key: SigningKey = signingKeyOf(generateSeed());
  readonly requests: string[] = [];
  root: SignedDocument;
  release: SignedDocument | null = null;
  readonly objects = new Map<string, Buffer>();
  #server: Server | null = null;
  #port = 0;

  constructor() {
    this.root = signDocument(payloadTypes.root, rootOf(this.key), [this.key]);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens; a second time on the same port, as a server that comes back. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const url = request.url ?? '';
      this.requests.push(url);
      const etag = `"${this.release === null ? 'none' : nameOfBytes(Buffer.from(JSON.stringify(this.release))).slice(0, 16)}"`;
      const object = this.objects.get(url.slice('/objects/'.length));
      if (url === '/api/portal/root') response.setHeader('content-type', 'application/json').end(JSON.stringify(this.root));
      else if (url === '/api/portal/release' && request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else if (url === '/api/portal/release' && this.release !== null) response.writeHead(200, { etag }).end(JSON.stringify(this.release));
      else if (object !== undefined) response.end(object);
      else response.writeHead(404).end();
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  /** Signs a portal release over articles, with the assembly key or another one, and serves it. */
  publish(
    articles: readonly TestArticle[],
    options: { readonly number: number; readonly by?: SigningKey; readonly isFirstObjectBad?: boolean },
  ): void {
    const { items, bytes } = articleItems(articles);
    for (const [name, object] of bytes) this.objects.set(name, object);
    const parts = new Map(items.map((item) => [`item:${item.id}`, item]));
    const { tree, objects } = buildTree(parts);
    for (const [name, bytes] of objects)
      this.objects.set(name, options.isFirstObjectBad === true ? Buffer.from(`${bytes.toString()} `) : bytes);
    const envelope: PortalReleaseEnvelope = {
      version: 1,
      type: 'portal-release',
      number: options.number,
      issuedAtMs: Date.UTC(2026, 6, 29, 20),
      publicationId: 'p1',
      rootNumber: 1,
      languages: ['vi', 'en', 'zh-Hans', 'ko', 'ja', 'fr'],
      tree,
      objectCount: bytes.size + objects.size,
    };
    this.release = signDocument(payloadTypes.portalRelease, envelope, [options.by ?? this.key]);
  }

  /** Hands the assembly role to a new key by the next root. */
  rotate(): SigningKey {
    const next = signingKeyOf(generateSeed());
    this.root = signDocument(payloadTypes.root, rootOf(this.key, next, 2), [this.key]);
    return next;
  }
}

function rootOf(key: SigningKey, assembly: SigningKey = key, number = 1): RootDocument {
  const role = { keyIds: [key.keyId], threshold: 1 };
  const none = { keyIds: [], threshold: 1 };
  const keys = Object.fromEntries(
    [key, assembly].map((each) => [each.keyId, { algorithm: 'ed25519' as const, publicKey: each.publicKey }]),
  );
  const roles = {
    root: role,
    assembly: { keyIds: [assembly.keyId], threshold: 1 },
    command: role,
    approver: none,
    issuer: none,
    publisher: none,
    software: none,
  };
  return { version: 1, type: 'root', number, issuedAtMs: 1, organisation: 'Sở Ngoại vụ Hà Nội', keys, roles };
}
