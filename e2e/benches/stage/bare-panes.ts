import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShellName } from '../../drivers/player-driver.ts';
import type { Place } from '../../worlds/glass.ts';
import { electronBinary } from '../../worlds/paths.ts';
import { Program } from '../../worlds/program.ts';
import { codedItems } from './coded-media.ts';

const rootFlags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'];
const lively = ['--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding'];

// The next element is loaded beneath the one that shows, and lies on top when its time has come; all pages follow the machine's clock.
const script = `
const cycleMs = items.reduce((sum, { durationMs }) => sum + durationMs, 0);
let highest = 1;
function at(ms) {
  let left = ms % cycleMs;
  for (const [index, item] of items.entries()) {
    if (left < item.durationMs) return { index, endMs: ms - left + item.durationMs };
    left -= item.durationMs;
  }
}
function prepared({ kind, address }) {
  const element = document.createElement(kind === 'image' ? 'img' : 'video');
  if (kind === 'video') Object.assign(element, { muted: true, preload: 'auto', loop: true });
  element.src = address;
  document.body.append(element);
  return element;
}
function show(element, last) {
  element.style.zIndex = String(++highest);
  if (element instanceof HTMLVideoElement) void element.play();
  requestAnimationFrame(() => requestAnimationFrame(() => last?.remove()));
  const now = at(Date.now() + 5);
  const next = prepared(items[(now.index + 1) % items.length]);
  setTimeout(() => show(next, element), now.endMs - Date.now());
}
show(prepared(items[at(Date.now()).index]), null);
`;
const style = 'body{margin:0;background:#000}img,video{position:fixed;inset:0;width:100vw;height:100vh;object-fit:cover}';

export type Pane = { readonly shell: ShellName; readonly place: Place };

/** The least that shows the same files one after another in each pane's runtime: a page of two elements. */
export async function startBarePanes(folder: string, files: readonly string[], panes: readonly Pane[]): Promise<readonly Program[]> {
  const items = codedItems.map(({ kind, durationMs }, index) => ({ kind, durationMs, address: `file://${files[index]}` }));
  const page = join(folder, 'bare-panes.html');
  await writeFile(join(folder, 'bare-panes.js'), `const items = ${JSON.stringify(items)};\n${script}`);
  await writeFile(page, `<!doctype html><style>${style}</style><body><script src="bare-panes.js"></script>`);
  const programs: Program[] = [];
  for (const [index, { shell, place }] of panes.entries()) {
    const { x, y, width, height } = place;
    const profile = join(folder, `bare-${index}`);
    if (shell === 'chromium') {
      const window = [`--window-position=${x},${y}`, `--window-size=${width},${height}`, `--user-data-dir=${profile}`];
      const binary = process.env['GATECAST_CHROMIUM'] ?? '/usr/bin/chromium';
      const args = [...rootFlags, '--test-type', ...quiet, ...lively, ...window, `--app=file://${page}`];
      programs.push(new Program(`bare ${index}`, binary, args));
    } else {
      const main = join(folder, `bare-${index}.cjs`);
      const options = JSON.stringify({ ...place, frame: false, webPreferences: { backgroundThrottling: false } });
      const open = `app.whenReady().then(() => new BrowserWindow(${options}).loadFile(${JSON.stringify(page)}));`;
      const own = `app.setPath('userData', ${JSON.stringify(profile)});`;
      await writeFile(main, `const { app, BrowserWindow } = require('electron');\n${own}\n${open}\n`);
      programs.push(new Program(`bare ${index}`, electronBinary() ?? '', [...rootFlags, main]));
    }
  }
  return programs;
}
