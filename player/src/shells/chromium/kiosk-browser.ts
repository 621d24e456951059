import { setTimeout as pauseMs } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import type { Shot } from '../../bridge/shell-channel.ts';
import { backOff } from '../back-off.ts';
import { endProcess } from '../end-process.ts';
import { writeEvent } from '../event-line.ts';
import type { Reload } from '../run-watchdog.ts';
import { startBrowser, type BrowserProcess } from './browser-process.ts';
import { browserProcesses } from './browser-processes.ts';
import type { LiveFrame } from '../live/live-pulses.ts';
import type { FrameSessions } from './frame-sessions.ts';
import { leaveOtherPlaces, profilePlace } from './profile-place.ts';

export type Display =
  | { readonly kind: 'headless' }
  | { readonly kind: 'kiosk' }
  | { readonly kind: 'windowed'; readonly xPx: number; readonly yPx: number };

export type KioskBrowser = {
  readonly reload: (reason: string, how: Reload) => void;
  readonly takeShot: () => Promise<Shot | null>;
  /** Ends the processes of the frames that show pages of an origin. */
  readonly endFrames: (origin: string) => void;
  /** The frames with a process of their own whose address is wanted. */
  readonly framesOf: (isWanted: (url: string) => boolean) => readonly LiveFrame[];
  /** Ends the browser, and starts it again. */
  readonly leave: () => void;
  readonly comeBack: () => void;
  readonly stop: () => Promise<void>;
};

/** A page that opened no bridge for so long is loaded again. */
const patienceMs = 20_000;
/** A browser has made its window by then. */
const startPatienceMs = 30_000;
/** Its start page has led it to the stage by then. */
const arrivalPatienceMs = 5_000;
/** A renderer that was ended has ended after so long. */
const endPatienceMs = 2_000;

function flagsFor(
  display: Display,
  size: { readonly widthPx: number; readonly heightPx: number },
  isSandboxed: boolean,
  ways: { readonly origin: string; readonly proxyUrl: string; readonly startPage: string },
): string[] {
  const own = new URL(ways.origin);
  const flags = [
    `--app=${ways.startPage}`,
    `--window-size=${size.widthPx},${size.heightPx}`,
    '--autoplay-policy=no-user-gesture-required',
    '--deny-permission-prompts',
    // the page, and bundles on hosts of their own, reach their shell and nothing else, whatever they should ever be made to ask for
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost',
    // and the shell's proxy has the only way to anybody else, this machine's other programs too
    `--proxy-server=${ways.proxyUrl}`,
    `--proxy-bypass-list=<-loopback>;${own.host};*.localhost:${own.port}`,
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--noerrdialogs',
    '--hide-crash-restore-bubble',
    '--password-store=basic',
    '--hide-scrollbars',
    // a screen that nobody touches is not in the background
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
  ];
  if (display.kind === 'kiosk') flags.push('--kiosk', '--start-fullscreen', '--window-position=0,0');
  if (display.kind === 'windowed') flags.push(`--window-position=${display.xPx},${display.yPx}`);
  // --test-type hides the bar that warns of the missing sandbox, which would stand over the content
  if (!isSandboxed) flags.push('--no-sandbox', '--test-type');
  return flags;
}

/**
 * Keeps a Chromium showing the stage: started again when it dies, its page loaded again when it crashes, leads elsewhere or
 * opens no bridge. Driven through a pipe, so that no debugging port is open.
 */
export function kioskBrowser(options: {
  readonly executable: string;
  readonly profileFolder: string;
  readonly display: Display;
  readonly size: { readonly widthPx: number; readonly heightPx: number };
  readonly isSandboxed: boolean;
  readonly origin: string;
  readonly proxyUrl: string;
  readonly startUrl: () => string;
  readonly isBridged: () => boolean;
  readonly canBridge: () => boolean;
  /** Settles when the first stage of this shell's life has something on the glass, or has had time for it. */
  readonly begun: Promise<void>;
  /** The stage is not as it should be, and waits to be told what to do. */
  readonly onStageFailed: (symptom: 'crashed' | 'led-away' | 'unbridged' | 'browser-gone', detail: string) => void;
  readonly onStageLoading: () => void;
  readonly onGpuGone: (detail: string) => void;
}): KioskBrowser {
  const pause = backOff();
  const loadPause = backOff();
  const { size, display } = options;
  let browser: Browser | null = null;
  let running: BrowserProcess | null = null;
  let page: Page | null = null;
  let frames: FrameSessions | null = null;
  let isStopping = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setInterval> | undefined;
  let loadTimer: ReturnType<typeof setTimeout> | undefined;
  let loadedMs = 0;
  /** Since when there is an agent and no bridge to it; null: it is as it should be, or the page is only being loaded again. */
  let unbridgedMs: number | null = null;
  let gpu: number | null = null;
  /** A renderer that this shell ends itself is no news. */
  let isEnding = false;
  /** The machine's screen is a technician's. */
  let isAside = false;

  function trouble(error: unknown): void {
    writeEvent({ event: 'trouble', atMs: Date.now(), where: 'chromium', detail: error instanceof Error ? error.message : String(error) });
  }
  function isHome(url: string): boolean {
    return url.startsWith(`${options.origin}/`);
  }
  function loading(): void {
    loadedMs = performance.now();
    unbridgedMs = null;
    options.onStageLoading();
  }
  async function show(target: Page): Promise<void> {
    loading();
    await target.goto(options.startUrl(), { waitUntil: 'domcontentloaded', timeout: patienceMs });
    shown();
  }
  /** Waits for where the start page leads; goes there where it did not. */
  async function arrive(target: Page): Promise<void> {
    // a blank page leads nowhere
    const endMs = performance.now() + (target.url() === 'about:blank' ? 0 : arrivalPatienceMs);
    while (!isHome(target.url()) && performance.now() < endMs) await pauseMs(50);
    if (isHome(target.url())) shown();
    else await show(target);
  }
  function shown(): void {
    writeEvent({ event: 'started', part: 'stage', atMs: Date.now(), address: options.origin });
  }
  function reload(reason: string, how: Reload): void {
    // a browser that is being started shows the stage by itself
    if (page === null || isStopping) return;
    writeEvent({ event: 'stopped', part: 'stage', atMs: Date.now(), detail: reason });
    clearTimeout(loadTimer);
    loadTimer = setTimeout(() => void showAgain(how).catch(trouble), loadPause.nextDelayMs(performance.now() - loadedMs));
  }
  async function showAgain(how: Reload): Promise<void> {
    if (page === null || browser === null || isStopping) return;
    if (how !== 'load') await endRenderer(browser, page, how);
    await show(page);
  }
  async function endRenderer(of: Browser, target: Page, how: Reload): Promise<void> {
    isEnding = true;
    try {
      const ended = new Promise<void>((resolve) => {
        target.once('error', () => resolve());
        setTimeout(resolve, endPatienceMs);
      });
      const found = await browserProcesses(of);
      if (how === 'end-drawing' && found.gpu !== null) endProcess(found.gpu);
      for (const pid of found.renderers) endProcess(pid);
      await ended;
    } finally {
      isEnding = false;
    }
  }
  async function lookAtGpu(): Promise<void> {
    if (browser === null) return;
    const before = gpu;
    ({ gpu } = await browserProcesses(browser));
    if (before !== null && gpu !== before) options.onGpuGone(gpu === null ? 'there is none' : 'there is another');
  }

  async function start(): Promise<void> {
    const startedMs = performance.now();
    const isHeadless = display.kind === 'headless';
    let started: BrowserProcess | null = null;
    try {
      const { folder, startPage, insteadBecause } = profilePlace(options.profileFolder, options.startUrl());
      if (insteadBecause !== null) trouble(`the browser keeps its own files in ${folder}: ${insteadBecause}`);
      const flags = flagsFor(display, size, options.isSandboxed, { ...options, startPage });
      const process = startBrowser(options.executable, folder, flags, { isHeadless });
      started = process;
      running = process;
      loading();
      // a driver that is being read would take from the stage what it needs to come on
      if (!isHeadless) await Promise.race([options.begun, process.ended]);
      if (isStopping) return;
      const [{ connect, TargetType }, { frameSessions }] = await Promise.all([import('puppeteer-core'), import('./frame-sessions.ts')]);
      const launched = await connect({
        transport: process.transport,
        // nothing here asks what the page fetched, and it would be kept for who asks
        networkEnabled: false,
        defaultViewport: isHeadless ? { width: size.widthPx, height: size.heightPx } : null,
      });
      if (isStopping) return await launched.close();
      browser = launched;
      frames = frameSessions(launched, trouble);
      launched.on('disconnected', () => {
        browser = null;
        page = null;
        gpu = null;
        if (isStopping) return;
        writeEvent({ event: 'stopped', part: 'stage', atMs: Date.now(), detail: 'Chromium ended' });
        if (isAside) return;
        // what hangs of it would hold the profile
        process.end();
        again(startedMs);
        options.onStageFailed('browser-gone', 'Chromium ended');
      });
      await launched.defaultBrowserContext().overridePermissions(options.origin, []);
      const first = await launched.waitForTarget((target) => target.type() === TargetType.PAGE, { timeout: startPatienceMs });
      const stage = (await first.page()) ?? (await launched.newPage());
      page = stage;
      stage.on('error', () => {
        if (!isEnding) options.onStageFailed('crashed', 'the page crashed');
      });
      stage.on('framenavigated', (frame) => {
        const isMeant = isHome(frame.url()) || frame.url() === startPage;
        if (frame === stage.mainFrame() && !isMeant) options.onStageFailed('led-away', frame.url());
      });
      // the stage opens no windows; whatever does is closed
      launched.on('targetcreated', (target) => {
        if (target.type() !== TargetType.PAGE) return;
        target
          .page()
          .then((other) => (other === null || other === stage ? undefined : other.close()))
          .catch(trouble);
      });
      await arrive(stage);
    } catch (error) {
      trouble(error);
      started?.end();
      if (browser === null && !isStopping) again(startedMs);
    }
  }
  function again(startedMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void start(), pause.nextDelayMs(performance.now() - startedMs));
  }
  void start();
  watch = setInterval(() => {
    const isAlone = page !== null && options.canBridge() && !options.isBridged();
    const sinceMs = isAlone ? (unbridgedMs ?? performance.now()) : null;
    const isOverdue = sinceMs !== null && performance.now() - sinceMs > patienceMs;
    unbridgedMs = isOverdue ? null : sinceMs;
    if (isOverdue) options.onStageFailed('unbridged', '');
    lookAtGpu().catch(trouble);
  }, 2_000);

  return {
    reload,
    async takeShot() {
      if (page === null) return null;
      const bytes = await page.screenshot({ type: 'jpeg', quality: 75, optimizeForSpeed: true, captureBeyondViewport: false });
      return { mime: 'image/jpeg', bytes: new Uint8Array(bytes) };
    },
    endFrames(origin) {
      frames?.end(origin);
    },
    framesOf: (isWanted) => frames?.of(isWanted) ?? [],
    leave() {
      isAside = true;
      clearTimeout(timer);
      clearTimeout(loadTimer);
      void browser?.close().catch(trouble);
    },
    comeBack() {
      isAside = false;
      void start();
    },
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      clearTimeout(loadTimer);
      clearInterval(watch);
      const last = running;
      if (last === null) return;
      const kill = setTimeout(last.end, 3_000);
      if (browser === null) last.end();
      else await browser.close().catch(trouble);
      await last.ended;
      clearTimeout(kill);
      last.end();
      leaveOtherPlaces(options.profileFolder);
    },
  };
}
