import type { Clock } from '@gatecast/clock';
import { enrolDevice, ordinaryPacing, reconnectDelayMs, type Pacing } from '@gatecast/player-link';
import {
  signedDocumentSchema,
  type Enrolled,
  type Heartbeat,
  type Pairing,
  type RootDocument,
  type SignedDocument,
} from '@gatecast/protocol';
import { fingerprintOf, nameOfBytes, ticketKeyOf, verifyRoot, type SigningKey } from '@gatecast/signing';
import type { HandedDevice } from '../../bridge/bridge.ts';
import type { PlayerEvent } from '../../bridge/shell-channel.ts';
import { every } from '../every.ts';
import { playerVersion } from '../heartbeats.ts';
import { keepFact, readFact, type Store } from '../store/open-store.ts';
import { readPreEnrolment, shred, type FoundPreEnrolment } from './pre-enrolment-file.ts';

/** A file may be brought while the device shows its code. */
const lookMs = 2_000;

export type EnrolledBy = {
  readonly enrolled: Enrolled;
  readonly root: { readonly signed: SignedDocument; readonly document: RootDocument };
  readonly serverUrl: string;
};

/**
 * Gives a device without an identity one: by a pre-enrolment file where there is one, else by the code that a technician types. The
 * file is taken away when the identity is on disk, or when the server will not have it.
 */
export function enrolPlayer(world: {
  readonly preEnrolmentFile: string;
  /** null: the file says it. */
  readonly serverUrl: string | null;
  readonly signer: SigningKey;
  readonly shell: Exclude<Heartbeat['software']['shell'], 'simulated'>;
  readonly display: { readonly widthPx: number; readonly heightPx: number };
  readonly isTraining: boolean;
  readonly clock: Clock;
  readonly pacing: Pacing | undefined;
  readonly store: Store;
  readonly nowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  /** `trainingDiffers`: of player and server one is there to practise with, the other is in service. */
  readonly onChange: (link: HandedDevice['link'], pairing: HandedDevice['pairing'], trainingDiffers: boolean) => void;
  /** Resolves when what was given is on disk. */
  readonly onEnrolled: (by: EnrolledBy) => Promise<void>;
}): { readonly close: () => void } {
  const { clock, preEnrolmentFile, store } = world;
  let link: HandedDevice['link'] = 'connecting';
  let pairing: HandedDevice['pairing'] = null;
  let trainingDiffers = false;
  let underWay: { readonly close: () => void } | null = null;
  let file: FoundPreEnrolment | null = null;
  let lastRefusal = '';
  /** Files that are of no use and could not be taken away, by the hash of their document. */
  const spent = new Set<string>();
  let isClosed = false;
  // a device whose enrolment was answered while it was dead is told only of that, so the offer outlives it
  let offered = readFact(store, 'offered-root', signedDocumentSchema);

  function trouble(detail: string): void {
    world.tell({ event: 'trouble', atMs: world.nowMs(), where: 'enrolment', detail });
  }
  function tellFile(state: Extract<PlayerEvent, { event: 'pre-enrolment' }>['state'], detail: string): void {
    world.tell({ event: 'pre-enrolment', atMs: world.nowMs(), state, detail });
  }
  function change(nextLink: HandedDevice['link'], nextPairing: HandedDevice['pairing']): void {
    link = nextLink;
    pairing = nextPairing;
    world.onChange(link, pairing, trainingDiffers);
  }
  function markOf(found: FoundPreEnrolment): string {
    return nameOfBytes(Buffer.from(JSON.stringify(found.document)));
  }
  async function takeAway(found: FoundPreEnrolment): Promise<void> {
    spent.add(markOf(found));
    try {
      await shred(preEnrolmentFile);
      tellFile('removed', '');
    } catch (error) {
      tellFile('left', `take ${preEnrolmentFile} away: ${String(error)}`);
    }
  }

  function knock(serverUrl: string, found: FoundPreEnrolment | null, onOffline: () => void): { readonly close: () => void } {
    return enrolDevice({
      serverUrl,
      signer: world.signer,
      ...(found === null ? {} : { ticket: ticketKeyOf(found.document.token) }),
      software: { version: playerVersion, shell: world.shell },
      display: world.display,
      isTraining: world.isTraining,
      clock,
      ...(world.pacing === undefined ? {} : { pacing: world.pacing }),
      onState(state) {
        // until the server says something else: whoever stands before the glass reads it between two tries too
        const differs = state.kind === 'rejected' ? state.code === 'training-differs' : trainingDiffers && state.kind !== 'waiting';
        const isNews = differs !== trainingDiffers;
        trainingDiffers = differs;
        const now = state.kind === 'waiting' ? 'connected' : state.kind === 'connecting' && link !== 'offline' ? 'connecting' : 'offline';
        if (now !== link || isNews) {
          change(now, now === 'connected' ? pairing : null);
          if (state.kind === 'offline' || state.kind === 'rejected') trouble(state.detail);
        }
        if (state.kind === 'offline') onOffline();
        if (state.kind !== 'rejected' || state.code !== 'file-refused' || found === null) return;
        tellFile('refused', state.detail);
        void takeAway(found).then(begin);
      },
      onPairing(told: Pairing) {
        if (rootOf(told.root) === null) return trouble('the root document is not signed by its own quorum');
        offered = told.root;
        keepFact(store, 'offered-root', offered);
        const fingerprint = fingerprintOf(told.root);
        change(link, { code: told.code, expiresAtMs: told.expiresAtMs, fingerprint, serverUrl });
        world.tell({ event: 'pairing', atMs: world.nowMs(), code: told.code, expiresAtMs: told.expiresAtMs, fingerprint });
      },
      async onEnrolled(enrolled) {
        const root = found?.root ?? trusted(offered);
        if (root === null) return trouble('enrolled without a root document');
        if (found !== null && (enrolled.screenId !== found.document.screenId || enrolled.siteId !== found.document.siteId))
          return trouble(`the server gave screen ${enrolled.screenId}, the file is for ${found.document.screenId}`);
        change(link, null);
        stopLooking();
        await world.onEnrolled({ enrolled, root, serverUrl });
        if (found !== null) await takeAway(found);
      },
    });
  }
  function byFile(found: FoundPreEnrolment): void {
    file = found;
    const servers = world.serverUrl === null ? found.document.servers : [world.serverUrl];
    let place = 0;
    function tryServer(): void {
      underWay?.close();
      let cancel = (): void => undefined;
      const door = knock(servers[place % servers.length] ?? '', found, () => {
        // one server is tried ever more slowly by the link itself; of several each is tried once in its turn, and each round is slower
        if (servers.length === 1 || isClosed) return;
        place++;
        door.close();
        const round = Math.ceil(place / servers.length);
        cancel = clock.after(reconnectDelayMs(world.pacing ?? ordinaryPacing, `${world.signer.publicKey} ${place}`, round), tryServer);
      });
      underWay = {
        close() {
          cancel();
          door.close();
        },
      };
    }
    tellFile('found', `${found.document.screenName}, root ${found.document.rootFingerprint}`);
    tryServer();
  }
  function begin(): void {
    if (isClosed) return;
    underWay?.close();
    underWay = null;
    file = null;
    const found = look();
    if (found !== null) return byFile(found);
    if (world.serverUrl !== null) underWay = knock(world.serverUrl, null, () => undefined);
    else {
      trouble(`no server is set, and there is no ${preEnrolmentFile}`);
      change('offline', null);
    }
  }
  /** The file, where there is one that may be of use. */
  function look(): FoundPreEnrolment | null {
    const read = readPreEnrolment(preEnrolmentFile);
    const refusal = read.kind === 'refused' ? read.detail : '';
    if (refusal !== '' && refusal !== lastRefusal) tellFile('refused', `${preEnrolmentFile} ${refusal}`);
    lastRefusal = refusal;
    return read.kind === 'found' && !spent.has(markOf(read)) ? read : null;
  }

  begin();
  const stopLooking = every(
    clock,
    () => lookMs,
    () => {
      if (file === null && look() !== null) begin();
    },
  );
  return {
    close() {
      isClosed = true;
      stopLooking();
      underWay?.close();
    },
  };
}

function rootOf(document: SignedDocument): RootDocument | null {
  const verified = verifyRoot(document, null);
  return verified.kind === 'verified' ? verified.document : null;
}
function trusted(signed: SignedDocument | null): EnrolledBy['root'] | null {
  const document = signed === null ? null : rootOf(signed);
  return signed === null || document === null ? null : { signed, document };
}
