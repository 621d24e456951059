import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { done, note, refuse, step } from './say.mjs';

/** A program's path in PATH, or null. */
function which(name) {
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

// The same names and places as packages/media-tools looks at, which cannot be imported before anything is installed.
const chromiumNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];
const chromiumPlaces = [
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/var/lib/flatpak/exports/bin/org.chromium.Chromium',
  ...['', homedir()].flatMap((home) =>
    ['Chromium', 'Google Chrome', 'Microsoft Edge'].map((name) => `${home}/Applications/${name}.app/Contents/MacOS/${name}`),
  ),
  ...[process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA].flatMap((folder) =>
    folder === undefined
      ? []
      : ['Chromium\\Application\\chrome.exe', 'Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map(
          (path) => `${folder}\\${path}`,
        ),
  ),
];

/** An empty variable counts as one that is not set. */
const isNamed = (variable) => (process.env[variable] ?? '') !== '';

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
    isThere: () => (isNamed('GATECAST_FFMPEG') || which('ffmpeg') !== null) && (isNamed('GATECAST_FFPROBE') || which('ffprobe') !== null),
    packages: { apt: ['ffmpeg'], dnf: ['ffmpeg-free'], pacman: ['ffmpeg'], brew: ['ffmpeg'], winget: ['Gyan.FFmpeg'] },
  },
  {
    what: 'a browser (Chromium)',
    isThere: () =>
      isNamed('GATECAST_CHROMIUM') || chromiumNames.some((name) => which(name) !== null) || chromiumPlaces.some((path) => existsSync(path)),
    packages: { apt: ['chromium'], dnf: ['chromium'], pacman: ['chromium'], brew: ['google-chrome'], winget: ['Hibbiki.Chromium'] },
  },
  {
    what: 'fonts for all languages',
    // the screens bring their own; only a browser that looks at the controller may lack a script
    isOptional: true,
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
  {
    what: 'a second opinion on recurrence (python-dateutil)',
    // one test alone needs it, and says so
    isOptional: true,
    isThere: () => spawnSync(systemPython(), ['-c', 'import dateutil'], { stdio: 'ignore' }).status === 0,
    packages: {
      apt: ['python3-dateutil'],
      dnf: ['python3-dateutil'],
      pacman: ['python-dateutil'],
      brew: [],
      winget: [],
    },
  },
  {
    what: 'a witness of what a program asks of the disk (strace)',
    // one test alone needs it, and says so
    isOptional: true,
    isThere: () => process.platform !== 'linux' || which('strace') !== null,
    packages: { apt: ['strace'], dnf: ['strace'], pacman: ['strace'], brew: [], winget: [] },
  },
  {
    what: 'a hand that presses real keys (xdotool)',
    // one test alone needs it, and says so
    isOptional: true,
    isThere: () => process.platform !== 'linux' || which('xdotool') !== null,
    packages: { apt: ['xdotool'], dnf: ['xdotool'], pacman: ['xdotool'], brew: [], winget: [] },
  },
  {
    what: 'PostgreSQL',
    // the tests that need it say so
    isOptional: true,
    isThere: () => process.platform !== 'linux' || existsSync('/usr/lib/postgresql') || which('initdb') !== null,
    packages: { apt: ['postgresql'], dnf: ['postgresql-server'], pacman: ['postgresql'], brew: ['postgresql'], winget: [] },
  },
  {
    what: 'Redis, nginx and HAProxy',
    // the tests that need them say so
    isOptional: true,
    isThere: () =>
      process.platform !== 'linux' ||
      (which('redis-server') !== null && ['nginx', 'haproxy'].every((name) => which(name) !== null || existsSync(`/usr/sbin/${name}`))),
    packages: {
      apt: ['redis-server', 'nginx-light', 'haproxy'],
      dnf: ['redis', 'nginx', 'haproxy'],
      pacman: ['redis', 'nginx', 'haproxy'],
      brew: ['redis', 'nginx', 'haproxy'],
      winget: [],
    },
  },
  {
    what: 'a C compiler, for the disk that forgets what was not synced',
    // one test alone needs it, and says so
    isOptional: true,
    isThere: () => process.platform !== 'linux' || which('cc') !== null,
    packages: { apt: ['gcc', 'libc6-dev'], dnf: ['gcc', 'glibc-devel'], pacman: ['gcc'], brew: [], winget: [] },
  },
];

/** The system's own Python, which its packages are for; others may stand before it on the path. */
function systemPython() {
  return existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
}

function packageManager() {
  if (process.platform === 'darwin') return { kind: 'brew', command: 'brew install' };
  if (process.platform === 'win32') return { kind: 'winget', command: 'winget install' };
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (/^ID(_LIKE)?=.*(debian|ubuntu)/m.test(release)) return { kind: 'apt', command: 'apt-get install -y --no-install-recommends' };
  if (which('dnf') !== null) return { kind: 'dnf', command: 'dnf install -y' };
  if (which('pacman') !== null) return { kind: 'pacman', command: 'pacman -S --needed' };
  return null;
}

/**
 * What to do about missing needs, without doing it: nothing, install packages, or say a text (`note` and go on, `refuse`
 * and end). `manager` is null where this system's is not known.
 */
export function decide(missing, manager, isRoot) {
  if (missing.length === 0) return { kind: 'nothing' };
  const names = missing.map(({ what }) => what).join(', ');
  const isBearable = missing.every(({ isOptional }) => isOptional === true);
  if (manager === null) {
    const text = `Missing: ${names}. Install them with your system's package manager, then run this again.`;
    return { kind: isBearable ? 'note' : 'refuse', text };
  }
  const packages = missing.flatMap((need) => need.packages[manager.kind]);
  if (packages.length === 0) return { kind: 'nothing' };
  if (manager.kind === 'apt' && isRoot) return { kind: 'install', names, packages, isBearable };
  const sudo = isRoot || manager.kind === 'brew' || manager.kind === 'winget' ? '' : 'sudo ';
  const command = `${sudo}${manager.command} ${packages.join(' ')}`;
  return isBearable
    ? { kind: 'note', text: `Some scripts may lack a font in your browser. To mend it:  ${command}` }
    : { kind: 'refuse', text: `Missing: ${names}. Install with:\n\n    ${command}\n\nthen run this again.` };
}

/** Finds or installs what comes from the operating system; as root on Debian it installs, elsewhere it says the exact command. */
export async function ensureSystemPackages(extra = []) {
  const missing = [...needs, ...extra].filter((need) => !need.isThere());
  const decision = decide(missing, packageManager(), process.getuid?.() === 0);
  switch (decision.kind) {
    case 'nothing':
      return;
    case 'note':
      return note(decision.text);
    case 'refuse':
      return refuse(decision.text);
    case 'install':
      return install(decision);
  }
}

async function install({ names, packages, isBearable }) {
  const startedAt = Date.now();
  step(`Installing ${names} (apt-get install ${packages.join(' ')})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const updated = await run('apt-get', ['update', '-qq'], { quiet: true, env });
  if (updated.code !== 0) note(`apt-get update ended with ${updated.code}; trying with the lists that are here`);
  const installed = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { quiet: true, env });
  if (installed.code === 0) return done(`Installed ${names}`, startedAt);
  if (isBearable) return note(`${names} could not be installed; some scripts may lack a font in your browser`);
  refuse(`apt-get install ${packages.join(' ')} failed:\n${installed.output}`, 1);
}
