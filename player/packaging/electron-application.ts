import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Arch, build, Platform, type Configuration } from 'electron-builder';
import { runTool } from './run-tool.ts';
import { electronProgram, runElectron, starter } from './starter.ts';

const room = fileURLToPath(new URL('..', import.meta.url));
const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');

/** The runtime to pack: the pinned release, which electron-builder fetches, or a folder that holds one. */
export type Runtime =
  | { readonly kind: 'release'; readonly version: string }
  | { readonly kind: 'folder'; readonly folder: string; readonly version: string; readonly sqliteLibrary: string | null };

/** What the environment says about the runtime; ELECTRON_OVERRIDE_DIST_PATH is Electron's own variable. */
export async function runtimeOf(environment: NodeJS.ProcessEnv, pinned: string): Promise<Runtime> {
  const folder = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  if (folder === '') return { kind: 'release', version: pinned };
  const version = (await readFile(join(folder, 'version'), 'utf8')).trim().replace(/^v/, '');
  return { kind: 'folder', folder, version, sqliteLibrary: environment['GATECAST_SQLITE_BINDING'] ?? null };
}

/**
 * Packs the Electron shell: built files and SQLite's library, nothing else, in an archive with the hash of each block; fuses as
 * Electron's security list wants them. Gives the unpacked application; an AppImage lies beside it where it is asked for.
 */
export async function packElectron(
  into: string,
  target: 'dir' | 'AppImage',
  { version, number, runtime }: { readonly version: string; readonly number: number; readonly runtime: Runtime },
): Promise<string> {
  const application = join(into, 'application');
  await rm(application, { recursive: true, force: true });
  await runTool(process.execPath, ['build-electron.ts', application], room);
  await runTool(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', join(application, 'stage'), '--emptyOutDir'], room);
  await placeLibrary(application, runtime);
  const manifest = {
    name: 'gatecast-player',
    version,
    description: 'Shows one screen of a Gatecast fleet',
    author: 'Gatecast',
    license: 'Apache-2.0',
    main: 'electron/main.cjs',
  };
  await writeFile(join(application, 'package.json'), JSON.stringify(manifest));
  await build({
    projectDir: application,
    publish: 'never',
    targets: Platform.LINUX.createTarget([target], process.arch === 'arm64' ? Arch.arm64 : Arch.x64),
    config: configurationFor(join(into, 'electron'), { version, number, runtime }),
  });
  return join(into, 'electron', process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
}

/** A runtime for tests may need another build of SQLite's library, which loads what lies beside it. */
async function placeLibrary(application: string, runtime: Runtime): Promise<void> {
  if (runtime.kind === 'release' || runtime.sqliteLibrary === null) return;
  const prebuilds = join(application, 'prebuilds');
  await mkdir(prebuilds, { recursive: true });
  await copyFile(runtime.sqliteLibrary, join(prebuilds, `${process.platform}-${process.arch}.node`));
  const inner = 'better_sqlite3.inner.so';
  await copyFile(join(dirname(runtime.sqliteLibrary), inner), join(prebuilds, inner));
}

function configurationFor(
  output: string,
  { version, number, runtime }: { readonly version: string; readonly number: number; readonly runtime: Runtime },
): Configuration {
  return {
    appId: 'org.gatecast.player',
    productName: 'gatecast-player',
    directories: { output },
    files: ['package.json', 'electron/**', 'stage/**', 'prebuilds/**'],
    asar: true,
    // the system's loader reads no archives
    asarUnpack: ['prebuilds/**'],
    npmRebuild: false,
    // an AppImage that needs no FUSE library of the machine's
    toolsets: { appimage: '1.0.3' },
    electronVersion: runtime.version,
    ...(runtime.kind === 'folder' ? { electronDist: runtime.folder } : {}),
    electronLanguages: ['en-US', 'vi'],
    linux: {
      executableName: electronProgram,
      category: 'Utility',
      maintainer: 'Gatecast <player@gatecast.invalid>',
      syncDesktopName: false,
    },
    async afterPack({ appOutDir }) {
      // what a runtime shows that was given no application
      await rm(join(appOutDir, 'resources/default_app.asar'), { force: true });
      await writeFile(join(appOutDir, 'version'), `${version}\n`);
      await writeFile(join(appOutDir, 'number'), `${number}\n`);
      await writeFile(join(appOutDir, 'run'), runElectron, { mode: 0o755 });
      await writeFile(join(appOutDir, 'gatecast-player'), starter, { mode: 0o755 });
    },
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    },
  };
}
