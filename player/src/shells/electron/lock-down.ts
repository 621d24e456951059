import { app, type Session, type WebContents } from 'electron';
import { isFrameAddress } from './serve-scheme.ts';
import { isBlockedKey } from '../../bridge/kiosk-keys.ts';

/** Refuses a session everything that a page may ask for: permissions, devices, downloads. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Holds every page of this application, the stage's and any that should ever come, where it is. Called before the first window is made. `isLive`: whether a frame may show this address of another server. */
export function lockAllContents(isLive: (url: string) => boolean): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents, isLive));
}

function lockContents(contents: WebContents, isLive: (url: string) => boolean): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    // the stage leads its frames to bundles and live URLs; what a bundle's page would lead elsewhere stays
    if (event.isMainFrame || !(isFrameAddress(event.url) || isLive(event.url))) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (event.isMainFrame || !isLive(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('before-input-event', (event, { key, control, alt, shift, meta }) => {
    if (isBlockedKey({ key, control, alt, shift, meta })) event.preventDefault();
  });
}
