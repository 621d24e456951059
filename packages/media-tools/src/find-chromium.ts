import { posix, win32 } from 'node:path';
import { findInSearchPath, isExecutable, ownSurroundings } from './find-executable.ts';
import type { Surroundings, ToolSearch } from './find-executable.ts';

const hint = 'apt-get install -y chromium';
const variable = 'GATECAST_CHROMIUM';

const namesInPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];

/**
 * Finds a browser of the Chromium family for the kiosk shell: GATECAST_CHROMIUM, else PATH, else where Linux, macOS and
 * Windows usually keep Chromium, Chrome and Edge, in this order.
 */
export function findChromium(surroundings: Surroundings = ownSurroundings()): ToolSearch {
  const tool = 'chromium';
  const named = surroundings.env[variable] ?? '';
  if (named !== '') {
    if (isExecutable(named)) return { kind: 'found', tool, path: named, from: 'environment' };
    return { kind: 'missing', tool, reason: 'misnamed', variable, named, hint };
  }
  const inPath = findInSearchPath(namesInPath, surroundings);
  if (inPath !== null) return { kind: 'found', tool, path: inPath, from: 'search-path' };
  const usual = usualPlaces(surroundings).find((path) => isExecutable(path));
  if (usual !== undefined) return { kind: 'found', tool, path: usual, from: 'usual-place' };
  return { kind: 'missing', tool, reason: 'not-installed', variable, named: null, hint };
}

/** Full paths worth a look on this platform, best first. */
function usualPlaces({ env, platform }: Surroundings): readonly string[] {
  if (platform === 'darwin') return macPlaces(env['HOME']);
  if (platform === 'win32') return windowsPlaces(env);
  return [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/var/lib/flatpak/exports/bin/org.chromium.Chromium',
  ];
}

function macPlaces(home: string | undefined): readonly string[] {
  const folders = ['/Applications', ...(home === undefined ? [] : [posix.join(home, 'Applications')])];
  return ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
    folders.map((folder) => posix.join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
  );
}

function windowsPlaces(env: Surroundings['env']): readonly string[] {
  const folders = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter(
    (folder): folder is string => folder !== undefined && folder !== '',
  );
  return [
    ['Chromium', 'Application', 'chrome.exe'],
    ['Google', 'Chrome', 'Application', 'chrome.exe'],
    ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ].flatMap((parts) => folders.map((folder) => win32.join(folder, ...parts)));
}
