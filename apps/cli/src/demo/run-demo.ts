import { appendFile, mkdir } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { assertPortIsFree } from '../processes/free-port.ts';
import { chooseShell, type Shell, type ShellChoice } from '../processes/player-shell.ts';
import { stopSignal } from '../processes/stop-signal.ts';
import { Failure, Refusal } from '../refusal.ts';
import { DemoFleet } from './demo-fleet.ts';
import { openDemoFolder, type DemoFolder } from './demo-folder.ts';
import { startDemo } from './start-demo.ts';
import { demoEvent, demoSummary } from './summary.ts';

export type DemoSettings = {
  readonly folder: string;
  readonly port: number;
  readonly portalPort: number;
  readonly host: string;
  readonly shell: ShellChoice;
  readonly isFresh: boolean;
  readonly isHeadless: boolean;
  readonly isJson: boolean;
};

/** Runs the demo until it is told to stop or one of its programs dies. Gives the exit code. */
export async function runDemo(settings: DemoSettings): Promise<number> {
  const stop = stopSignal();
  try {
    const shell = chooseShell(settings.shell, settings.isHeadless);
    if (shell.kind === 'none') throw new Refusal({ code: 'bad-input', message: shell.message, field: '--shell' });
    await assertPortIsFree(settings.port, settings.host, '--port', 'GATECAST_PORT');
    await assertPortIsFree(settings.portalPort, settings.host, '--portal-port', 'GATECAST_PORTAL_PORT');
    const folder = await openDemoFolder(settings.folder, settings);
    try {
      await runFleet(settings, folder, shell, stop.signal);
    } finally {
      folder.release();
    }
    return 0;
  } finally {
    stop.release();
  }
}

async function runFleet(
  settings: DemoSettings,
  folder: DemoFolder,
  shell: Exclude<Shell, { kind: 'none' }>,
  signal: AbortSignal,
): Promise<void> {
  const startedMs = performance.now();
  const say = (event: Readonly<Record<string, unknown>>, words: string) =>
    process.stdout.write(settings.isJson ? `${JSON.stringify(event)}\n` : words);
  const death = Promise.withResolvers<never>();
  // whoever waits hears of it; where nobody does yet, the start itself fails
  death.promise.catch(() => undefined);
  const fleet = new DemoFleet(settings, {
    onDeath: (message) => death.reject(new Failure(message)),
    onPlayerEnded: ({ id, name }, message) => say({ event: 'player-ended', screenId: id, name, message }, `\n${message}\n`),
  });
  // whoever stops a fleet that is still starting does not wait for it
  signal.addEventListener('abort', () => void fleet.stop());
  try {
    const running = await startDemo({ settings, folder, fleet, shell, signal });
    const summary = { ...settings, ...running, logFolder: fleet.logFolder, shell, seconds: (performance.now() - startedMs) / 1_000 };
    say(demoEvent(summary), demoSummary(summary));
    if (!signal.aborted) await Promise.race([once(signal, 'abort'), death.promise]);
  } catch (error) {
    // an interrupted start fails in whatever it was doing; that is no fault
    if (!signal.aborted) throw await explained(error, fleet.logFolder);
  } finally {
    if (!settings.isJson) process.stdout.write('\nStopping the demo fleet…\n');
    await fleet.stop();
  }
  say({ event: 'stopped' }, 'Everything has stopped.\n');
}

/** A fault that nobody foresaw is told in a sentence; where it came from is in the demo's own log. */
async function explained(error: unknown, logFolder: string): Promise<Failure> {
  if (error instanceof Failure) return error;
  const logFile = join(logFolder, 'demo.log');
  await mkdir(logFolder, { recursive: true });
  await appendFile(logFile, `${new Date().toISOString()} ${error instanceof Error ? error.stack : String(error)}\n`);
  return new Failure(`The demo failed: ${error instanceof Error ? error.message : String(error)}\nIts log is ${logFile}`);
}
