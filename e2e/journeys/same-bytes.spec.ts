import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { electronBinary, node, root } from '../worlds/paths.ts';

// To an auditor: what the server says a screen showed is what the screen computed. Every case of the engine's table, answered by the sources
// in Node as the server runs them, and by the engine built for browsers in Chromium and in both of Electron's processes.

type Answered = { readonly sent: { readonly file: string; readonly why: string }; readonly bytes: string };

const room = join(root, 'schedules/test/bytes');
let folder = '';
let answered: readonly Answered[] = [];
let engine = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-bytes-'));
  answered = JSON.parse(await outputOf(node, [join(room, 'print-bytes.ts')])) as readonly Answered[];
  const options = { bundle: true, write: false, format: 'iife', target: 'chrome130', logLevel: 'warning' } as const;
  const built = await build({ ...options, entryPoints: [join(room, 'browser.ts')] });
  engine = built.outputFiles[0]?.text ?? '';
});

test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('Chromium answers every case of the engine with the bytes that Node answers', async ({ page }) => {
  await page.addScriptTag({ content: engine });
  const cases = answered.map(({ sent }) => sent);
  const bytes = await page.evaluate((all) => all.map(Reflect.get(globalThis, 'caseBytes') as (one: unknown) => string), cases);
  expectSame(bytes);
});

test('Electron answers every case of the engine with the bytes that Node answers, in its page and in its main process', async () => {
  const electron = electronBinary();
  test.skip(electron === null, 'no Electron runtime is here');
  await writeFile(join(folder, 'engine.js'), engine);
  await writeFile(join(folder, 'cases.json'), JSON.stringify(answered.map(({ sent }) => sent)));
  await writeFile(join(folder, 'package.json'), '{"name":"same-bytes","main":"main.cjs"}');
  await writeFile(join(folder, 'page.html'), '<!doctype html><title>Same bytes</title>');
  await writeFile(join(folder, 'main.cjs'), electronMain);
  await outputOf(electron ?? '', ['--no-sandbox', '--disable-gpu', folder]);
  const answers = JSON.parse(await readFile(join(folder, 'answers.json'), 'utf8')) as { readonly page: string[]; readonly main: string[] };
  expectSame(answers.page);
  expectSame(answers.main);
});

/** Case by case, so that the one that differs is named. */
function expectSame(bytes: readonly string[]): void {
  expect(answered.length).toBeGreaterThan(100);
  const hashes = (all: readonly string[]) =>
    Object.fromEntries(answered.map(({ sent }, index) => [`${index} ${sent.file}: ${sent.why}`, sha256(all[index] ?? '')]));
  expect(hashes(bytes)).toEqual(hashes(answered.map((one) => one.bytes)));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Electron's main process: the same script here and in a sandboxed page. */
const electronMain = `
const { app, BrowserWindow } = require('electron');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const here = (name) => join(__dirname, name);
app.whenReady().then(async () => {
  const engine = readFileSync(here('engine.js'), 'utf8');
  const cases = readFileSync(here('cases.json'), 'utf8');
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
  await window.loadFile(here('page.html'));
  await window.webContents.executeJavaScript(engine + '; 0');
  const page = await window.webContents.executeJavaScript(cases + '.map(caseBytes)');
  require('./engine.js');
  writeFileSync(here('answers.json'), JSON.stringify({ page, main: JSON.parse(cases).map(caseBytes) }));
  app.exit(0);
}).catch((error) => { console.error(error); app.exit(1); });
`;

/** What a program prints; rejects where it fails or takes longer than a minute and a half. */
async function outputOf(command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, [...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: 90_000, killSignal: 'SIGKILL' });
  const chunks: Buffer[] = [];
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new Error(`${command} ended with ${String(code)}: ${complaints}`));
    });
  });
}
