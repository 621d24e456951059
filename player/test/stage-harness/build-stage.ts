import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the stage as it is now into a folder of its own, so that a test neither trusts nor disturbs an older build. */
export async function buildStage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'gatecast-stage-'));
  await build({
    configFile: fileURLToPath(new URL('../../vite.config.ts', import.meta.url)),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}
