import { app, type Session, type WebContents } from 'electron';
import { isBundleAddress } from './serve-scheme.ts';
import { isBlockedKey } from './kiosk-keys.ts';

/** Refuses a session everything that a page may ask for: permissions, devices, downloads. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Holds every page of this application, the stage's and any that should ever come, where it is. Called before the first window is made. */
export function lockAllContents(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    // the stage leads its frames to bundles; what a bundle's page would lead elsewhere stays
    if (event.isMainFrame || !isBundleAddress(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('before-input-event', (event, { key, control, alt, meta }) => {
    if (isBlockedKey({ key, control, alt, meta })) event.preventDefault();
  });
}
