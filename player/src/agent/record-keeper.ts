import type { PlayerLink } from '@gatecast/player-link';
import { payloadTypes, type FaultCode, type PlayRecord } from '@gatecast/protocol';
import { canonicalBytes, nameOfBytes, signDocument, type SigningKey } from '@gatecast/signing';
import type { Exposure } from '../bridge/bridge.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import type { RecordStore, Run } from './store/record-store.ts';
import type { WhenRoom } from './when-room.ts';

const recordsInRun = 200;
/** In one sending: the one that is here, and one begun anew because the server has another history of it. */
const mostChains = 2;

/** head(n) = SHA-256(head(n-1) as hex, line feed, canonical JSON of record n): play-record.ts of the protocol. */
export function headAfter(previous: string, record: PlayRecord): string {
  return nameOfBytes(Buffer.concat([Buffer.from(`${previous}\n`, 'utf8'), canonicalBytes(record)]));
}

export type RecordKeeper = {
  /** Puts exposures on disk; gives the number through which the stage may forget. */
  readonly take: (stageId: string, exposures: readonly Exposure[]) => number;
  /** Sends what the server has not, run by run, until all is there or one fails. */
  readonly send: () => Promise<void>;
  readonly waiting: () => number;
};

export function recordKeeper(world: {
  readonly store: RecordStore;
  readonly signer: SigningKey;
  readonly playerId: string;
  readonly link: () => PlayerLink | null;
  readonly serverNowMs: () => number;
  readonly tell: (event: PlayerEvent) => void;
  readonly whenRoom: WhenRoom;
}): RecordKeeper {
  let isSending = false;
  /** What was tried against refusals; tried again by a later sending where the server took a run since. */
  let mended: 'nothing' | 'sent-all-again' | 'began-anew' = 'nothing';
  let isAccepted = false;

  function trouble(detail: string): void {
    world.tell({ event: 'trouble', atMs: world.serverNowMs(), where: 'play-records', detail });
  }
  /** Does what helps against a refusal, each once; false where nothing is left to try. */
  function mend(code: FaultCode): boolean {
    if (code === 'wrong-state' && mended === 'nothing') {
      // the server has less than it said: it was restored from a backup
      world.store.sendAllAgain();
      mended = 'sent-all-again';
      return true;
    }
    if ((code !== 'bad-input' && code !== 'wrong-state') || mended === 'began-anew') return false;
    // what the server has of this chain is not what is here: the disk lost the end of it
    world.store.beginNewChain();
    mended = 'began-anew';
    return true;
  }
  /** Ends whatever the server says: what it has sent again or begun anew more than once waits for the next heartbeat. */
  async function sendRuns(): Promise<void> {
    const chains = new Set<string>();
    /** Of the chain that is being sent. */
    let storedThrough = 0;
    for (let run = world.store.waiting(recordsInRun); run !== null; run = world.store.waiting(recordsInRun)) {
      if (!chains.has(run.chainId)) storedThrough = 0;
      chains.add(run.chainId);
      if (chains.size > mostChains) return trouble('the server lets no chain stand');
      const first = run.records[0]?.sequence ?? 0;
      if (first <= storedThrough) {
        trouble(`record ${first} was stored, and its row does not take that in`);
        if (mend('bad-input')) continue;
        return;
      }
      const sent = await send(run);
      switch (sent.kind) {
        case 'mended':
          storedThrough = 0;
          break;
        case 'over':
          return;
        case 'stored':
          storedThrough = sent.through;
          // a server that stores nothing of what it was sent is asked again with the next heartbeat, not at once
          if (sent.through < first) return;
      }
    }
  }
  async function send(
    run: Run,
  ): Promise<{ readonly kind: 'stored'; readonly through: number } | { readonly kind: 'mended' } | { readonly kind: 'over' }> {
    const statement = { version: 1, type: 'play-records', playerId: world.playerId, ...run };
    const answered = await world.link()?.sendPlayRecords(signDocument(payloadTypes.playRecords, statement, [world.signer]));
    if (answered?.kind === 'refused') {
      trouble(`${answered.code}: ${answered.detail}`);
      return { kind: mend(answered.code) ? 'mended' : 'over' };
    }
    if (answered?.kind !== 'ok') return { kind: 'over' };
    isAccepted = true;
    const { through } = answered.answer;
    const isMarked = world.whenRoom(() => (world.store.markStored(through, world.serverNowMs()), true), false);
    return isMarked ? { kind: 'stored', through } : { kind: 'over' };
  }
  return {
    take(stageId, exposures) {
      const fresh = exposures.map(({ sequence, ...exposure }) => ({ stageSequence: sequence, exposure }));
      // what cannot be kept now stays with the stage, which sends it again
      return world.whenRoom(() => world.store.take(stageId, fresh, world.serverNowMs()), 0);
    },
    async send() {
      if (isSending || world.link()?.state().kind !== 'connected') return;
      isSending = true;
      if (isAccepted) mended = 'nothing';
      isAccepted = false;
      try {
        await sendRuns();
      } finally {
        isSending = false;
      }
    },
    waiting: () => world.store.waitingCount(),
  };
}
