import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

// Set-up is plain JavaScript, as it runs before anything is installed; its types are said here.
type Need = {
  readonly what: string;
  readonly isOptional?: boolean;
  readonly packages: Readonly<Record<'apt' | 'dnf' | 'brew', readonly string[]>>;
};
type Manager = { readonly kind: 'apt' | 'dnf' | 'brew'; readonly command: string };
type Decision = { readonly kind: 'nothing' | 'install' | 'note' | 'refuse'; readonly text?: string; readonly packages?: readonly string[] };
type SystemPackages = { readonly decide: (missing: readonly Need[], manager: Manager | null, isRoot: boolean) => Decision };

const scripts = join(dirname(fileURLToPath(import.meta.url)), '..');
const systemPackages = join(scripts, 'setup/system-packages.mjs');
const { decide } = (await import(systemPackages)) as SystemPackages;

const folder = mkdtempSync(join(tmpdir(), 'gatecast-set-up-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ffmpeg: Need = { what: 'ffmpeg', packages: { apt: ['ffmpeg'], dnf: ['ffmpeg-free'], brew: ['ffmpeg'] } };
const browser: Need = { what: 'a browser', packages: { apt: ['chromium'], dnf: ['chromium'], brew: ['google-chrome'] } };
const fonts: Need = { what: 'fonts', isOptional: true, packages: { apt: ['fonts-noto-cjk'], dnf: ['noto-cjk'], brew: [] } };
const apt: Manager = { kind: 'apt', command: 'apt-get install -y' };
const dnf: Manager = { kind: 'dnf', command: 'dnf install -y' };
const brew: Manager = { kind: 'brew', command: 'brew install' };

test('as root on Debian it installs exactly what is missing', () => {
  expect(decide([], apt, true)).toEqual({ kind: 'nothing' });
  expect(decide([ffmpeg, fonts], apt, true)).toMatchObject({ kind: 'install', packages: ['ffmpeg', 'fonts-noto-cjk'] });
});

test('elsewhere it says the exact command', () => {
  const commands = [
    decide([ffmpeg, browser], apt, false),
    decide([ffmpeg, browser], dnf, false),
    decide([browser], dnf, true),
    decide([ffmpeg, browser], brew, false),
  ].map(({ kind, text }) => `${kind}: ${text?.split('\n')[2]?.trim()}`);
  expect(commands).toEqual([
    'refuse: sudo apt-get install -y ffmpeg chromium',
    'refuse: sudo dnf install -y ffmpeg-free chromium',
    'refuse: dnf install -y chromium',
    'refuse: brew install ffmpeg google-chrome',
  ]);
});

test('where no package manager is known it says what is missing', () => {
  expect(decide([ffmpeg, browser], null, true)).toMatchObject({ kind: 'refuse', text: expect.stringContaining('ffmpeg, a browser') });
});

test('missing fonts alone keep nobody from starting', () => {
  expect(decide([fonts], apt, false)).toMatchObject({
    kind: 'note',
    text: expect.stringContaining('sudo apt-get install -y fonts-noto-cjk'),
  });
  expect(decide([fonts], null, false)).toMatchObject({ kind: 'note' });
  expect(decide([fonts], brew, false)).toEqual({ kind: 'nothing' });
});

test('set-up looks for the same browsers as the player does', () => {
  const namesIn = (file: string, list: string) =>
    [...(new RegExp(`const ${list} = \\[(.*?)\\]`, 's').exec(readFileSync(file, 'utf8'))?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
      ([, name]) => name,
    );
  const player = namesIn(join(scripts, '../packages/media-tools/src/find-chromium.ts'), 'namesInPath');
  expect(player).toContain('chromium');
  expect(namesIn(systemPackages, 'chromiumNames')).toEqual(player);
});

test('npm start -- --help answers on a machine where nothing is installed', async () => {
  cpSync(scripts, join(folder, 'scripts'), { recursive: true });
  const { promise, resolve } = Promise.withResolvers<{ failed: boolean; output: string }>();
  execFile(process.execPath, [join(folder, 'scripts/start.mjs'), '--help'], { env: { PATH: '' } }, (error, stdout, stderr) => {
    resolve({ failed: error !== null, output: stdout + stderr });
  });
  const { failed, output } = await promise;
  expect(failed).toBe(false);
  for (const option of ['--fresh', '--headless', '--port', '--retry-electron']) expect(output).toContain(option);
});
