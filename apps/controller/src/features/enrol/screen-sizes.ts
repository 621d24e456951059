/** Usual panels; a portrait one is named by how it hangs, as a technician sees it. */
export const screenSizes = [
  { key: 'landscape-hd', widthPx: 1920, heightPx: 1080 },
  { key: 'portrait-hd', widthPx: 1080, heightPx: 1920 },
  { key: 'landscape-4k', widthPx: 3840, heightPx: 2160 },
  { key: 'portrait-4k', widthPx: 2160, heightPx: 3840 },
  { key: 'landscape-small', widthPx: 1280, heightPx: 720 },
] as const;
