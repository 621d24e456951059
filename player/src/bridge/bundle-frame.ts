// What stage, shells and a bundle's page agree on. A bundle is a page of its own on an origin of its own, which makes it a process of its
// own: one that hangs or eats memory takes nothing along.

/** What a bundle's page posts to the stage: that it lives, each second; and that it was loaded and has drawn a frame, once. */
export const bundleBeat = 'gatecast-bundle-beat';
export const bundlePainted = 'gatecast-bundle-painted';
/** What the shell's page around a live URL posts instead, where there is nothing to show. */
export const liveFailed = 'gatecast-live-failed';
/** What the stage posts to that page when it has left: it lets the other server's page go once that has shown that it does not hang. */
export const liveLeft = 'gatecast-live-left';
/** What the stage posts to a bundle's page in the frame in which it comes to the top. */
export const bundleShown = 'gatecast-shown';
/** And, with a number from 0 to 1 after it, how loud the page may be: again and again, as quiet hours come and alerts lie over it. */
export const bundleLoudness = 'gatecast-loudness ';
export const bundleBeatMs = 1_000;

/** Where a shell serves the script that speaks for a bundle's page. No path of a bundle begins with a dot. */
export const bundleScriptPath = '/.gatecast/beat.js';

/** Electron's hosts end so, and Chromium's in `.localhost`, which is this machine without asking anybody (RFC 6761). */
const bundleHost = /^([0-9a-f]{32})\.([0-9a-f]{32})\.(?:bundle|localhost)$/;

/** The origin of a bundle beside the stage's: the manifest's hash as two labels, as one would be too long for a host name. */
export function bundleOriginOf(stageOrigin: string, manifestHash: string): string {
  const labels = `${manifestHash.slice(0, 32)}.${manifestHash.slice(32)}`;
  const port = /^http:\/\/127\.0\.0\.1:(\d+)$/.exec(stageOrigin)?.[1];
  if (port !== undefined) return `http://${labels}.localhost:${port}`;
  return stageOrigin.replace(/:\/\/.*$/, `://${labels}.bundle`);
}

/** What the stage may frame: bundles beside it, and nothing else. */
export function bundleFrameSource(stageOrigin: string): string {
  return bundleOriginOf(stageOrigin, '0'.repeat(64)).replace(/[0.]{65}/, '*');
}

const liveName = 'live';

/** Where the shell serves the page around a live URL: an origin among those of bundles. */
export function liveAddressOf(stageOrigin: string, url: string): string {
  return `${bundleOriginOf(stageOrigin, '0'.repeat(64)).replace(/[0.]{65}/, liveName)}/?url=${encodeURIComponent(url)}`;
}

export function isLiveHost(host: string): boolean {
  return host === `${liveName}.bundle` || host === `${liveName}.localhost`;
}

/** Hosts of frames whose pages are the shell's, or have its script in them: of bundles, and of the page around a live URL. */
export const ownFrameHost = new RegExp(`${bundleHost.source}|^${liveName}\\.(?:bundle|localhost)$`);

/** The manifest that a host without its port names; null where it is none of a bundle. */
export function manifestOfHost(host: string): string | null {
  const [, first, second] = bundleHost.exec(host) ?? [];
  return first === undefined || second === undefined ? null : first + second;
}
