import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// what one process has compiled serves the next: workers, and the servers and players that tests start, are given this
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'compiled');

/** How long a fact is waited for that comes at once where nobody else is at work; vitest's own second is over before a busy machine has looked. */
const patience = { timeout: 20_000 };

// Unit tests stand beside the code; what needs a real database, server or process stands in <room>/test.
export default defineConfig({
  test: {
    // every core: most of what is real waits for sockets, files and browsers
    maxWorkers: '100%',
    tags: [{ name: 'long', description: 'What `npm test` has no time for; `pnpm bench suite` runs it.' }],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{schedules,fleet-server,player,packages/*,apps/*}/src/**/*.test.ts'],
          // what a worker has imported serves its next file: two thirds of the time went into that. Tests leave nothing in modules.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      // cases, properties and the second engine: pure, but of a size that does not belong into every check
      {
        test: {
          name: 'engine',
          include: ['schedules/test/**/*.test.ts', 'packages/{zones,holidays}/test/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'real',
          include: ['{fleet-server,player,scripts,packages/*,apps/*}/test/**/*.test.ts'],
          exclude: ['player/test/glass/**', 'packages/{zones,holidays}/test/**'],
          // as for unit tests: a file of the server's took three seconds of a core to import what its neighbour had imported
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: patience },
          // browsers and players in real time on a shared machine: CI looks twice, and says so, before it calls a promise broken
          retry: process.env['CI'] === 'true' ? 1 : 0,
        },
      },
      // the player's page and shells in real browsers, a part of the end-to-end stage
      {
        test: {
          name: 'glass',
          include: ['player/test/glass/**/*.test.ts'],
          globalSetup: ['player/test/support/build-player.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: patience },
          retry: process.env['CI'] === 'true' ? 1 : 0,
        },
      },
    ],
  },
});
