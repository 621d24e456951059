import { join } from 'node:path';

const folder = process.env['GATECAST_BUILT_PLAYER'] ?? '';

/** Where build-player.ts put them. */
export const builtPlayer = { stage: join(folder, 'stage'), electronMain: join(folder, 'electron/main.cjs') };
