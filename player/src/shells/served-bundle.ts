import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleEntry, bundleManifestSchema, type BundleManifest } from '@gatecast/protocol';
import { bundleBeat, bundleBeatMs, bundleLoudness, bundleOriginOf, bundlePainted, bundleScriptPath } from '../bridge/bundle-frame.ts';
import { servedMedia, type Served } from './served-file.ts';
import { soundLevel } from './sound-level.ts';

/**
 * What a shell adds to the page of each bundle: a sign of life every second, and one when everything is loaded and a frame was drawn. A
 * page that hangs gives none, whatever its own scripts are. Its films, and what it plays by Web Audio from here on, are as loud as the
 * stage says, and silent before it has: a bundle's own volumes are shares of that.
 */
const script = `(() => {
  const say = (what) => parent.postMessage(what, '*');
  setInterval(() => say('${bundleBeat}'), ${bundleBeatMs});
  ${soundLevel}
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || typeof data !== 'string' || !data.startsWith('${bundleLoudness}')) return;
    setLoudness(Number(data.slice(${bundleLoudness.length})));
  });
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => say('${bundlePainted}')));
  if (document.readyState === 'complete') painted(); else addEventListener('load', painted, { once: true });
})();
`;

/** Bundles are files of a folder and change with their hash only; a shell shows few at a time. */
const rememberedManifests = 50;
const known = new Map<string, BundleManifest>();

/**
 * Decides what answers a request to a bundle's origin: the files of its manifest by their paths, and the script above. Everything that is
 * served says that the page may reach this origin and nothing else.
 */
export async function servedBundle(
  place: { readonly mediaFolder: string; readonly stageOrigin: string; readonly manifestHash: string },
  method: string,
  path: string,
  range: string | null,
): Promise<Served> {
  if (method !== 'GET' && method !== 'HEAD') return { kind: 'refused', status: 405, headers: { allow: 'GET, HEAD' } };
  const served = await find(place, path, range);
  const headers = { ...headersOf(bundleOriginOf(place.stageOrigin, place.manifestHash), place.stageOrigin), ...served.headers };
  return { ...served, headers };
}

async function find(
  { mediaFolder, manifestHash }: { readonly mediaFolder: string; readonly manifestHash: string },
  path: string,
  range: string | null,
): Promise<Served> {
  if (path === bundleScriptPath) return bytes(Buffer.from(script), 'text/javascript');
  const manifest = await manifestOf(mediaFolder, manifestHash);
  const wanted = plainPath(path);
  const file = manifest?.files.find((one) => one.path === wanted);
  if (file === undefined) return { kind: 'refused', status: 404, headers: {} };
  const type = /^(text\/|application\/json|image\/svg)/.test(file.mime) ? `${file.mime}; charset=utf-8` : file.mime;
  if (file.sizeBytes === 0) return bytes(Buffer.alloc(0), type);
  const onDisk = join(mediaFolder, file.hash);
  if (wanted !== bundleEntry) return await servedMedia(onDisk, type, range);
  try {
    // at the end, where it cannot change how the page is read
    return bytes(Buffer.concat([await readFile(onDisk), Buffer.from(`\n<script src="${bundleScriptPath}"></script>\n`)]), type);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { kind: 'refused', status: 404, headers: {} };
  }
}

/** null where it is not here, or not what its name tells. */
async function manifestOf(mediaFolder: string, hash: string): Promise<BundleManifest | null> {
  const remembered = known.get(hash);
  if (remembered !== undefined) return remembered;
  const text = await readFile(join(mediaFolder, hash)).catch(() => null);
  if (text === null || createHash('sha256').update(text).digest('hex') !== hash) return null;
  const manifest = bundleManifestSchema.safeParse(parseJson(text.toString('utf8')));
  if (!manifest.success) return null;
  if (known.size >= rememberedManifests) known.clear();
  known.set(hash, manifest.data);
  return manifest.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The path as a manifest has it; what is no encoding of one is none. */
function plainPath(path: string): string {
  if (path === '/') return bundleEntry;
  try {
    return decodeURIComponent(path.slice(1)).normalize('NFC');
  } catch {
    return '';
  }
}

function bytes(body: Buffer, type: string): Served {
  return {
    kind: 'bytes',
    status: 200,
    bytes: body,
    headers: { 'content-type': type, 'content-length': String(body.length), 'cache-control': 'no-store' },
  };
}

function headersOf(origin: string, stageOrigin: string): Readonly<Record<string, string>> {
  const policy = [
    // no origin, no forms, no windows, no downloads, no way for the window to lead
    'sandbox allow-scripts',
    `default-src ${origin}`,
    `script-src ${origin} 'unsafe-inline'`,
    `style-src ${origin} 'unsafe-inline'`,
    `img-src ${origin} data: blob:`,
    `media-src ${origin} blob:`,
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${stageOrigin}`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    // a page without an origin asks for its own modules, fonts and data as a stranger
    'access-control-allow-origin': 'null',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-dns-prefetch-control': 'off',
    'permissions-policy': deniedFeatures.map((feature) => `${feature}=()`).join(', '),
  };
}

const deniedFeatures = [
  'accelerometer',
  'bluetooth',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'fullscreen',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'keyboard-map',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'window-management',
  'xr-spatial-tracking',
];
