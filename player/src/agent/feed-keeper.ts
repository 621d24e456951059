import {
  documentAnswerSchema,
  feedLimits,
  feedStatePath,
  feedStateSchema,
  payloadTypes,
  signedDocumentSchema,
  type FeedState,
  type FeedTable,
  type RootDocument,
  type SignedDocument,
} from '@gatecast/protocol';
import { quorumOf, verifyDocument } from '@gatecast/signing';
import { judgeSiteState } from '../brain/site-state.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import { boundedBytes } from './downloads/bounded-bytes.ts';
import { jsonOf } from './store/json-of.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import type { WhenRoom } from './when-room.ts';

export type FeedKeeper = {
  /** The last good values of the site's sources, as the newest signed state has them. */
  readonly tables: () => readonly FeedTable[];
  /** A state that the server pushed. */
  readonly came: (document: SignedDocument) => void;
  /** The server says which state it has; a newer one is fetched. Undefined: it knows no feeds. */
  readonly told: (revision: number | undefined) => void;
  readonly stop: () => void;
};

const timeoutMs = 15_000;
/** As base64, with a signature. */
const mostBytes = feedLimits.stateBytes * 2;

/**
 * The feed lane: state of the own site, signed, newer than what is here, or it is refused and what is here stays. On disk it is a fact among
 * others: values that were lost come again.
 */
export function feedKeeper(world: {
  readonly store: Store;
  readonly root: RootDocument;
  readonly siteId: string;
  readonly serverUrl: string;
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  readonly whenRoom: WhenRoom;
  /** Hands the new values to the stage. */
  readonly onChange: () => void;
}): FeedKeeper {
  const quorum = quorumOf(world.root, 'assembly');
  const ending = new AbortController();
  let isFetching = false;
  let state = kept();

  function verified(document: SignedDocument) {
    return verifyDocument(document, payloadTypes.feedState, feedStateSchema, quorum);
  }
  function kept(): FeedState | null {
    const document = readFact(world.store, 'feed-state', signedDocumentSchema);
    const found = document === null ? null : verified(document);
    return found?.kind === 'verified' && found.document.siteId === world.siteId ? found.document : null;
  }
  function refuse(detail: string): void {
    world.tell({ event: 'trouble', atMs: world.serverNowMs(), where: 'feed-state', detail });
  }
  function came(document: SignedDocument): void {
    const found = verified(document);
    if (found.kind === 'refused') return refuse(found.detail);
    const verdict = judgeSiteState(state?.revision ?? 0, found.document, world.siteId);
    if (verdict === 'have-it') return;
    if (verdict !== 'accept') return refuse(verdict);
    state = found.document;
    world.onChange();
    // a disk without room loses values only, and they come again
    world.whenRoom(() => keepFact(world.store, 'feed-state', document), undefined);
  }
  async function fetchState(): Promise<void> {
    try {
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(timeoutMs)]);
      const response = await fetch(new URL(feedStatePath(world.siteId), world.serverUrl), { redirect: 'manual', signal });
      const bytes = response.status === 200 && response.body !== null ? await boundedBytes(response.body, mostBytes) : null;
      const answer = documentAnswerSchema.safeParse(bytes === null ? undefined : jsonOf(bytes.toString('utf8')));
      if (!answer.success) return refuse(`the server answered ${response.status} with no feed state`);
      if (answer.data.kind === 'document') came(answer.data.document);
    } catch (error) {
      // the next heartbeat asks again
      if (!ending.signal.aborted) refuse(`not fetched: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return {
    tables: () => state?.feeds ?? [],
    came,
    told(revision) {
      if (revision === undefined || revision <= (state?.revision ?? 0) || isFetching) return;
      isFetching = true;
      void fetchState().finally(() => {
        isFetching = false;
      });
    },
    stop: () => ending.abort(),
  };
}
