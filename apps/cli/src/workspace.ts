import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds all rooms; the command line starts them as processes and imports none of them. */
export const workspaceRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

export const programs = {
  fleetServer: join(workspaceRoot, 'fleet-server/src/main.ts'),
  backup: join(workspaceRoot, 'fleet-server/src/backup-main.ts'),
  portal: join(workspaceRoot, 'apps/portal/src/main.ts'),
  chromiumShell: join(workspaceRoot, 'player/src/shells/chromium/main.ts'),
  electronShell: join(workspaceRoot, 'player/dist/electron/main.cjs'),
  controller: join(workspaceRoot, 'apps/controller/dist'),
  stagePreview: join(workspaceRoot, 'player/dist/stage-preview'),
} as const;
