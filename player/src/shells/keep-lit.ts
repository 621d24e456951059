import { spawn } from 'node:child_process';
import { writeEvent } from './event-line.ts';

const timeoutMs = 5_000;
/** No screen saver of the X server's own, and no times after which it darkens the display; orders of `dpms` go on working. */
const saverOff = ['s', '0', '0'];
/** Asked by itself, as a server without DPMS refuses all that is asked beside it. */
const dpmsOff = ['dpms', '0', '0', '0'];

/**
 * Tells the X server in DISPLAY that it must not darken a screen that nobody touches. Gives null where it says so itself afterwards, else
 * what is wrong, for the technician. Without DISPLAY (Wayland, headless) there is nothing to tell.
 */
export async function keepLit(environment: NodeJS.ProcessEnv): Promise<string | null> {
  if ((environment['DISPLAY'] ?? '') === '') return null;
  const set = await xset(saverOff, environment);
  await xset(dpmsOff, environment);
  if (set.code === null) return `the display may be darkened when idle: ${set.said}`;
  const asked = await xset(['q'], environment);
  if (asked.code !== 0) return `the display may be darkened when idle: xset: ${asked.said}`.slice(0, 500);
  // a server without DPMS says so on standard error, and darkens nothing by it
  return isLit(asked.said) ? null : `the display is still darkened when idle: ${asked.said}`.slice(0, 500);
}

/** Does it for this process, and tells what is wrong. */
export async function tellKeptLit(): Promise<void> {
  const detail = await keepLit(process.env);
  if (detail !== null) writeEvent({ event: 'trouble', atMs: Date.now(), where: 'display', detail });
}

/** What `xset q` tells: neither the screen saver nor DPMS has a time. */
function isLit(said: string): boolean {
  const saver = /timeout:\s+(\d+)/.exec(said)?.[1];
  const dpms = /Standby:\s+(\d+)\s+Suspend:\s+(\d+)\s+Off:\s+(\d+)/.exec(said)?.slice(1) ?? [];
  return saver === '0' && dpms.every((seconds) => seconds === '0');
}

function xset(given: readonly string[], environment: NodeJS.ProcessEnv): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve) => {
    const child = spawn('xset', [...given], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => (said = (said + bytes.toString('utf8')).slice(0, 8_192)));
    child.once('error', (error) => resolve({ code: null, said: String(error) }));
    child.once('close', (code) => resolve({ code, said: said.trim() }));
  });
}
