import { rename, rm } from 'node:fs/promises';
import type { MediaFault } from './media-fault.ts';
import { probeMedia, systemCode } from './probe-media.ts';
import type { ProbeOptions, VideoFacts } from './probe-media.ts';
import type { RunResult } from './run-tool.ts';

/**
 * Lets `make` write a video under a passing name beside `outPath`, measures it and moves it into place. Whatever fails
 * leaves neither the passing file nor a changed `outPath`.
 */
export async function finishFile(
  outPath: string,
  probeOptions: ProbeOptions,
  make: (partPath: string) => Promise<RunResult>,
): Promise<{ readonly kind: 'made'; readonly facts: VideoFacts } | MediaFault> {
  const partPath = `${outPath}.part`;
  try {
    const made = await make(partPath);
    if (made.kind !== 'done') return made;
    const probed = await probeMedia(partPath, probeOptions);
    if (probed.kind !== 'probed') return probed;
    if (probed.facts.kind !== 'video') {
      return { kind: 'tool-answered-oddly', tool: 'ffmpeg', detail: 'what it made is no video' };
    }
    try {
      await rename(partPath, outPath);
    } catch (fault) {
      return { kind: 'file-unusable', path: outPath, code: systemCode(fault) };
    }
    return { kind: 'made', facts: probed.facts };
  } finally {
    await rm(partPath, { force: true });
  }
}
