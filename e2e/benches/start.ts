import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlayerDriver, shellsHere, type ShellName } from '../drivers/player-driver.ts';
import { colours, FleetWorld } from '../worlds/fleet-world.ts';
import { isColour, pictureOf } from '../worlds/glass.ts';
import { electronBinary, node, root } from '../worlds/paths.ts';
import { Program } from '../worlds/program.ts';
import virtualDisplay from '../worlds/virtual-display.ts';
import { median, rounded, type BenchReport } from './report.ts';
import { watchGlass, type WatchedGlass } from './watched-glass.ts';

const mostToBare = 1.5;
const place = { x: 0, y: 0, width: 1_280, height: 720 };
const size = `${place.width}x${place.height}`;
const chromiumBinary = process.env['GATECAST_CHROMIUM'] ?? '/usr/bin/chromium';
const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * Cold start of a player whose server is dead, from the start of its process to its first item on the glass; beside the same runtime that
 * does nothing but show the same picture. Files are in the system's cache for both.
 */
export async function start({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const rounds = isQuick ? 5 : 15;
  const closeDisplay = await virtualDisplay();
  const packed = await packChromium();
  const world = await FleetWorld.start();
  try {
    const players = await preparePlayers(world);
    const bare = await prepareBare(world.folder);
    await world.killServer();
    const glass = watchGlass(place);
    const figures: Record<string, number> = { rounds };
    const limits: Record<string, number> = {};
    const ratios: Record<string, number> = {};
    try {
      for (const { shell, folder } of players) {
        const own: number[] = [];
        const least: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          own.push(await untilGreen(glass, () => playerOn(shell, folder, world.url, packed)));
          least.push(await untilGreen(glass, () => bare(shell)));
        }
        figures[`${shell}Ms`] = median(own);
        figures[`${shell}WorstMs`] = Math.max(...own);
        limits[`${shell}BareMs`] = median(least);
        ratios[shell] = median(own) / median(least);
      }
    } finally {
      glass.stop();
    }
    return {
      bench: 'start',
      ok: Object.values(ratios).every((ratio) => ratio <= mostToBare),
      figures: rounded(figures),
      limits: rounded(limits),
      ratios: rounded(ratios),
    };
  } finally {
    await world.stop();
    await rm(packed, { recursive: true, force: true });
    closeDisplay();
  }
}

/** The Chromium shell as a machine gets it; Electron's is built as it is packed. Gives the folder that it lies in. */
async function packChromium(): Promise<string> {
  const into = await mkdtemp(join(tmpdir(), 'gatecast-packed-'));
  const packing = new Program('packing', node, [join(root, 'player/packaging/main.ts'), 'chromium', '--out', into]);
  await packing.end();
  return into;
}

/** Players that have a release of one green picture, and are off. */
async function preparePlayers(world: FleetWorld): Promise<readonly { readonly shell: ShellName; readonly folder: string }[]> {
  const green = await world.addPicture('Green', colours.green);
  await world.addEntry('Always', await world.addPlaylist('Loop', [green]));
  const shells = shellsHere();
  const screenIds = new Map<ShellName, string>();
  for (const shell of shells) screenIds.set(shell, await world.addScreen(`Start ${shell}`));
  await world.publish();
  const prepared: { shell: ShellName; folder: string }[] = [];
  for (const [slot, shell] of shells.entries()) {
    const player = new PlayerDriver(world, shell, slot);
    await player.enrol(screenIds.get(shell) ?? '');
    await player.releaseActive();
    for (const endMs = Date.now() + 30_000; !(await player.shows(colours.green));)
      if (Date.now() > endMs) throw new Error(`the ${shell} shell does not play\n${player.tail()}`);
    await player.stop();
    prepared.push({ shell, folder: player.folder });
  }
  return prepared;
}

function playerOn(shell: ShellName, folder: string, serverUrl: string, packed: string): Program {
  const [x, y] = [place.x, place.y];
  const environment = {
    GATECAST_SERVER: serverUrl,
    GATECAST_PLAYER_DATA: folder,
    GATECAST_SCREEN_SIZE: size,
    GATECAST_POSITION: `${x},${y}`,
    GATECAST_WINDOWED: '1',
  };
  if (shell === 'chromium') {
    const args = ['--windowed', '--position', `${x},${y}`, '--size', size];
    return new Program('player', join(packed, 'chromium/gatecast-player/gatecast-player'), args, {
      ...environment,
      GATECAST_SQLITE_BINDING: '',
    });
  }
  return new Program('player', electronBinary() ?? '', [...rootFlags, join(root, 'player/dist/electron/main.cjs')], environment);
}

/** The barest program of a shell's runtime that shows the picture; writes its files and gives its starter. */
async function prepareBare(folder: string): Promise<(shell: ShellName) => Program> {
  await writeFile(join(folder, 'bare.png'), await pictureOf(colours.green));
  const page = join(folder, 'bare.html');
  await writeFile(page, '<!doctype html><style>body{margin:0;background:#000}</style><img src="bare.png">');
  const main = join(folder, 'bare.cjs');
  const windowed = JSON.stringify({ ...place, frame: false, backgroundColor: '#000' });
  await writeFile(
    main,
    `const { app, BrowserWindow } = require('electron');\napp.whenReady().then(() => new BrowserWindow(${windowed}).loadFile(${JSON.stringify(page)}));\n`,
  );
  let round = 0;
  return (shell) => {
    if (shell === 'electron') return new Program('bare', electronBinary() ?? '', [...rootFlags, main]);
    round += 1;
    const window = [`--window-position=${place.x},${place.y}`, `--window-size=${place.width},${place.height}`];
    // a profile that was used before, as a player's is
    const profile = `--user-data-dir=${join(folder, 'bare-profile')}`;
    const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
    return new Program(`bare ${round}`, chromiumBinary, [
      ...rootFlags,
      '--test-type',
      ...quiet,
      ...window,
      profile,
      `--app=file://${page}`,
    ]);
  };
}

/** Milliseconds from the start of a program to green on the glass; ends it, and waits until the glass is dark again. */
async function untilGreen(glass: WatchedGlass, begin: () => Program): Promise<number> {
  const isGreen = (colour: ReturnType<WatchedGlass['colour']>): boolean => isColour(colour, colours.green);
  const startedMs = performance.now();
  const program = begin();
  try {
    return (await glass.seen(isGreen, 'the picture')) - startedMs;
  } catch (error) {
    throw new Error(program.tail(), { cause: error });
  } finally {
    await program.stop();
    if (isGreen(glass.colour())) await glass.seen((colour) => !isGreen(colour), 'an empty display');
  }
}
