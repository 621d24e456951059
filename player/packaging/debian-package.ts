import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from './run-tool.ts';

const room = fileURLToPath(new URL('..', import.meta.url));
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64', arm: 'armhf' };

const policyFiles = ['etc/chromium/policies/managed/gatecast-player.json', 'etc/opt/chrome/policies/managed/gatecast-player.json'];

/**
 * Makes a Debian package of a packed player with dpkg-deb: the application in /opt, which only root may change, a service with a user of
 * its own, /var/lib/gatecast for that user alone, and what the machine's browser must not do as a policy. Gives the file.
 */
export async function packDebian(
  into: string,
  application: string,
  shell: 'electron' | 'chromium',
  { version, compression }: { readonly version: string; readonly compression: 'xz' | 'none' },
): Promise<string> {
  const tree = join(into, `debian-${shell}`);
  await rm(tree, { recursive: true, force: true });
  const home = join(tree, 'opt/gatecast-player');
  await mkdir(join(tree, 'opt'), { recursive: true });
  await cp(application, home, { recursive: true });
  await place(
    tree,
    'usr/lib/systemd/system/gatecast-player.service',
    await readFile(join(room, 'systemd/gatecast-player.service'), 'utf8'),
  );
  await place(tree, 'etc/default/gatecast-player', await readFile(join(room, 'systemd/gatecast-player.default'), 'utf8'));
  await place(
    tree,
    'usr/share/polkit-1/rules.d/50-gatecast-player.rules',
    await readFile(join(room, 'systemd/gatecast-player.rules'), 'utf8'),
  );
  const policies = shell === 'chromium' ? policyFiles : [];
  const policy = await readFile(join(room, 'systemd/chromium-policy.json'), 'utf8');
  for (const file of policies) await place(tree, file, policy);
  // Chromium's own helper for kernels without user namespaces; without its bit the browser refuses to start
  if (shell === 'electron') await chmod(join(home, 'chrome-sandbox'), 0o4755);
  const architecture = architectures[process.arch];
  if (architecture === undefined) throw new Error(`there is no Debian architecture for ${process.arch}`);
  const { name, other, depends } = packages[shell];
  const control = [
    `Package: ${name}`,
    `Version: ${version}`,
    `Architecture: ${architecture}`,
    'Maintainer: Gatecast <player@gatecast.invalid>',
    'Section: misc',
    'Priority: optional',
    `Depends: ${depends}`,
    // to reboot by order, and to reach a display
    'Recommends: polkitd | policykit-1, x11-xserver-utils, ddcutil',
    `Conflicts: ${other}`,
    `Replaces: ${other}`,
    `Description: Gatecast player (${shell})`,
    ' Shows one screen of a Gatecast fleet: plays what was approved, also without network.',
    '',
  ].join('\n');
  await place(tree, 'DEBIAN/control', control);
  await place(tree, 'DEBIAN/conffiles', ['etc/default/gatecast-player', ...policies].map((file) => `/${file}\n`).join(''));
  await place(tree, 'DEBIAN/postinst', afterInstall, 0o755);
  await place(tree, 'DEBIAN/prerm', beforeRemove, 0o755);
  const file = join(into, `${name}_${version}_${architecture}.deb`);
  await runTool('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', tree, file], into);
  return file;
}

const packages = {
  electron: {
    name: 'gatecast-player',
    other: 'gatecast-player-chromium',
    depends: 'systemd, libgtk-3-0 | libgtk-3-0t64, libnss3, libgbm1, libasound2 | libasound2t64',
  },
  chromium: { name: 'gatecast-player-chromium', other: 'gatecast-player', depends: 'systemd, chromium | google-chrome-stable' },
} as const;

const afterInstall = `#!/bin/sh
set -e
if [ "$1" = configure ]; then
  if ! getent passwd gatecast >/dev/null; then
    useradd --system --user-group --home-dir /var/lib/gatecast --no-create-home --shell /usr/sbin/nologin gatecast
  fi
  # what a screen needs of the machine, as far as the machine has it
  for group in video render audio input i2c; do
    if getent group "$group" >/dev/null; then usermod --append --groups "$group" gatecast; fi
  done
  install -d -m 0700 -o gatecast -g gatecast /var/lib/gatecast
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl enable gatecast-player.service
    # a first install waits for its server's address; an update goes on at once
    if [ -n "$2" ]; then systemctl try-restart gatecast-player.service || true; fi
  fi
fi
`;

const beforeRemove = `#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl disable --now gatecast-player.service || true
fi
`;

async function place(tree: string, path: string, content: string, mode = 0o644): Promise<void> {
  await mkdir(join(tree, path, '..'), { recursive: true });
  await writeFile(join(tree, path), content, { mode });
}
