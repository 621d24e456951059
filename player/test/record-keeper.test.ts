import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@gatecast/clock';
import { connectPlayer, type PlayerLink } from '@gatecast/player-link';
import { emptyChainHead, type PlayRecords } from '@gatecast/protocol';
import { generateSeed, signingKeyOf } from '@gatecast/signing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { headAfter, recordKeeper, type RecordKeeper } from '../src/agent/record-keeper.ts';
import { openSoundStore, type SoundStore } from '../src/agent/store/open-sound-store.ts';
import { recordStore } from '../src/agent/store/record-store.ts';
import { exposures } from './support/exposures.ts';
import { testServer, type TestServer } from './support/test-server.ts';

const signer = signingKeyOf(generateSeed());
let server: TestServer;
let link: PlayerLink;
beforeAll(async () => {
  server = await testServer();
  server.knows(signer);
  link = connectPlayer({
    ...{ serverUrl: server.url, playerId: 'player-1', signer, clock: systemClock() },
    have: () => ({ releaseNumber: 0, alertRevision: 0 }),
    handlers: {
      onState: () => undefined,
      onReleaseAvailable: () => undefined,
      onAlertState: () => undefined,
      onCommand: () => ({ kind: 'refused', reason: 'not-supported', detail: '' }),
    },
  });
  await vi.waitFor(() => expect(link.state().kind).toBe('connected'), 20_000);
});
afterAll(async () => {
  link.close();
  await server.close();
});

let folder: string;
let opened: SoundStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-keeper-'));
  opened = openSoundStore({ file: join(folder, 'player.sqlite'), setAsideFolder: join(folder, 'set-aside'), nativeBinding: undefined });
});
afterEach(() => {
  opened.close();
  rmSync(folder, { recursive: true });
});

type Answer =
  | { readonly kind: 'stored'; readonly through: number }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };
/** A keeper over a link to a server whose answers a test gives. */
function keeperWith(answer: (run: PlayRecords) => Answer): RecordKeeper {
  server.answerRecords(answer);
  return recordKeeper({
    ...{ store: recordStore(opened.store, headAfter), signer, playerId: 'player-1', link: () => link, serverNowMs: () => 0 },
    ...{ tell: () => undefined, whenRoom: (work) => work() },
  });
}
const stored = (through: number): Answer => ({ kind: 'stored', through });
const refused = (code: 'bad-input' | 'wrong-state'): Answer => ({ kind: 'refused', code, detail: '' });
const said = ({ chainId, records }: PlayRecords) => ({
  chainId,
  sequences: records.map(({ sequence }) => sequence),
  from: records[0]?.fromMs,
});

test('a server that has another history of the chain gets what was not stored in a new chain, and each record once', async () => {
  const runs: PlayRecords[] = [];
  const keeper = keeperWith((run) => {
    runs.push(run);
    return runs.length === 2 ? refused('bad-input') : stored(run.records.at(-1)?.sequence ?? 0);
  });
  keeper.take('stage', exposures(1, 3));
  await keeper.send();
  keeper.take('stage', exposures(4, 5));
  await keeper.send();
  const [first, broken, again] = runs.map(said);
  expect([first?.sequences, broken?.sequences, again?.sequences, again?.from]).toEqual([[1, 2, 3], [4, 5], [1, 2], 4]);
  expect([broken?.chainId === first?.chainId, again?.chainId === first?.chainId, runs[2]?.previous]).toEqual([true, false, emptyChainHead]);
  expect(keeper.waiting()).toBe(0);
});

test('a server that says it has more of the chain than this disk does gets the rest in a new chain', async () => {
  const runs: PlayRecords[] = [];
  const keeper = keeperWith((run) => {
    runs.push(run);
    return stored(runs.length === 1 ? 9 : (run.records.at(-1)?.sequence ?? 0));
  });
  keeper.take('stage', exposures(1, 2));
  await keeper.send();
  await keeper.send();
  const [first, again] = runs.map(said);
  expect([again?.sequences, again?.chainId === first?.chainId, keeper.waiting()]).toEqual([[1, 2], false, 0]);
});

test('a server restored from a backup is sent what it lost, and one that lacks more than is kept gets a new chain', async () => {
  const runs: PlayRecords[] = [];
  let isRestored = false;
  let lacksMore = false;
  const keeper = keeperWith((run) => {
    runs.push(run);
    const first = run.records[0]?.sequence ?? 0;
    if (isRestored && first > 1) return refused('wrong-state');
    if (lacksMore && run.chainId === runs[0]?.chainId) return refused('wrong-state');
    return stored(run.records.at(-1)?.sequence ?? 0);
  });
  keeper.take('stage', exposures(1, 3));
  await keeper.send();
  isRestored = true;
  keeper.take('stage', exposures(4, 4));
  await keeper.send();
  expect(runs.map((run) => said(run).sequences)).toEqual([[1, 2, 3], [4], [1, 2, 3, 4]]);
  lacksMore = true;
  keeper.take('stage', exposures(5, 5));
  await keeper.send();
  expect(said(runs.at(-1) as PlayRecords).chainId === runs[0]?.chainId).toBe(false);
  expect(keeper.waiting()).toBe(0);
});

test('a run that is refused whatever is done is not sent again and again', async () => {
  let count = 0;
  const keeper = keeperWith(() => {
    count++;
    return refused('bad-input');
  });
  keeper.take('stage', exposures(1, 3));
  await keeper.send();
  expect([count, keeper.waiting()]).toEqual([2, 3]);
});

test('a bit flipped in a record costs that record and no other', async () => {
  const runs: PlayRecords[] = [];
  const keeper = keeperWith((run) => {
    runs.push(run);
    return stored(run.records.at(-1)?.sequence ?? 0);
  });
  keeper.take('stage', exposures(1, 4));
  opened.store
    .prepare('UPDATE records SET record = replace(record, \'"entryId":"always"\', \'"entryId":"alwayz"\') WHERE sequence = 2')
    .run();
  await keeper.send();
  expect(runs.map((run) => run.records.map(({ sequence, fromMs }) => [sequence, fromMs]))).toEqual([
    [
      [1, 1],
      [2, 3],
      [3, 4],
    ],
  ]);
});

test.each([
  { lie: 'that it has more of every chain than was sent', answer: () => stored(1_000_000) },
  {
    lie: 'now that it has a run, now that it never had the one before',
    answer: (run: PlayRecords, count: number) => (count % 2 === 0 ? refused('wrong-state') : stored(run.records.at(-1)?.sequence ?? 0)),
  },
  {
    lie: 'now that it has a run, now that it has another history',
    answer: (run: PlayRecords, count: number) => (count % 2 === 0 ? refused('bad-input') : stored(run.records[0]?.sequence ?? 0)),
  },
])('a server that says $lie is not sent runs without end', async ({ answer }) => {
  let count = 0;
  const keeper = keeperWith((run) => answer(run, ++count));
  keeper.take('stage', exposures(1, 500));
  await keeper.send();
  expect(count < 10).toBe(true);
});

test('a record whose row does not take in that it was stored is sent again once, in a new chain', async () => {
  let count = 0;
  const keeper = keeperWith((run) => (count++, stored(run.records.at(-1)?.sequence ?? 0)));
  keeper.take('stage', exposures(1, 3));
  opened.store.exec('CREATE TRIGGER spoilt AFTER UPDATE ON records BEGIN UPDATE records SET stored_ms = NULL; END');
  await keeper.send();
  expect(count).toBe(2);
});
