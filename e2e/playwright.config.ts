import { defineConfig } from '@playwright/test';
import { join } from 'node:path';

// what one process has compiled serves the next: a journey starts servers and players, each of a thousand modules
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled');

// More than the two cores that CI has: a journey runs a whole fleet, and waits for it most of the time.
export default defineConfig({
  testDir: './journeys',
  outputDir: './test-results',
  // a guard against what hangs: on a slow machine three fleets at once take their time
  timeout: 240_000,
  expect: { timeout: 20_000 },
  workers: 3,
  fullyParallel: false,
  forbidOnly: process.env['CI'] === 'true',
  retries: process.env['CI'] === 'true' ? 1 : 0,
  reporter: [['list']],
  globalSetup: './worlds/virtual-display.ts',
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['GATECAST_CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'],
    },
  },
});
