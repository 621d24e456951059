import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '@gatecast/media-tools';
import type { MediaRef } from '@gatecast/protocol';
import type { Browser, Page } from 'playwright-core';
import type { StageState } from '../../src/bridge/bridge.ts';
import { builtPlayer } from '../support/built-player.ts';
import { openBrowser, openStage, type Size } from './open-stage.ts';
import { mediaRef } from './release-fixture.ts';
import { startStageServer, type StageServer } from './stage-server.ts';

export type StageWorld = {
  readonly browser: Browser;
  readonly server: StageServer;
  /** Makes a plain picture or film and puts it where the stage finds it. */
  readonly addMedia: (kind: 'image' | 'video' | 'vp9' | 'av1', color: string, seconds?: number, size?: Size) => Promise<MediaRef>;
  readonly open: (size?: Size) => Promise<{ readonly page: Page; readonly errors: string[] }>;
  /** The first state, from now on, of which `holds` is true. */
  readonly stateWhere: (holds: (state: StageState) => boolean) => Promise<StageState>;
  /** Forgets states, exposures and pages of the test before. */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function createStageWorld(): Promise<StageWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-stage-media-'));
  const server = await startStageServer(builtPlayer.stage);
  const browser = await openBrowser();
  const ffmpeg = findFfmpeg();
  if (ffmpeg.kind === 'missing') throw new Error(`these tests need ffmpeg: ${ffmpeg.hint}`);
  return {
    browser,
    server,
    async addMedia(kind, color, seconds = 1, { width, height } = { width: 640, height: 360 }) {
      const number = server.media.size + 1;
      const hash = number.toString(16).padStart(64, '0');
      const path = join(folder, `${number}.${{ image: 'png', video: 'mp4', vp9: 'webm', av1: 'mp4' }[kind]}`);
      const source = ['-f', 'lavfi', '-i', `color=${color}:s=${width}x${height}:r=25:d=${seconds}`];
      await promisify(execFile)(ffmpeg.path, ['-v', 'error', '-y', ...source, ...encodings[kind], path]);
      const mime = kind === 'image' ? 'image/png' : kind === 'vp9' ? 'video/webm' : 'video/mp4';
      server.media.set(hash, { path, mime });
      return mediaRef(mime, hash, width, height);
    },
    open: (size = { width: 640, height: 360 }) => openStage(browser, server.url, size),
    stateWhere(holds) {
      return new Promise((resolve) => {
        server.onMessage = (message) => {
          if (message.kind !== 'state' || !holds(message.state)) return;
          server.onMessage = () => undefined;
          resolve(message.state);
        };
      });
    },
    async reset() {
      for (const context of browser.contexts()) await context.close();
      server.setAgentAlive(true);
      server.keptHandover = null;
      server.forget();
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const film = ['-pix_fmt', 'yuv420p', '-g', '25'];
const encodings = {
  image: ['-frames:v', '1'],
  video: ['-c:v', 'libx264', '-preset', 'ultrafast', ...film, '-movflags', '+faststart'],
  vp9: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', ...film],
  av1: ['-c:v', 'libsvtav1', '-preset', '12', ...film, '-movflags', '+faststart'],
} as const;

/** The colour in the middle of what is on the glass. */
export async function colorOnGlass(page: Page): Promise<string> {
  const [color = 'nothing'] = await colorsOf([await page.screenshot({ type: 'png' })]);
  return color;
}

const crops = { middle: 'iw/2:ih/2', foot: 'iw/2:ih/16:iw/4:ih*29/32', edge: 'iw/16:ih/2:0:ih/4' } as const;

/** A part of each picture, named; `mixed` where it is none of the colours that the tests use. */
export async function colorsOf(pictures: readonly Buffer[], part: keyof typeof crops = 'middle'): Promise<readonly string[]> {
  const ffmpeg = findFfmpeg();
  if (ffmpeg.kind === 'missing') throw new Error('no ffmpeg');
  const running = promisify(execFile)(
    ffmpeg.path,
    [
      '-v',
      'error',
      '-f',
      'image2pipe',
      '-c:v',
      'png',
      '-i',
      '-',
      '-vf',
      `crop=${crops[part]},scale=1:1:flags=area`,
      '-fps_mode',
      'passthrough',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-',
    ],
    { encoding: 'buffer', maxBuffer: 2 ** 26 },
  );
  running.child.stdin?.end(Buffer.concat(pictures));
  const { stdout } = await running;
  return pictures.map((_, index) => nameOf([...stdout.subarray(index * 3, index * 3 + 3)]));
}

const named: Readonly<Record<string, readonly number[]>> = {
  red: [255, 0, 0],
  lime: [0, 255, 0],
  blue: [0, 0, 255],
  white: [255, 255, 255],
};

function nameOf(color: readonly number[]): string {
  const near = Object.entries(named).find(([, wanted]) => wanted.every((value, index) => Math.abs(value - (color[index] ?? -1)) < 40));
  return near?.[0] ?? `mixed ${color.join(',')}`;
}

/** Every frame that the page shows until `until` is over. */
export async function framesDuring(page: Page, until: () => Promise<unknown>): Promise<readonly Buffer[]> {
  const frames: Buffer[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(Buffer.from(data, 'base64'));
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1 });
  await until();
  await session.send('Page.stopScreencast');
  return [...frames];
}
