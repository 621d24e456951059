import { isBlockedKey } from '../bridge/kiosk-keys.ts';

/**
 * Keeps from the browser around this page every key that could lead away from it. A window without tabs and address bar, as kiosks have it,
 * lets its page decide about all of them (Chromium's reserved keys are those of windows with tabs).
 */
export function holdKeys(window: Window): void {
  window.addEventListener(
    'keydown',
    (event) => {
      const { key, ctrlKey: control, altKey: alt, shiftKey: shift, metaKey: meta } = event;
      if (isBlockedKey({ key, control, alt, shift, meta })) event.preventDefault();
    },
    { capture: true },
  );
  // a frame's page can take the focus, and with it the keys that lead away; this page takes it back
  function takeBack(): void {
    const { activeElement } = document;
    if (activeElement instanceof HTMLIFrameElement) activeElement.blur();
    window.focus();
  }
  window.addEventListener('blur', () => setTimeout(takeBack));
  window.addEventListener('contextmenu', (event) => event.preventDefault());
  // control with the wheel zooms the page
  window.addEventListener('wheel', (event) => void (event.ctrlKey && event.preventDefault()), { capture: true, passive: false });
}
