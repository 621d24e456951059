import { mediaPath, type Media } from '@gatecast/protocol';

/** Where the server gives a rendition or thumbnail by its hash. */
export function mediaAddress(hash: string): string {
  return mediaPath(hash);
}

/** The small picture of a file: its thumbnail, else the image itself; null while there is none. */
export function thumbnailOf(media: Media): string | null {
  if (media.thumbnail !== null) return mediaAddress(media.thumbnail);
  return media.kind === 'image' && media.rendition !== null ? mediaAddress(media.rendition.hash) : null;
}
