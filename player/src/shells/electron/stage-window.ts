import { BrowserWindow, ipcMain, screen, type MessagePortMain, type Session } from 'electron';
import { stagePortOffer, stagePortWanted } from '../../bridge/stage-port-names.ts';
import type { Shot } from '../../bridge/shell-channel.ts';
import { backOff } from '../back-off.ts';
import { writeEvent } from '../event-line.ts';
import type { Settings } from './read-settings.ts';
import { scheme, stageOrigin } from './serve-scheme.ts';

/** A stage that hangs is given this long, and one that asked for no port as well. */
const patienceMs = 20_000;
/** A picture for the wall is no larger than this; its height follows. */
const shotWidthPx = 1_920;

export type StageWindow = {
  readonly reload: (reason: string) => void;
  readonly takeShot: () => Promise<Shot | null>;
  /** Gives the stage the port that it asked for. */
  readonly offer: (port: MessagePortMain) => void;
  readonly isPortWanted: () => boolean;
};

/** The window with the stage: sandboxed, without Node, without a way to elsewhere; loaded again when it crashes or hangs. */
export function stageWindow(options: {
  readonly settings: Settings;
  readonly session: Session;
  readonly preload: string;
  readonly onPortWanted: () => void;
  readonly canBridge: () => boolean;
}): StageWindow {
  const { window: place, size } = options.settings;
  const pause = backOff();
  const whole = screen.getPrimaryDisplay().bounds;
  const window = new BrowserWindow({
    ...(place === null
      ? { ...whole, frame: false, kiosk: true, fullscreen: true }
      : { x: place.xPx, y: place.yPx, width: size.widthPx, height: size.heightPx, useContentSize: true, title: 'Gatecast' }),
    backgroundColor: '#000000',
    autoHideMenuBar: true,
    show: true,
    webPreferences: {
      session: options.session,
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: false,
      spellcheck: false,
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  window.removeMenu();
  const { webContents } = window;
  let isPortWanted = false;
  let loadedMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function load(): void {
    isPortWanted = false;
    loadedMs = performance.now();
    window.loadURL(`${stageOrigin}/`).then(
      () => writeEvent({ event: 'started', part: 'stage', atMs: Date.now(), address: stageOrigin }),
      (error: unknown) => writeEvent({ event: 'trouble', atMs: Date.now(), where: 'stage', detail: String(error) }),
    );
  }
  function reload(reason: string): void {
    writeEvent({ event: 'stopped', part: 'stage', atMs: Date.now(), detail: reason });
    clearTimeout(timer);
    timer = setTimeout(load, pause.nextDelayMs(performance.now() - loadedMs));
  }
  // `will-navigate` is not asked about blank pages
  webContents.on('did-navigate', (_event, url) => {
    if (url !== `${stageOrigin}/`) reload(`led to ${url}`);
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') reload(`renderer ${reason}`);
  });
  webContents.on('unresponsive', () => {
    // what hangs is ended, and its end loads it again
    webContents.forcefullyCrashRenderer();
  });
  ipcMain.on(stagePortWanted, (event) => {
    if (event.sender !== webContents || !event.senderFrame?.url.startsWith(`${scheme}://stage/`)) return;
    isPortWanted = true;
    options.onPortWanted();
  });
  setInterval(() => {
    if (!isPortWanted && options.canBridge() && performance.now() - loadedMs > patienceMs) reload('asked for no port');
  }, 2_000);
  load();

  return {
    reload,
    async takeShot() {
      const picture = await webContents.capturePage();
      if (picture.isEmpty()) return null;
      const small = picture.getSize().width > shotWidthPx ? picture.resize({ width: shotWidthPx }) : picture;
      return { mime: 'image/jpeg', bytes: new Uint8Array(small.toJPEG(75)) };
    },
    offer: (port) => webContents.postMessage(stagePortOffer, null, [port]),
    isPortWanted: () => isPortWanted,
  };
}
