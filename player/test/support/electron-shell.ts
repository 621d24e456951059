import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, type Running } from './agent-process.ts';
import { builtPlayer } from './built-player.ts';
import { virtualDisplay } from './virtual-display.ts';

const probe = fileURLToPath(new URL('electron-probe.cjs', import.meta.url));

/** Where the runtime for tests lies; empty where there is none. */
export const electronFolder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';

export type ElectronShell = Running & {
  /** Runs code in the main process, with `electron` and `stage`, the stage's web contents; `return` gives JSON. */
  readonly inMain: (body: string) => Promise<unknown>;
  /** Runs an expression in the stage's page. */
  readonly inPage: (expression: string) => Promise<unknown>;
};

/** The built Electron shell on a display of its own, with a probe in its main process. */
export async function runElectron(environment: Readonly<Record<string, string>>, ends: (() => Promise<unknown>)[]): Promise<ElectronShell> {
  const screen = await virtualDisplay('1600x900');
  ends.push(screen.end);
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...flags, '-r', probe, builtPlayer.electronMain];
  const shell = run(join(electronFolder, 'electron'), args, { GATECAST_SCREEN_SIZE: '1280x720', ...environment, DISPLAY: screen.display }, [
    'ipc',
  ]);
  ends.push(() => shell.end('SIGTERM'));
  const waiting = new Map<number, (answer: { readonly value?: unknown; readonly error?: string }) => void>();
  let lastId = 0;
  shell.process.on('message', (answer: { readonly id: number; readonly value?: unknown; readonly error?: string }) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  function inMain(body: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, ({ value, error }) => (error === undefined ? resolve(value) : reject(new Error(error))));
      shell.process.send({ id, body });
    });
  }
  return { ...shell, inMain, inPage: (expression) => inMain(`return await stage.executeJavaScript(${JSON.stringify(expression)});`) };
}
