import { dirname, join } from 'node:path';
import ffmpegStatic from 'ffmpeg-static';
import { findInSearchPath, isExecutable, ownSurroundings } from './find-executable.ts';
import type { Surroundings, ToolSearch } from './find-executable.ts';

const hint = 'apt-get install -y ffmpeg';

/**
 * Finds ffmpeg: GATECAST_FFMPEG, else the file of the ffmpeg-static package if its download was allowed, else PATH.
 * A variable that names no runnable file is an answer of its own: whoever set it means that file and no other.
 */
export function findFfmpeg(surroundings: Surroundings = ownSurroundings()): ToolSearch {
  return find('ffmpeg', 'GATECAST_FFMPEG', ffmpegStaticPath(), surroundings);
}

/** Finds ffprobe as `findFfmpeg` does, by GATECAST_FFPROBE; ffmpeg-static brings none, but a copy beside it is taken. */
export function findFfprobe(surroundings: Surroundings = ownSurroundings()): ToolSearch {
  const ffmpegPath = ffmpegStaticPath();
  const ending = surroundings.platform === 'win32' ? '.exe' : '';
  const beside = ffmpegPath === null ? null : join(dirname(ffmpegPath), `ffprobe${ending}`);
  return find('ffprobe', 'GATECAST_FFPROBE', beside, surroundings);
}

function ffmpegStaticPath(): string | null {
  // Typed for `export default`, though the package is CommonJS: the path itself, or null on a platform it does not know.
  const path: unknown = ffmpegStatic;
  return typeof path === 'string' ? path : null;
}

function find(tool: 'ffmpeg' | 'ffprobe', variable: string, bundledPath: string | null, surroundings: Surroundings): ToolSearch {
  const named = surroundings.env[variable] ?? '';
  if (named !== '') {
    if (isExecutable(named)) return { kind: 'found', tool, path: named, from: 'environment' };
    return { kind: 'missing', tool, reason: 'misnamed', variable, named, hint };
  }
  if (bundledPath !== null && isExecutable(bundledPath)) {
    return { kind: 'found', tool, path: bundledPath, from: 'bundled' };
  }
  const path = findInSearchPath([tool], surroundings);
  if (path !== null) return { kind: 'found', tool, path, from: 'search-path' };
  return { kind: 'missing', tool, reason: 'not-installed', variable, named: null, hint };
}
