import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { node, root } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import { countingProxy } from './counting-proxy.ts';
import { median, rounded, type BenchReport } from './report.ts';

type Proxy = Awaited<ReturnType<typeof countingProxy>>;
/** What a change may cost beyond its own size. */
const overheadBytes = 16 * 1024;
/** Of about 2.7 MB each. What a kill costs is what was under way in the sockets, whatever the size of the whole. */
const pictureCount = 12;

/**
 * What it costs a player to come to the newest release: bytes and seconds where one item of many changed, and what a player that is
 * killed in the middle of a download fetches a second time. Beside it the same files by plain GETs.
 */
export async function sync({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const itemCount = isQuick ? 100 : 500;
  const rounds = isQuick ? 3 : 10;
  const killRounds = isQuick ? 2 : 5;
  const world = await FleetWorld.start();
  const proxy = await countingProxy(new URL(world.url));
  const player = new AgentOnFolder(world, proxy);
  try {
    const notices = await noticesOf(world, itemCount);
    await world.addEntry('Always', await world.addPlaylist('Loop', notices));
    const screenId = await world.addScreen('Arrivals 1', { widthPx: 3_840, heightPx: 2_160 });
    await world.publish();
    await player.enrol(screenId);
    await player.activeAfter(() => Promise.resolve());

    const changes: { readonly bytes: number; readonly ms: number; readonly ownBytes: number }[] = [];
    for (let round = 0; round < rounds; round += 1) changes.push(await changeOne(world, player, proxy, notices[round] ?? '', round));
    const kills: Kill[] = [];
    for (let round = 0; round < killRounds; round += 1) kills.push(await killInDownload(world, player, proxy, round));

    const overheads = changes.map(({ bytes, ownBytes }) => bytes - ownBytes);
    const again = kills.map(({ fetchedBytes, mediaBytes }) => Math.max(0, fetchedBytes - mediaBytes) / mediaBytes);
    const figures = {
      items: itemCount,
      rounds,
      changeBytes: median(changes.map(({ bytes }) => bytes)),
      changeOverheadWorstBytes: Math.max(...overheads),
      changeMs: median(changes.map(({ ms }) => ms)),
      killRounds,
      mediaBytes: median(kills.map(({ mediaBytes }) => mediaBytes)),
      killedAtShare: median(kills.map(({ hereBytes, mediaBytes }) => hereBytes / mediaBytes)),
      fetchedAgainPercent: 100 * median(again),
      fetchedAgainWorstPercent: 100 * Math.max(...again),
    };
    const limits = { plainGetBytes: median(kills.map(({ plainBytes }) => plainBytes)) };
    const ratios = { fetchedToPlain: median(kills.map(({ fetchedBytes, plainBytes }) => fetchedBytes / plainBytes)) };
    return {
      bench: 'sync',
      ok: figures.changeOverheadWorstBytes <= overheadBytes && figures.fetchedAgainWorstPercent <= 1,
      figures: rounded(figures),
      limits: rounded(limits),
      ratios: rounded(ratios),
    };
  } finally {
    await player.stop();
    await proxy.close();
    await world.stop();
  }
}

async function noticesOf(world: FleetWorld, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await world.addNotice(`Notice ${index}`, textOf(index, 0)));
  return ids;
}
function textOf(index: number, round: number): Record<string, { title: string; body: string }> {
  return { vi: { title: `Thông báo ${index}`, body: `Nội dung ${index}, lần ${round}. `.repeat(8) } };
}

/** One notice gets another text, approved and published. */
async function changeOne(world: FleetWorld, player: AgentOnFolder, proxy: Proxy, itemId: string, round: number) {
  const path = `/api/items/${itemId}/variants/vi`;
  const text = textOf(round, 1)['vi'];
  const { document } = await world.operator.putVariant(path, { content: { kind: 'notice', ...text }, durationMs: 5_000 });
  await world.operator.post(`${path}/submit`, { document });
  await world.approver.post(`${path}/review`, { document, decision: 'approve' });
  const beforeBytes = proxy.receivedBytes();
  const startedMs = performance.now();
  await player.activeAfter(() => world.publish());
  return {
    bytes: proxy.receivedBytes() - beforeBytes,
    ms: performance.now() - startedMs,
    ownBytes: Buffer.byteLength(JSON.stringify(text)),
  };
}

type Kill = { readonly mediaBytes: number; readonly hereBytes: number; readonly fetchedBytes: number; readonly plainBytes: number };

/** Large pictures are published; the player is killed somewhere in the middle of fetching them, and comes back. */
async function killInDownload(world: FleetWorld, player: AgentOnFolder, proxy: Proxy, round: number): Promise<Kill> {
  const pictures = await Promise.all(Array.from({ length: pictureCount }, (_, index) => noisePicture(world, `Noise ${round}-${index}`)));
  await world.addEntry(`Noise ${round}`, await world.addPlaylist(`Noise ${round}`, pictures), { tier: 'regular' });
  const before = await player.mediaHere();
  const beforeBytes = proxy.receivedBytes();
  await world.publish({ acceptConflicts: true });
  const hereBytes = await player.killAt(0.1 + 0.8 * Math.random());
  await player.activeAgain();
  const fetchedBytes = proxy.receivedBytes() - beforeBytes;
  const fresh = [...(await player.mediaHere())].filter(([name]) => !before.has(name));
  let plainBytes = 0;
  for (const [name] of fresh) plainBytes += (await (await fetch(`${world.url}/media/${name}`)).arrayBuffer()).byteLength;
  return { mediaBytes: sumOf(fresh.map(([, size]) => size)), hereBytes, fetchedBytes, plainBytes };
}

/** A picture that no codec makes small. */
async function noisePicture(world: FleetWorld, title: string): Promise<string> {
  const raw = { width: 2_560, height: 1_440, channels: 3 as const };
  const noise = await sharp(randomBytes(raw.width * raw.height * raw.channels), { raw })
    .png({ compressionLevel: 0 })
    .toBuffer();
  let media = await world.operator.upload('/api/media', `${title}.png`, noise);
  while (media.state !== 'ready') {
    if (media.state === 'failed') throw new Error(`ingest: ${media.problem}`);
    // each account has so many requests a minute, and twelve pictures are asked about
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    media = await world.operator.get(`/api/media/${media.id}`);
  }
  return await world.addItem('image', title, {
    zxx: { content: { kind: 'image', mediaId: media.id, alternative: '' }, durationMs: 5_000 },
  });
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The agent alone as a process, over a way that is counted and slow enough for it to be killed in the middle. */
class AgentOnFolder {
  readonly #world: FleetWorld;
  readonly #proxy: Proxy;
  readonly #folder: string;
  #program: Program;
  #startedWith = 0;

  constructor(world: FleetWorld, proxy: Proxy) {
    this.#world = world;
    this.#proxy = proxy;
    this.#folder = join(world.folder, 'player');
    this.#program = this.#start();
  }
  #start(): Program {
    return new Program('agent', node, [join(root, 'player/src/agent/main.ts')], {
      GATECAST_SERVER: this.#proxy.url,
      GATECAST_PLAYER_DATA: this.#folder,
    });
  }
  async enrol(screenId: string): Promise<void> {
    const { code } = await this.#program.event(({ event }) => event === 'pairing', 'pairing code');
    await this.#world.operator.post('/api/enrolments', { code, screenId });
    await this.#program.event(({ event }) => event === 'enrolled', 'enrolment');
  }
  /** Does something and waits for the release that comes of it. */
  async activeAfter(work: () => Promise<unknown>): Promise<void> {
    const seen = this.#startedWith;
    await work();
    const isNew = ({ event, number }: { event: string; number?: unknown }) => event === 'release-active' && Number(number) > seen;
    const { number } = await this.#program.event(isNew, 'the next release', 120_000);
    this.#startedWith = Number(number);
  }
  /** Sizes of whole and begun files by their names. */
  async mediaHere(): Promise<ReadonlyMap<string, number>> {
    const folder = join(this.#folder, 'media');
    const names = (await readdir(folder)).filter((name) => !name.endsWith('.etag'));
    // a part may be renamed between the two questions
    const sizes = await Promise.all(
      names.map(
        async (name) =>
          [
            name,
            await stat(join(folder, name)).then(
              (found) => found.size,
              () => 0,
            ),
          ] as const,
      ),
    );
    return new Map(sizes);
  }
  /** Kills it when such a share of the media that it fetches is here; gives the bytes that were. */
  async killAt(share: number): Promise<number> {
    const seen = this.#startedWith;
    const isOfNew = ({ event, number }: { event: string; number?: unknown }) => event === 'release-progress' && Number(number) > seen;
    // told with the first bytes: what is missing then is what is new
    const { totalBytes, doneBytes } = await this.#program.event(isOfNew, 'progress');
    const wantedBytes = Number(totalBytes) - Number(doneBytes);
    for (const endMs = Date.now() + 60_000; Date.now() < endMs;) {
      const hereBytes = sumOf([...(await this.mediaHere()).values()]) - Number(doneBytes);
      if (hereBytes >= share * wantedBytes) {
        await this.#program.kill();
        return hereBytes;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`the download never came to ${share}\n${this.#program.tail()}`);
  }
  /** It comes back and is left alone until the release is active. */
  async activeAgain(): Promise<void> {
    this.#program = this.#start();
    await this.activeAfter(() => Promise.resolve());
  }
  async stop(): Promise<void> {
    await this.#program.stop();
  }
}
