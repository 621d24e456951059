/** A key as Electron tells it before the page hears of it, and as the page hears of it in both shells. */
export type Key = {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
};

const browserKeys = /^(F\d{1,2}|ContextMenu|PrintScreen|Help|Browser\w+|Launch\w+|Zoom\w+|Print|Close|Open|New|Save|Find|Refresh)$/;

/**
 * Whether a key is kept from the page and from the window: all that is not for reading, writing or moving about. Whoever stands at a
 * look-up point types, and nothing else. AltGr comes as control with alt, and writes.
 */
export function isBlockedKey({ key, control, alt, shift, meta }: Key): boolean {
  if (browserKeys.test(key)) return true;
  // Chromium's task manager, which ends processes
  if (key === 'Escape' && shift) return true;
  const isWriting = control && alt && /^.$/u.test(key);
  return meta || ((control || alt) && !isWriting);
}
