import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameOfBytes } from '@gatecast/signing';
import { expect, test } from 'vitest';
import { handoverSchema } from '../src/bridge/bridge.ts';
import { makeRelease } from './support/make-release.ts';
import { seededRandom } from './support/seeded-random.ts';
import { testServer, type TestServer } from './support/test-server.ts';

// GATECAST_KILLS: how many agents are killed; a bench gives it thousands. Twenty live in one process and die with it.
const kills = Number(process.env['GATECAST_KILLS'] ?? 300);
const together = 20;
/** Exposures of different lives are told apart by their times. */
const momentsOfALife = 1_000_000;

type Player = {
  readonly folder: string;
  readonly server: TestServer;
  readonly films: { bytes: Buffer; readonly mime: 'video/mp4' }[];
  /** What lay in the handover after each kill. */
  readonly handedNumbers: number[];
  /** The exposures of each life that were taken from the stage, as its first and last number. */
  readonly taken: Map<number, number>;
};
const programme = fileURLToPath(new URL('support/many-agents.ts', import.meta.url));

function start(players: readonly Player[], first: number): ChildProcess {
  const given = players.map(({ server, folder }) => ({ serverUrl: server.url, dataFolder: folder, first }));
  const child = fork(programme, [JSON.stringify(given)]);
  child.on('message', (message) => {
    const { index, through } = message as { readonly index: number; readonly through: number };
    players[index]?.taken.set(first, through);
  });
  return child;
}
async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}
async function makePlayer(): Promise<Player> {
  const films = Array.from({ length: 4 }, () => ({ bytes: randomBytes(150_000), mime: 'video/mp4' as const }));
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-kills-'));
  return { folder, server: await testServer(), films, handedNumbers: [], taken: new Map() };
}
function offer({ server, films }: Player, number: number): void {
  const index = number % films.length;
  films[index] = { bytes: randomBytes(150_000), mime: 'video/mp4' };
  server.offer(makeRelease(number, { notices: [`Cổng ${number}`], media: films }, server.assembly), number);
}
function lookAtHandover({ folder, handedNumbers }: Player): void {
  const file = join(folder, 'handover/release.json');
  if (!existsSync(file)) return;
  const handed = handoverSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (handed.part === 'release') handedNumbers.push(handed.release?.number ?? 0);
}
const states = ({ server }: Player, number: number) =>
  server.seen.reports.filter((report) => report.number === number).map(({ state }) => state);

/** What a kill must not do to a player; each empty where all is well. `owed`: the exposures that were taken, as `Player` has them. */
function wrongWith(player: Player, owed: ReadonlyMap<number, number>) {
  const { folder, server, handedNumbers } = player;
  const media = readdirSync(join(folder, 'media')).filter((name) => /^[0-9a-f]{64}$/.test(name));
  const ends = new Set(['active', 'superseded']);
  const delivered = [...new Set(server.seen.reports.map((report) => report.number))];
  const known = new Set(server.seen.records.map(({ fromMs }) => fromMs));
  return {
    handoversThatWentBack: handedNumbers.filter((number, index) => number < (handedNumbers[index - 1] ?? 0)),
    brokenMedia: media.filter((name) => nameOfBytes(readFileSync(join(folder, 'media', name))) !== name),
    setAside: existsSync(join(folder, 'set-aside')) ? readdirSync(join(folder, 'set-aside')) : [],
    releasesWithoutEnd: delivered.filter((number) => !states(player, number).some((state) => ends.has(state))),
    lostExposures: [...owed].flatMap(([first, through]) =>
      Array.from({ length: through - first + 1 }, (_, index) => first + index).filter((fromMs) => !known.has(fromMs)),
    ),
    chains: new Set(server.seen.runs.map(({ chainId }) => chainId)).size,
  };
}

test('agents killed at any moment of fetching, preparing, activating and recording leave a whole handover, never an older one, lose no record that they took, and come to the newest release', async () => {
  const seed = Number(process.env['GATECAST_SEED'] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const random = seededRandom(seed);
  const players = await Promise.all(Array.from({ length: together }, makePlayer));
  let child = start(players, 1);
  try {
    await Promise.all(
      players.map(async ({ server }) => {
        await server.until(server.isDeviceWaiting);
        await server.enrol();
        await server.until(server.isPlayerConnected);
      }),
    );
    let number = 100;
    for (let round = 1; round * together <= kills; round++) {
      number++;
      for (const player of players) offer(player, number);
      // the moments that matter are those after the agents have found out
      await new Promise<void>((resolve) => void setTimeout(resolve, random() * 250));
      await kill(child);
      for (const player of players) lookAtHandover(player);
      const connects = players.map(({ server }) => server.seen.connects);
      child = start(players, round * momentsOfALife + 1);
      await Promise.all(players.map(({ server }, index) => server.until(() => server.seen.connects > (connects[index] ?? 0))));
    }
    await Promise.all(players.map((player) => player.server.until(() => states(player, number).includes('active'))));
    await kill(child);
    // what the last life takes may still be on its way when it is looked at
    const owed = players.map(({ taken }) => new Map(taken));
    child = start(players, (number + 1) * momentsOfALife);
    const lastOwed = (index: number): number => Math.max(0, ...(owed[index]?.values() ?? []));
    await Promise.all(players.map(({ server }, index) => server.until(() => (server.seen.records.at(-1)?.fromMs ?? 0) >= lastOwed(index))));
    const sound = { handoversThatWentBack: [], brokenMedia: [], setAside: [], releasesWithoutEnd: [], lostExposures: [], chains: 1 };
    expect({ seed, wrong: players.map((player, index) => wrongWith(player, owed[index] ?? new Map())) }).toEqual({
      seed,
      wrong: players.map(() => sound),
    });
  } finally {
    await kill(child);
    for (const { server, folder } of players) {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  }
}, 3_600_000);
