import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { done, note, refuse, step } from './say.mjs';

/** A program's path in PATH, or null. */
export function which(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not in this folder: look in the next
      }
    }
  }
  return null;
}

const chromiumPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

function hasFonts() {
  if (process.platform !== 'linux') return true;
  const folders = [
    '/usr/share/fonts/opentype/noto',
    '/usr/share/fonts/truetype/noto',
    '/usr/share/fonts/noto-cjk',
    '/usr/share/fonts/google-noto-cjk',
  ];
  return folders.some((folder) => existsSync(folder) && readdirSync(folder).some((file) => /CJK/i.test(file)));
}

const needs = [
  {
    what: 'ffmpeg',
    isThere: () => process.env.GATECAST_FFMPEG !== undefined || (which('ffmpeg') !== null && which('ffprobe') !== null),
    packages: { apt: ['ffmpeg'], dnf: ['ffmpeg-free'], pacman: ['ffmpeg'], brew: ['ffmpeg'], winget: ['Gyan.FFmpeg'] },
  },
  {
    what: 'a browser (Chromium)',
    isThere: () =>
      process.env.GATECAST_CHROMIUM !== undefined ||
      ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].some((name) => which(name) !== null) ||
      chromiumPlaces.some((path) => existsSync(path)),
    packages: { apt: ['chromium'], dnf: ['chromium'], pacman: ['chromium'], brew: ['--cask', 'chromium'], winget: ['Hibbiki.Chromium'] },
  },
  {
    what: 'fonts for all languages',
    isThere: hasFonts,
    packages: {
      apt: ['fonts-noto-core', 'fonts-noto-cjk'],
      dnf: ['google-noto-sans-fonts', 'google-noto-sans-cjk-fonts'],
      pacman: ['noto-fonts', 'noto-fonts-cjk'],
      brew: [],
      winget: [],
    },
  },
];

/** What only the tests need: a display without a screen for Electron's window. */
export const testNeeds = [
  {
    what: 'a virtual display',
    isThere: () => process.platform !== 'linux' || (which('xvfb-run') !== null && which('xauth') !== null),
    packages: {
      apt: ['xvfb', 'xauth'],
      dnf: ['xorg-x11-server-Xvfb', 'xorg-x11-xauth'],
      pacman: ['xorg-server-xvfb', 'xorg-xauth'],
      brew: [],
      winget: [],
    },
  },
];

function packageManager() {
  if (process.platform === 'darwin') return { kind: 'brew', command: 'brew install' };
  if (process.platform === 'win32') return { kind: 'winget', command: 'winget install' };
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (/^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release)) return { kind: 'apt', command: 'apt-get install -y --no-install-recommends' };
  if (which('dnf') !== null) return { kind: 'dnf', command: 'dnf install -y' };
  if (which('pacman') !== null) return { kind: 'pacman', command: 'pacman -S --needed' };
  return null;
}

/** Finds or installs what comes from the operating system; as root on Debian it installs, elsewhere it says the exact command. */
export async function ensureSystemPackages(extra = []) {
  const missing = [...needs, ...extra].filter((need) => !need.isThere());
  if (missing.length === 0) return;
  const names = missing.map((need) => need.what).join(', ');
  const manager = packageManager();
  if (manager === null) refuse(`Missing: ${names}. Install them with your system's package manager, then run this again.`);
  const packages = missing.flatMap((need) => need.packages[manager.kind]);
  const isRoot = process.getuid?.() === 0;
  if (manager.kind !== 'apt' || !isRoot) {
    const sudo = isRoot || manager.kind === 'brew' || manager.kind === 'winget' ? '' : 'sudo ';
    const onlyFonts = missing.every((need) => need.what.startsWith('fonts'));
    const command = `${sudo}${manager.command} ${packages.join(' ')}`;
    if (onlyFonts) return note(`Some scripts may lack a font in your browser. To mend it:  ${command}`);
    refuse(`Missing: ${names}. Install with:\n\n    ${command}\n\nthen run this again.`);
  }
  const startedAt = Date.now();
  step(`Installing ${names} (apt-get install ${packages.join(' ')})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await run('apt-get', ['update', '-qq'], { quiet: true, env });
  if (updated.code !== 0) note(`apt-get update ended with ${updated.code}; trying with the lists that are here`);
  const installed = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { quiet: true, env });
  if (installed.code !== 0) refuse(`apt-get install failed:\n${installed.output}`, 1);
  done(`Installed ${names}`, startedAt);
}
