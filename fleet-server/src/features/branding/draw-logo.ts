import { logoLimits } from '@gatecast/protocol';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { judgeFile } from '../media/judge-file.ts';
import { withoutPaths } from '../media/without-paths.ts';
import type { Logo } from './store.ts';

export type DrawnLogo =
  | { readonly kind: 'drawn'; readonly logo: Logo }
  /** `problem` is a sentence for people. */
  | { readonly kind: 'refused'; readonly problem: string };

/**
 * The picture that is kept of a file somebody sent as a logo: judged as every file of the media library is (by content; SVG and
 * animation are refused), then drawn anew as PNG within `logoLimits`, so that nothing of the file itself is ever served.
 */
export async function drawLogo(bytes: Buffer): Promise<DrawnLogo> {
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-logo-'));
  try {
    const path = join(folder, 'logo');
    await writeFile(path, bytes);
    const judged = await judgeFile(path, AbortSignal.timeout(20_000));
    if (judged.kind === 'refused' || judged.kind === 'unjudged') return { kind: 'refused', problem: judged.problem };
    if (judged.kind !== 'image') return refused('a logo is a picture: PNG, JPEG or WebP');
    const least = logoLimits.leastSidePx;
    if (Math.min(judged.widthPx, judged.heightPx) < least)
      return refused(`${judged.widthPx} × ${judged.heightPx} px: a side has ${least} px at least`);
    return await draw(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function draw(path: string): Promise<DrawnLogo> {
  const { widthPx: width, heightPx: height } = logoLimits;
  try {
    const { data, info } = await sharp(path, { failOn: 'error', animated: false })
      .autoOrient()
      .resize({ width, height, fit: 'inside', withoutEnlargement: true })
      .png({ compressionLevel: 9 })
      .toBuffer({ resolveWithObject: true });
    const hash = createHash('sha256').update(data).digest('hex');
    return { kind: 'drawn', logo: { hash, widthPx: info.width, heightPx: info.height, png: data.toString('base64') } };
  } catch (fault) {
    // sharp throws plain errors where a picture's body is broken; the system's own carry a code
    if (!(fault instanceof Error) || 'code' in fault) throw fault;
    return refused(`the picture is damaged: ${withoutPaths(fault.message)}`);
  }
}

function refused(problem: string): DrawnLogo {
  return { kind: 'refused', problem };
}
