import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeFolderAfter } from './power-cut/kept-folder.ts';
import { buildShim, lifeUnderShim, type Life, type Planted } from './power-cut/life-under-shim.ts';
import { whatIsLost } from './power-cut/reborn.ts';
import { seededRandom } from './support/seeded-random.ts';

// GATECAST_CUTS: how often the power is cut; a bench gives it hundreds. A life is lived once and cut many times.
const cuts = Number(process.env['GATECAST_CUTS'] ?? 16);
const cutsOfALife = 100;
const seed = Number(process.env['GATECAST_SEED'] ?? Date.now() % 1_000_000);

let folder: string;
let shim: string | null;
const lives: Life[] = [];
beforeAll(() => {
  console.log(`seed ${seed}`);
  folder = mkdtempSync(join(tmpdir(), 'gatecast-cuts-'));
  shim = buildShim(folder);
});
afterAll(() => {
  for (const place of [folder, ...lives.map(({ root }) => dirname(root))]) rmSync(place, { recursive: true, force: true });
});

async function live(library: string, random: () => number, releases: number, planted: Planted | null = null): Promise<Life> {
  const life = await lifeUnderShim(library, Math.floor(random() * 1_000_000), releases, planted);
  lives.push(life);
  return life;
}
/** A moment at which somebody just heard something, which is when a loss would be told of, or any moment. */
function momentIn({ operations, told }: Life, random: () => number): number {
  const any = Math.floor(random() * operations.length);
  if (random() < 0.3) return any;
  const heard = told[Math.floor(random() * told.length)]?.atBytes ?? 0;
  return operations.findLastIndex(({ endBytes }) => endBytes <= heard) + Math.floor(random() * 3);
}
/** Longer than a sound agent takes by far. */
const patienceMs = 10_000;
async function cut(life: Life, random: () => number, waitMs = patienceMs): Promise<readonly string[]> {
  const count = Math.min(momentIn(life, random) + 1, life.operations.length);
  const target = mkdtempSync(join(folder, 'left-'));
  writeFolderAfter(life.operations.slice(0, count), life.root, target, { kind: 'cut', random });
  const lost = await whatIsLost(life, target, life.operations[count - 1]?.endBytes ?? 0, waitMs);
  rmSync(target, { recursive: true });
  return lost.length === 0 ? [] : [`after ${count} operations`, ...lost];
}

test('the power may go at any moment: what plays goes on playing, and nothing is lost that anybody was told', async (context) => {
  if (shim === null) return context.skip('this machine has no C compiler');
  const random = seededRandom(seed);
  for (let done = 0; done < cuts;) {
    const life = await live(shim, random, cuts > cutsOfALife ? 24 : 4);
    for (let index = 0; index < cutsOfALife && done < cuts; index++, done++)
      expect({ seed, done, lost: await cut(life, random) }).toEqual({ seed, done, lost: [] });
  }
}, 3_600_000);

test.each<[string, Planted]>([
  ['a database that is kept as WAL would have it by itself', 'synchronous-normal'],
  ['media that are renamed without being synced', 'no-file-sync /media/'],
  ['a folder of media that is not synced after a rename', 'no-folder-sync /media$'],
  ['a handover that is renamed without being synced', 'no-file-sync /handover/'],
  ['an identity that is renamed without being synced', 'no-file-sync identity.json'],
])(
  'the same cuts find %s',
  async (_name, planted) => {
    if (shim === null) return;
    const random = seededRandom(seed);
    const life = await live(shim, random, 2, planted);
    let found: readonly string[] = [];
    for (let tries = 0; tries < 100 && found.length === 0; tries++) found = await cut(life, random, 500);
    console.log(planted, found);
    expect(found.length > 0).toBe(true);
  },
  600_000,
);
