import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentPolicyOf } from '../../src/shells/content-policy.ts';
import { electronFolder, runElectron, type ElectronShell } from '../support/electron-shell.ts';
import { listedItems } from '../support/lock-down-page.ts';

const room = fileURLToPath(new URL('../..', import.meta.url));
if (electronFolder === '') console.warn('ELECTRON_OVERRIDE_DIST_PATH is not set: THE LOCK-DOWN OF THE ELECTRON SHELL IS NOT TESTED HERE');

let shell: ElectronShell;
let folder: string;
let elsewhere: string;
const asked: string[] = [];
const ends: (() => Promise<unknown>)[] = [];

/** What is set for the window, of what Electron's list names. */
const preferences = (...names: readonly string[]): Promise<unknown> =>
  shell.inMain(
    `const all = stage.getLastWebPreferences(); return Object.fromEntries(${JSON.stringify(names)}.map((name) => [name, all[name] ?? false]));`,
  );
/** What a statement in the page ends with: its value, or the name of what it throws. */
const inPage = (statement: string): Promise<unknown> =>
  shell.inPage(`(async () => { try { return (await (${statement})) ?? null; } catch (error) { return error.name; } })()`);
const sourceOf = (path: string): string => readFileSync(join(room, path), 'utf8');

// Electron's own list, https://www.electronjs.org/docs/latest/tutorial/security, item by item; README.md says where each is met.
const checks: Readonly<Record<string, () => Promise<void>>> = {
  async '1 only secure content'() {
    await inPage(`fetch('${elsewhere}/fetched', { mode: 'no-cors' })`);
    await inPage(
      `new Promise((done) => { const image = new Image(); image.onerror = image.onload = () => done(); image.src = '${elsewhere}/image.png'; })`,
    );
    expect(
      await shell.inMain(`return (await stage.session.fetch('${elsewhere}/past-the-policy').catch((error) => 'refused')) === 'refused'`),
    ).toBe(true);
    expect(asked).toEqual([]);
  },
  async '2 no Node'() {
    expect(await preferences('nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames')).toEqual({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
    expect(await inPage(`[typeof process, typeof require, typeof module, typeof Buffer, typeof global]`)).toEqual(
      Array(5).fill('undefined'),
    );
  },
  async '3 context isolation'() {
    expect(await preferences('contextIsolation')).toEqual({ contextIsolation: true });
  },
  async '4 process sandbox'() {
    expect(await preferences('sandbox')).toEqual({ sandbox: true });
    // the system's own part of it cannot be had by root, whom Chromium refuses
    if (process.getuid?.() === 0) return;
    const pid = Number(await shell.inMain('return stage.getOSProcessId()'));
    expect(/^Seccomp:\s+(\d)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]).toBe('2');
  },
  async '5 permissions'() {
    expect(await inPage(`Notification.requestPermission()`)).toBe('denied');
    expect(await inPage(`navigator.clipboard.readText()`)).toBe('NotAllowedError');
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'persistent-storage'];
    expect(
      await inPage(`Promise.all(${JSON.stringify(names)}.map(async (name) => (await navigator.permissions.query({ name })).state))`),
    ).toEqual(names.map(() => 'denied'));
  },
  async '6 web security'() {
    expect(await preferences('webSecurity')).toEqual({ webSecurity: true });
  },
  async '7 content policy'() {
    expect(await inPage(`fetch('/').then((answer) => answer.headers.get('content-security-policy'))`)).toBe(
      contentPolicyOf('gatecast://stage'),
    );
    expect(await inPage(`eval('1')`)).toBe('EvalError');
    await inPage(
      `(() => { const script = document.createElement('script'); script.textContent = 'window.isInline = true'; document.head.append(script); })()`,
    );
    expect(await inPage(`typeof window.isInline`)).toBe('undefined');
    expect(await inPage(`fetch('${elsewhere}/')`)).toBe('TypeError');
  },
  async '8 no insecure content'() {
    expect(await preferences('allowRunningInsecureContent')).toEqual({ allowRunningInsecureContent: false });
  },
  async '9 no experimental features'() {
    expect(await preferences('experimentalFeatures')).toEqual({ experimentalFeatures: false });
  },
  async '10 no Blink features'() {
    expect(await preferences('enableBlinkFeatures')).toEqual({ enableBlinkFeatures: '' });
  },
  async '11 no pop-ups from webviews'() {
    expect(await preferences('webviewTag')).toEqual({ webviewTag: false });
  },
  async '12 webviews are refused'() {
    const made = `(() => { const view = document.createElement('webview'); view.src = '/'; view.setAttribute('allowpopups', ''); document.body.append(view); const name = view.constructor.name; view.remove(); return name; })()`;
    expect(await inPage(made)).toBe('HTMLElement');
    expect(await shell.inMain('return electron.webContents.getAllWebContents().length')).toBe(1);
  },
  async '13 no navigation'() {
    for (const target of [`${elsewhere}/away`, 'file:///etc/passwd', 'gatecast://media/', 'data:text/html,x']) {
      await shell.inPage(`void (location.href = '${target}')`);
    }
    await inPage(
      `(() => { const link = document.createElement('a'); link.href = '${elsewhere}/link'; document.body.append(link); link.click(); link.remove(); })()`,
    );
    await inPage(
      `(() => { const frame = document.createElement('iframe'); frame.src = '${elsewhere}/frame'; document.body.append(frame); setTimeout(() => frame.remove(), 500); })()`,
    );
    await inPage(`new Promise((done) => setTimeout(done, 700))`);
    expect([await shell.inMain('return stage.getURL()'), asked]).toEqual(['gatecast://stage/', []]);
    // Chromium asks nobody before it leads to a blank page: the stage is loaded again
    await shell.inPage(`void (location.href = 'about:blank')`);
    await shell.event('stopped', ({ detail }) => detail === 'led-away');
    await expect.poll(() => shell.inMain('return stage.getURL()')).toBe('gatecast://stage/');
    await expect.poll(() => inPage(`document.querySelector('.board') !== null`)).toBe(true);
  },
  async '14 no new windows'() {
    expect(await inPage(`window.open('/') === null`)).toBe(true);
    expect(await inPage(`window.open('${elsewhere}/opened') === null`)).toBe(true);
    expect(await shell.inMain('return electron.BrowserWindow.getAllWindows().length')).toBe(1);
  },
  '15 nothing is opened outside'() {
    const files = readdirSync(join(room, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files.filter((name) => /openExternal|openPath/.test(sourceOf(join('src', name))))).toEqual([]);
    return Promise.resolve();
  },
  '16 a current Electron'() {
    const { devDependencies } = JSON.parse(sourceOf('package.json')) as { readonly devDependencies: Readonly<Record<string, string>> };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
    return Promise.resolve();
  },
  async '17 senders are checked'() {
    // another page with the same preload asks for the port: it gets none, and the stage keeps its own
    const before = shell.events.filter(({ event }) => event === 'stage-port').length;
    const offered = await shell.inMain(`
      const other = new electron.BrowserWindow({ show: false, webPreferences: { preload: stage.getLastWebPreferences().preload, sandbox: true } });
      const page = "<script>window.offers = 0; window.addEventListener('message', ({ ports }) => { window.offers += ports.length; }); window.postMessage('gatecast-stage-port-wanted', '*');</script>";
      await other.loadURL('data:text/html,' + encodeURIComponent(page));
      await new Promise((done) => setTimeout(done, 500));
      const offers = await other.webContents.executeJavaScript('window.offers');
      other.destroy();
      return offers;`);
    expect(offered).toBe(0);
    expect(shell.events.filter(({ event }) => event === 'stage-port')).toHaveLength(before);
    // what the stage's own port carries is judged too: a page that was taken over says nothing that is not in the bridge
    const forged = [
      { kind: 'state', state: { stageId: '' } },
      { kind: 'step-aside' },
      { kind: 'try-exit', requestId: 1, pin: 'x' },
      'text',
      null,
    ];
    await shell.inPage(
      `new Promise((done) => { window.addEventListener('message', function take(event) { if (event.data !== 'gatecast-stage-port' || event.ports.length === 0) return; window.removeEventListener('message', take); for (const message of ${JSON.stringify(forged)}) event.ports[0].postMessage(message); done(); }); window.postMessage('gatecast-stage-port-wanted', location.origin); })`,
    );
    const refusals = (): number =>
      shell.events.filter(
        (event) => event.event === 'trouble' && event.detail.startsWith('the stage said something that is not in the bridge'),
      ).length;
    await expect.poll(refusals).toBe(forged.length);
    expect(shell.events.filter(({ event }) => event === 'exit' || event === 'aside')).toEqual([]);
  },
  async '18 no file protocol'() {
    expect(await inPage('location.protocol')).toBe('gatecast:');
    expect(await inPage(`fetch('file:///etc/passwd')`)).toBe('TypeError');
    const paths = [
      '/../identity.json',
      '/..%2fidentity.json',
      '/%2e%2e/identity.json',
      '/..%5cidentity.json',
      '/media/../identity.json',
      '//etc/passwd',
    ];
    const statuses = await inPage(
      `Promise.all(${JSON.stringify(paths)}.map((path) => fetch('gatecast://stage' + path).then(({ status }) => status)))`,
    );
    expect(statuses).toEqual(paths.map(() => 404));
  },
  '19 fuses'() {
    // they are set in the packed application and read back there, in packages.test.ts; this runtime has Electron's defaults
    const wire = readFileSync(join(electronFolder, 'electron')).indexOf('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
    expect(wire).toBeGreaterThan(0);
    return Promise.resolve();
  },
  async '20 nothing of Electron for the page'() {
    const own = `(() => { const frame = document.createElement('iframe'); document.body.append(frame); const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow)); frame.remove(); return Object.getOwnPropertyNames(window).filter((name) => !plain.has(name) && !/^(\\d+|isInline|TEMPORARY|PERSISTENT)$/.test(name)); })()`;
    const names = (await inPage(own)) as readonly string[];
    expect(names.filter((name) => /electron|ipc|node|require|process|gatecast/i.test(name))).toEqual([]);
  },
  async 'no developer tools'() {
    await shell.inMain('stage.openDevTools(); await new Promise((done) => setTimeout(done, 300));');
    expect(await shell.inMain('return stage.isDevToolsOpened()')).toBe(false);
    expect(
      await shell.inMain(
        `return ['inspect', 'remote-debugging-port', 'remote-debugging-pipe'].filter((name) => electron.app.commandLine.hasSwitch(name))`,
      ),
    ).toEqual([]);
  },
  async 'no keys that lead away'() {
    const press = (keyCode: string, modifiers: readonly string[]): string =>
      `stage.sendInputEvent({ type: 'keyDown', keyCode: '${keyCode}', modifiers: ${JSON.stringify(modifiers)} });`;
    await shell.inPage(`window.keys = []; window.addEventListener('keydown', ({ key }) => window.keys.push(key))`);
    await shell.inMain(
      `stage.focus(); ${press('r', ['control'])} ${press('F5', [])} ${press('w', ['control'])} ${press('F4', ['alt'])} ${press('a', [])}`,
    );
    await expect.poll(() => shell.inPage('window.keys')).toEqual(['a']);
    expect(
      await shell.inMain(
        'return electron.Menu.getApplicationMenu() === null || !electron.BrowserWindow.getAllWindows()[0].isMenuBarVisible()',
      ),
    ).toBe(true);
  },
  async 'no downloads'() {
    const before = readdirSync(folder).toSorted();
    await inPage(
      `(() => { const link = document.createElement('a'); link.href = '/index.html'; link.download = 'page'; document.body.append(link); link.click(); link.remove(); })()`,
    );
    await inPage(`new Promise((done) => setTimeout(done, 300))`);
    expect(readdirSync(folder).toSorted()).toEqual(before);
  },
  '0600 for secrets'() {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(files).toEqual(expect.arrayContaining(['identity.json', 'player.sqlite', 'media', 'copies/identity.json']));
    const shared = ['', ...files].filter((name) => {
      const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
      return found !== undefined && !found.isSymbolicLink() && (found.mode & 0o077) !== 0;
    });
    expect(shared).toEqual([]);
    return Promise.resolve();
  },
};

test('the page lists every item of the Electron shell that is checked, and no other', () => {
  expect(listedItems('Electron, by its security list')).toEqual(Object.keys(checks));
});

describe.skipIf(electronFolder === '')('the Electron window', () => {
  beforeAll(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'gatecast-lock-')), 'data');
    const http = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('elsewhere');
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    elsewhere = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    ends.push(() => new Promise((resolve) => http.close(resolve)));
    // nobody answers there: the player shows its board
    shell = await runElectron({ GATECAST_SERVER: 'http://127.0.0.1:9', GATECAST_PLAYER_DATA: folder }, ends);
    await shell.event('stage-port', ({ state }) => state === 'connected');
  });
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
    rmSync(join(folder, '..'), { recursive: true, force: true, maxRetries: 5 });
  });
  test.each(Object.entries(checks))('%s', async (_name, check) => {
    await check();
  });
});
