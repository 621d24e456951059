import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { ConnectionTransport } from 'puppeteer-core';
import { endProcess } from '../end-process.ts';

/** A Chromium that speaks over a pipe. Invariant: it ends with this process, whatever way that goes. */
export type BrowserProcess = {
  readonly transport: ConnectionTransport;
  /** Settles when it has ended. */
  readonly ended: Promise<void>;
  /** Ends it and whatever of it would outlive it, as a process that hangs does. */
  readonly end: () => void;
};

// puppeteer's own, without what tells of automation: read here, so that the browser starts before puppeteer has been
const driven = [
  '--remote-debugging-pipe',
  '--allow-pre-commit-input',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-extensions-with-background-pages',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-hang-monitor',
  '--disable-infobars',
  '--disable-ipc-flooding-protection',
  '--disable-prompt-on-repost',
  '--disable-search-engine-choice-screen',
  '--force-color-profile=srgb',
  '--metrics-recording-only',
  '--no-first-run',
  '--use-mock-keychain',
  '--disable-features=Translate,AcceptCHFrame,MediaRouter,OptimizationHints,WebUIReloadButton,WebUIOmniboxPopup,WebUIOmniboxAimPopup,ProcessPerSiteUpToMainFrameThreshold,IsolateSandboxedIframes',
];
const hidden = ['--headless=new', '--mute-audio'];

/** Starts a browser on a profile. */
export function startBrowser(
  executable: string,
  profileFolder: string,
  flags: readonly string[],
  { isHeadless }: { readonly isHeadless: boolean },
): BrowserProcess {
  const args = [...driven, ...(isHeadless ? hidden : []), `--user-data-dir=${profileFolder}`, ...flags];
  // a group of its own, so that all of it can be ended; Windows has none
  const isGroup = process.platform !== 'win32';
  const started = spawn(executable, args, { detached: isGroup, stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
  function end(): void {
    if (started.pid !== undefined) endProcess(isGroup ? -started.pid : started.pid);
  }
  process.once('exit', end);
  const ended = new Promise<void>((resolve) => {
    for (const name of ['exit', 'error'] as const) started.once(name, () => resolve());
  });
  void ended.then(() => process.off('exit', end));
  return { ended, transport: transportOver(started.stdio[3] as Writable, started.stdio[4] as Readable), end };
}

/** Chromium's pipe: messages are JSON with a zero byte after each. What is sent to a browser that has ended throws. */
function transportOver(write: Writable, read: Readable): ConnectionTransport {
  let parts: Buffer[] = [];
  let isOpen = true;
  const transport: ConnectionTransport = {
    send(message) {
      if (!isOpen) throw new Error('the browser has ended');
      write.write(`${message}\0`);
    },
    close() {
      write.end();
    },
  };
  function take(bytes: Buffer): void {
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      const message = Buffer.concat([...parts, bytes.subarray(start, end)]).toString('utf8');
      parts = [];
      start = end + 1;
      // each in a turn of its own, as from a socket
      setImmediate(() => transport.onmessage?.(message));
    }
    parts.push(bytes.subarray(start));
  }
  read.on('data', take);
  // a browser that ends breaks its pipe; the end below tells
  for (const stream of [read, write]) stream.on('error', () => stream.destroy());
  read.once('close', () => {
    isOpen = false;
    setImmediate(() => transport.onclose?.());
  });
  return transport;
}
