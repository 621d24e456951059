import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findFfmpeg } from '../src/index.ts';

/** Makes a file with the real ffmpeg from its own test sources; the arguments end with the path. */
export async function makeSample(...args: readonly string[]): Promise<void> {
  const found = findFfmpeg();
  if (found.kind === 'missing') throw new Error(`these tests need ffmpeg: ${found.hint}`);
  await promisify(execFile)(found.path, ['-nostdin', '-v', 'error', '-y', ...args]);
}

/** Arguments for a moving picture of this size and length. */
export function picture(size: string, seconds: number): readonly string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=25:duration=${seconds}`];
}

/** Arguments for a tone of this length. */
export function tone(seconds: number): readonly string[] {
  return ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`];
}
