import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packChromium } from './chromium-application.ts';
import { packDebian } from './debian-package.ts';
import { packElectron, runtimeOf } from './electron-application.ts';
import { runTool } from './run-tool.ts';

// node player/packaging/main.ts TARGET [--out FOLDER] [--number N] [--quick]: makes one thing that can be put on a machine of this architecture, and
// prints its path as the last line, JSON. `--number` is that of its signed update document; else the time. `--quick`: a Debian package that is not compressed.

const room = fileURLToPath(new URL('..', import.meta.url));
const targets = ['electron', 'electron-tar', 'electron-appimage', 'electron-deb', 'chromium', 'chromium-tar', 'chromium-deb'] as const;
type Target = (typeof targets)[number];

type Manifest = { readonly version: string; readonly devDependencies: { readonly electron: string } };

async function pack(target: Target, into: string, compression: 'xz' | 'none', number: number): Promise<string> {
  const { version, devDependencies } = JSON.parse(await readFile(join(room, 'package.json'), 'utf8')) as Manifest;
  const runtime = await runtimeOf(process.env, devDependencies.electron);
  switch (target) {
    case 'electron':
      return await packElectron(into, 'dir', { version, number, runtime });
    case 'electron-tar': {
      const folder = await packElectron(into, 'dir', { version, number, runtime });
      const file = join(into, `gatecast-player-electron-${version}-${process.platform}-${process.arch}.tar.gz`);
      // one who unpacks it cannot make Chromium's helper root's
      const given = ['--owner=0', '--group=0', '--exclude=chrome-sandbox', '--transform=s,^\\.,gatecast-player,'];
      await runTool('tar', [...given, '-czf', file, '-C', folder, '.'], into);
      return file;
    }
    case 'electron-appimage':
      await packElectron(into, 'AppImage', { version, number, runtime });
      return join(into, 'electron', `gatecast-player-${version}${process.arch === 'arm64' ? '-arm64' : ''}.AppImage`);
    case 'electron-deb':
      return await packDebian(into, await packElectron(into, 'dir', { version, number, runtime }), 'electron', { version, compression });
    case 'chromium':
      return await packChromium(into, { version, number });
    case 'chromium-deb':
      return await packDebian(into, await packChromium(into, { version, number }), 'chromium', { version, compression });
    case 'chromium-tar': {
      const folder = await packChromium(into, { version, number });
      const file = join(into, `gatecast-player-chromium-${version}-${process.platform}-${process.arch}.tar.gz`);
      await runTool('tar', ['--owner=0', '--group=0', '-czf', file, '-C', join(folder, '..'), 'gatecast-player'], into);
      return file;
    }
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, quick: { type: 'boolean' }, number: { type: 'string' } },
});
const target = targets.find((one) => one === positionals[0]);
if (target === undefined || positionals.length !== 1) {
  process.stderr.write(`${JSON.stringify({ error: `say one of ${targets.join(', ')}` })}\n`);
  process.exit(2);
}
// what rises from one version to the next; players go on to greater ones only
const number = Number(values.number ?? Date.now());
if (!Number.isSafeInteger(number) || number < 1) throw new RangeError('--number is a whole number above 0');
const into = resolve(values.out ?? join(room, 'dist/packages'));
await mkdir(into, { recursive: true });
process.stdout.write(`${JSON.stringify({ packed: await pack(target, into, values.quick === true ? 'none' : 'xz', number) })}\n`);
