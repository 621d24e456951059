import { app, BrowserWindow, ipcMain, screen, webFrameMain, type MessagePortMain, type Session, type WebFrameMain } from 'electron';
import { stagePortOffer, stagePortWanted } from '../../bridge/stage-port-names.ts';
import { stagePath, type StageMode } from '../../bridge/stage-beat.ts';
import type { Shot } from '../../bridge/shell-channel.ts';
import { backOff } from '../back-off.ts';
import { endProcess } from '../end-process.ts';
import { writeEvent } from '../event-line.ts';
import type { LiveFrame } from '../live/live-pulses.ts';
import type { Reload } from '../run-watchdog.ts';
import { silence } from '../sound-level.ts';
import type { Settings } from './read-settings.ts';
import { scheme, stageOrigin } from './serve-scheme.ts';

/** A stage that hangs is given this long, and one that asked for no port as well. */
const patienceMs = 20_000;
/** A picture for the wall is no larger than this; its height follows. */
const shotWidthPx = 1_920;

export type StageWindow = {
  readonly reload: (reason: string, how: Reload) => void;
  readonly takeShot: () => Promise<Shot | null>;
  /** Gives the stage the port that it asked for. */
  readonly offer: (port: MessagePortMain) => void;
  readonly isPortWanted: () => boolean;
  /** Takes the window off the machine's screen, and puts it back. */
  readonly leave: () => void;
  readonly comeBack: () => void;
  /** Ends the processes of the frames that show pages of an origin. */
  readonly endFrames: (origin: string) => void;
  /** The frames whose address is wanted. */
  readonly framesOf: (isWanted: (url: string) => boolean) => readonly LiveFrame[];
};

/** The window with the stage: sandboxed, without Node, without a way to elsewhere; loaded again when it crashes or hangs. */
export function stageWindow(options: {
  readonly settings: Settings;
  readonly session: Session;
  readonly preload: string;
  readonly onPortWanted: () => void;
  readonly canBridge: () => boolean;
  readonly mode: () => StageMode;
  /** The stage is not as it should be, and waits to be told what to do. */
  readonly onStageFailed: (symptom: 'crashed' | 'hung' | 'led-away' | 'unbridged', detail: string) => void;
  readonly onStageLoading: () => void;
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
  /** A port can be offered only to a page that asked for it and still has its process. */
  let page: 'gone' | 'loading' | 'port-wanted' = 'gone';
  let loadedMs = 0;
  /** A renderer that this shell ends itself is no news. */
  let isEnding = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function load(): void {
    page = 'loading';
    loadedMs = performance.now();
    options.onStageLoading();
    window.loadURL(stageOrigin + stagePath(options.mode())).then(
      () => writeEvent({ event: 'started', part: 'stage', atMs: Date.now(), address: stageOrigin }),
      (error: unknown) => writeEvent({ event: 'trouble', atMs: Date.now(), where: 'stage', detail: String(error) }),
    );
  }
  function reload(reason: string, how: Reload): void {
    writeEvent({ event: 'stopped', part: 'stage', atMs: Date.now(), detail: reason });
    const gpu = app.getAppMetrics().find(({ type }) => type === 'GPU');
    if (how === 'end-drawing' && gpu !== undefined) endProcess(gpu.pid);
    if (how !== 'load' && page !== 'gone') {
      isEnding = true;
      webContents.forcefullyCrashRenderer();
    }
    // until it is loaded nobody waits for its port
    page = 'gone';
    clearTimeout(timer);
    timer = setTimeout(load, pause.nextDelayMs(performance.now() - loadedMs));
  }
  function frames(isWanted: (url: string) => boolean): readonly WebFrameMain[] {
    return page === 'gone' ? [] : webContents.mainFrame.framesInSubtree.filter(({ url }) => isWanted(url));
  }
  // `will-navigate` is not asked about blank pages
  webContents.on('did-navigate', (_event, url) => {
    if (!url.startsWith(`${stageOrigin}/`)) options.onStageFailed('led-away', url);
  });
  // pages of others are silent; one that is gone again makes no sound
  webContents.on('did-frame-navigate', (_event, _url, _code, _status, isMainFrame, processId, routingId) => {
    if (!isMainFrame)
      webFrameMain
        .fromId(processId, routingId)
        ?.executeJavaScript(silence)
        .catch(() => undefined);
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    page = 'gone';
    const isNews = !isEnding;
    isEnding = false;
    if (isNews && reason !== 'clean-exit') options.onStageFailed('crashed', reason);
  });
  webContents.on('unresponsive', () => options.onStageFailed('hung', ''));
  ipcMain.on(stagePortWanted, (event) => {
    if (event.sender !== webContents || !event.senderFrame?.url.startsWith(`${scheme}://stage/`)) return;
    page = 'port-wanted';
    options.onPortWanted();
  });
  setInterval(() => {
    if (page === 'loading' && options.canBridge() && performance.now() - loadedMs > patienceMs) options.onStageFailed('unbridged', '');
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
    isPortWanted: () => page === 'port-wanted',
    leave() {
      window.setKiosk(false);
      window.hide();
    },
    comeBack() {
      window.show();
      if (place === null) window.setKiosk(true);
    },
    framesOf(isWanted) {
      return frames(isWanted).map((frame) => ({
        url: frame.url,
        ask: () => frame.executeJavaScript(silence),
        end: () => endProcess(frame.osProcessId),
      }));
    },
    endFrames(origin) {
      const ended = frames((url) => url.startsWith(`${origin}/`));
      for (const pid of new Set(ended.map(({ osProcessId }) => osProcessId))) endProcess(pid);
    },
  };
}
