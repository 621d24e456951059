import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  commandReportSchema,
  exitTriesSchema,
  feedStatePath,
  heartbeatSchema,
  logBundleSchema,
  payloadTypes,
  playRecordsSchema,
  proofStatementSchema,
  receiptsSchema,
  releaseReportSchema,
  signedDocumentSchema,
  type Alert,
  type CommandReport,
  type ExitTry,
  type FeedTable,
  type Heartbeat,
  type LogBundle,
  type PlayRecord,
  type PlayRecords,
  type PreEnrolment,
  type PreEnrolmentFile,
  type Receipt,
  type ReleaseReport,
  type RootDocument,
  type Screenshot,
  type SignedDocument,
  type SiteDownloads,
  type Welcome,
} from '@gatecast/protocol';
import {
  canonicalBytes,
  fingerprintOf,
  generateSeed,
  keyIdOf,
  nameOfBytes,
  newTicketToken,
  signDocument,
  signingKeyOf,
  ticketKeyOf,
  verifyDocument,
  type SigningKey,
} from '@gatecast/signing';
import { Server, type Socket } from 'socket.io';
import type { Answering } from './lying-origin.ts';
import type { MadeRelease } from './make-release.ts';

// A fleet server as far as wire.ts goes, for one player: protocol-true, and able to lie where a test wants it to.

export type TestServer = Awaited<ReturnType<typeof testServer>>;
export type MediaAnswer = 'whole' | 'corrupt' | { readonly stallAfterBytes: number };

export async function testServer(
  options: {
    readonly port?: number;
    readonly assembly?: SigningKey;
    /** Who signs updates; left out: nobody. */
    readonly software?: SigningKey;
    /** How fast a dead connection is noticed; Socket.IO's own where left out. */
    readonly pings?: { readonly pingInterval: number; readonly pingTimeout: number };
    readonly origins?: readonly string[];
  } = {},
) {
  const assembly = options.assembly ?? signingKeyOf(generateSeed());
  const root = rootOf(assembly, options.software ?? null);
  const objects = new Map<string, Buffer>();
  const media = new Map<string, Buffer>();
  const seen = {
    objects: [] as string[],
    media: [] as { readonly hash: string; readonly range: string | undefined }[],
    reports: [] as ReleaseReport[],
    receipts: [] as Receipt[],
    records: [] as PlayRecord[],
    runs: [] as PlayRecords[],
    heartbeats: [] as Heartbeat[],
    screenshots: [] as Screenshot[],
    commandReports: [] as CommandReport[],
    logBundles: [] as LogBundle[],
    exitTries: [] as ExitTry[],
    connects: 0,
    releaseAsks: 0,
    feedAsks: 0,
  };
  let release: SignedDocument | null = null;
  let releaseNumber = 0;
  let alertState: SignedDocument | null = null;
  let alertRevision = 0;
  let knownGood: string | null = null;
  let feedState: SignedDocument | null = null;
  let feedRevision = 0;
  let siteDownloads: SiteDownloads | null = null;
  let standing: Pick<Welcome, 'screenName' | 'areaIds'> = {};
  let mediaAnswer: MediaAnswer = 'whole';
  let lie: Answering | null = null;
  let recordsAnswer: ((run: PlayRecords) => unknown) | null = null;
  let releaseLie: { readonly answer: unknown } | null = null;
  let isReceiptsAnswered = true;
  let isReportsAnswered = true;
  let ticketKey: SigningKey | null = null;
  let playerKey: { readonly keyId: string; readonly publicKey: string } | null = null;
  const waiters: { readonly holds: () => boolean; readonly resolve: () => void }[] = [];
  const devices = new Set<Socket>();
  const players = new Set<Socket>();

  function changed(): void {
    for (const waiter of waiters.splice(0)) {
      if (waiter.holds()) waiter.resolve();
      else waiters.push(waiter);
    }
  }
  const given = (document: SignedDocument | null) => (document === null ? { kind: 'none' } : { kind: 'document', document });
  function serveFile(request: IncomingMessage, response: ServerResponse): void {
    if (lie !== null) return lie(response, { path: request.url ?? '', headers: request.headers });
    if (request.url === feedStatePath('site-1')) {
      seen.feedAsks++;
      return void response.writeHead(200).end(JSON.stringify(given(feedState)));
    }
    const [, kind, name = ''] = (request.url ?? '').split('/');
    const bytes = kind === 'objects' ? objects.get(name) : media.get(name);
    if (bytes === undefined) return void response.writeHead(404).end();
    if (kind === 'objects') {
      seen.objects.push(name);
      return void response.writeHead(200).end(bytes);
    }
    const { range } = request.headers;
    seen.media.push({ hash: name, range });
    changed();
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const sent = mediaAnswer === 'corrupt' ? Buffer.from(bytes.map((byte) => byte ^ 1)) : bytes;
    const headers: Record<string, string> = { 'content-length': String(bytes.length - start) };
    if (start > 0) headers['content-range'] = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(start > 0 ? 206 : 200, headers);
    // who waits on an answer that is whole would keep the next one of its connection waiting
    const stallsAt = typeof mediaAnswer === 'object' ? start + mediaAnswer.stallAfterBytes : bytes.length;
    if (stallsAt < bytes.length) response.write(sent.subarray(start, stallsAt));
    else response.end(sent.subarray(start));
  }
  const http = createServer(serveFile);
  const io = new Server(http, { transports: ['websocket'], maxHttpBufferSize: 2 * 1024 * 1024, ...options.pings });

  function quorum() {
    if (playerKey === null) throw new Error('no player is enrolled');
    return { keys: new Map([[playerKey.keyId, playerKey.publicKey]]), threshold: 1 };
  }
  io.of('/enrolment').on('connection', (socket) => {
    const { publicKey, ticket } = socket.handshake.auth as { publicKey: string; ticket?: string };
    socket.emit('challenge', { nonce: 'e'.repeat(32) }, (proof: unknown) => {
      const document = signedDocumentSchema.parse(proof);
      playerKey = { keyId: document.signatures[0]?.keyid ?? '', publicKey };
      const verified = verifyDocument(document, payloadTypes.proof, proofStatementSchema, quorum());
      if (verified.kind === 'refused') return socket.disconnect(true);
      if (ticket !== undefined) return meetTicket(socket, document, { publicKey, ticket });
      devices.add(socket);
      socket.emit('pairing', { code: 'ACDE2345', expiresAtMs: Date.now() + 600_000, root });
      changed();
    });
  });
  /** What a server does with the ticket of a pre-enrolment file: both keys must have signed for the device's own. */
  function meetTicket(socket: Socket, proof: SignedDocument, { publicKey, ticket }: { publicKey: string; ticket: string }): void {
    const keys = new Map([publicKey, ticket].map((key) => [keyIdOf(key), key]));
    const verified = verifyDocument(proof, payloadTypes.proof, proofStatementSchema, { keys, threshold: 2 });
    const isGood = verified.kind === 'verified' && verified.document.publicKey === publicKey && ticket === ticketKey?.publicKey;
    if (isGood) return void socket.emit('enrolled', { playerId: 'player-1', screenId: 'screen-1', siteId: 'site-1' }, () => undefined);
    socket.emit('fault', { code: 'file-refused', detail: 'the file was used' });
    socket.disconnect(true);
  }
  io.of('/player').on('connection', (socket) => {
    socket.emit('challenge', { nonce: 'p'.repeat(32) }, (proof: unknown) => {
      const verified = verifyDocument(signedDocumentSchema.parse(proof), payloadTypes.proof, proofStatementSchema, quorum());
      if (verified.kind === 'refused') return socket.disconnect(true);
      players.add(socket);
      seen.connects++;
      listen(socket);
      listenToCommands(socket);
      const welcome = { serverTimeMs: Date.now(), screenId: 'screen-1', siteId: 'site-1', releaseNumber, alertRevision, feedRevision };
      socket.emit('welcome', { ...welcome, heartbeatMs: 1_000, origins: options.origins ?? ['/'], ...standing });
      if (siteDownloads !== null) socket.emit('site-downloads', siteDownloads);
      changed();
    });
    socket.on('disconnect', () => {
      players.delete(socket);
      changed();
    });
  });
  type Answer = (answer: unknown) => void;
  function listen(socket: Socket): void {
    socket.on('get-release', (answer: Answer) => {
      seen.releaseAsks++;
      answer(releaseLie === null ? given(release) : releaseLie.answer);
    });
    socket.on('get-alert-state', (answer: Answer) => answer(given(alertState)));
    socket.on('heartbeat', (message: unknown, answer: Answer) => {
      seen.heartbeats.push(heartbeatSchema.parse(message));
      answer({ serverTimeMs: Date.now(), releaseNumber, alertRevision, feedRevision });
      changed();
    });
    socket.on('release-report', (message: unknown, answer: Answer) => {
      seen.reports.push(releaseReportSchema.parse(message));
      answer({ kind: 'stored', through: 0 });
      changed();
    });
    socket.on('receipts', (message: unknown, answer: Answer) => {
      const verified = verifyDocument(signedDocumentSchema.parse(message), payloadTypes.receipts, receiptsSchema, quorum());
      if (verified.kind === 'refused') throw new Error(verified.detail);
      if (!isReceiptsAnswered) return;
      seen.receipts.push(...verified.document.receipts);
      answer({ kind: 'stored', through: 0 });
      changed();
    });
    socket.on('play-records', (message: unknown, answer: Answer) => {
      const verified = verifyDocument(signedDocumentSchema.parse(message), payloadTypes.playRecords, playRecordsSchema, quorum());
      if (verified.kind === 'refused') throw new Error(verified.detail);
      seen.runs.push(verified.document);
      if (recordsAnswer !== null) return answer(recordsAnswer(verified.document));
      const through = seen.records.at(-1)?.sequence ?? 0;
      seen.records.push(...verified.document.records.filter(({ sequence }) => sequence > through));
      answer({ kind: 'stored', through: seen.records.at(-1)?.sequence ?? 0 });
      changed();
    });
    socket.on('screenshot', (message: Screenshot, answer: Answer) => {
      seen.screenshots.push(message);
      answer({ kind: 'stored', through: 0 });
      changed();
    });
  }
  function listenToCommands(socket: Socket): void {
    socket.on('command-report', (message: unknown, answer: Answer) => {
      if (!isReportsAnswered) return;
      seen.commandReports.push(commandReportSchema.parse(message));
      answer({ kind: 'stored', through: 0 });
      changed();
    });
    socket.on('exit-tries', (message: unknown, answer: Answer) => {
      if (!isReportsAnswered) return;
      seen.exitTries.push(...exitTriesSchema.parse(message).tries);
      answer({ kind: 'stored', through: 0 });
      changed();
    });
    socket.on('log-bundle', (message: unknown, answer: Answer) => {
      seen.logBundles.push(logBundleSchema.parse(message));
      answer({ kind: 'stored', through: 0 });
      changed();
    });
  }
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    root,
    assembly,
    /** Waits for a fact about what was seen. */
    until(holds: () => boolean): Promise<void> {
      return holds() ? Promise.resolve() : new Promise((resolve) => waiters.push({ holds, resolve }));
    },
    isDeviceWaiting: () => devices.size > 0,
    isPlayerConnected: () => players.size > 0,
    /** The key of the device that asked to be enrolled; null where none has. */
    playerKey: () => playerKey,
    /** What a technician does who types the code. */
    enrol(): Promise<void> {
      const [socket] = devices;
      return new Promise((resolve) => {
        socket?.emit('enrolled', { playerId: 'player-1', screenId: 'screen-1', siteId: 'site-1' }, () => resolve());
      });
    },
    /** A pre-enrolment file as this server would make it, which it takes from here on; null: it takes none. */
    takeFile(file: Partial<PreEnrolment> | null): PreEnrolmentFile {
      const token = newTicketToken();
      ticketKey = file === null ? null : ticketKeyOf(token);
      const payload: PreEnrolment = {
        ...{
          version: 1,
          type: 'pre-enrolment',
          id: 'file-1',
          servers: [`http://127.0.0.1:${port}`],
          screenId: 'screen-1',
          siteId: 'site-1',
        },
        ...{ screenName: 'B12', rootFingerprint: fingerprintOf(root), token, issuedAtMs: 1, expiresAtMs: 2, ...file },
      };
      return { version: 1, kind: 'gatecast-pre-enrolment', root, document: signDocument(payloadTypes.preEnrolment, payload, [assembly]) };
    },
    knows(key: { readonly keyId: string; readonly publicKey: string }): void {
      playerKey = key;
    },
    offer(made: MadeRelease, number: number): void {
      for (const [name, bytes] of made.objects) objects.set(name, bytes);
      for (const [hash, bytes] of made.media) media.set(hash, bytes);
      release = made.document;
      releaseNumber = number;
      for (const socket of players) socket.emit('release-available', { number });
    },
    /** Answers with these bytes for a path's last name. */
    serve: (name: string, bytes: Buffer): void => void media.set(name, bytes),
    raise(revision: number, alerts: readonly Alert[], key = assembly): void {
      const told = { version: 1, type: 'alert-state', siteId: 'site-1', revision, issuedAtMs: Date.now(), alerts, withdrawn: [] };
      const state = knownGood === null ? told : { ...told, knownGood };
      alertState = signDocument(payloadTypes.alertState, state, [key]);
      alertRevision = revision;
      for (const socket of players) socket.emit('alert-state', alertState);
    },
    /** Values of feeds, pushed to who is connected; `isLost`: the push does not arrive. */
    feed(revision: number, feeds: readonly FeedTable[], { key = assembly, isLost = false } = {}): void {
      const told = { version: 1, type: 'feed-state', siteId: 'site-1', revision, issuedAtMs: Date.now(), feeds };
      feedState = signDocument(payloadTypes.feedState, told, [key]);
      feedRevision = revision;
      if (!isLost) for (const socket of players) socket.emit('feed-state', feedState);
    },
    /** Cuts every player off; they come back. */
    cut(): void {
      for (const socket of players) socket.disconnect(true);
    },
    /** Pins a release as known good, or none; told with the next alert state. */
    pin(number: number, made: MadeRelease | null): void {
      knownGood = null;
      if (made === null) return;
      for (const [name, bytes] of made.objects) objects.set(name, bytes);
      for (const [hash, bytes] of made.media) media.set(hash, bytes);
      const document = canonicalBytes(made.document);
      const list = { version: 1, kind: 'known-good', releases: [{ screenId: 'screen-1', number, document: nameOfBytes(document) }] };
      objects.set(nameOfBytes(document), document);
      knownGood = nameOfBytes(canonicalBytes(list));
      objects.set(knownGood, canonicalBytes(list));
    },
    command(order: unknown, more: object = {}, key = assembly): Promise<unknown> {
      const times = { issuedAtMs: Date.now(), expiresAtMs: Date.now() + 30_000 };
      const command = { version: 1, type: 'command', id: 'command-1', playerId: 'player-1', ...times, order, ...more };
      const [socket] = players;
      return new Promise((resolve) => socket?.emit('command', signDocument(payloadTypes.command, command, [key]), resolve));
    },
    answerMedia(how: MediaAnswer): void {
      mediaAnswer = how;
    },
    /** How runs of play records are answered, none of which is stored then; null: as a server that stores them. */
    answerRecords(how: ((run: PlayRecords) => unknown) | null): void {
      recordsAnswer = how;
    },
    /** Every object and media file is answered so; null: as it is true. */
    lie(how: Answering | null): void {
      lie = how;
    },
    /** What the player is given when it asks for its release; null: the release. */
    lieAboutRelease(how: { readonly answer: unknown } | null): void {
      releaseLie = how;
    },
    /** How the site wants its network to be used; told with the next welcome. */
    tellDownloads(next: SiteDownloads): void {
      siteDownloads = next;
    },
    /** What the next welcome tells of the screen. */
    stand(next: Pick<Welcome, 'screenName' | 'areaIds'>): void {
      standing = next;
    },
    answerReceipts(isAnswered: boolean): void {
      isReceiptsAnswered = isAnswered;
    },
    answerReports(isAnswered: boolean): void {
      isReportsAnswered = isAnswered;
    },
    async close(): Promise<void> {
      http.closeAllConnections();
      await io.close();
    },
  };
}

function rootOf(key: SigningKey, software: SigningKey | null): SignedDocument {
  const role = { keyIds: [key.keyId], threshold: 1 };
  const nobody = { keyIds: [], threshold: 1 };
  const document: RootDocument = {
    version: 1,
    type: 'root',
    number: 1,
    issuedAtMs: 0,
    organisation: 'Test',
    keys: Object.fromEntries(
      [key, ...(software === null ? [] : [software])].map(({ keyId, publicKey }) => [keyId, { algorithm: 'ed25519', publicKey }]),
    ),
    roles: {
      root: role,
      assembly: role,
      command: role,
      approver: nobody,
      issuer: nobody,
      publisher: nobody,
      software: software === null ? nobody : { keyIds: [software.keyId], threshold: 1 },
    },
  };
  return signDocument(payloadTypes.root, document, [key]);
}
