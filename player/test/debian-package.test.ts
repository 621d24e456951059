import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packDebian } from '../packaging/debian-package.ts';

// What the Debian packages of both shells do to their machine; the application in them is a stand-in, `glass/packages.test.ts` has the real ones.

const shells = ['chromium', 'electron'] as const;
type Packed = {
  readonly tree: string;
  readonly control: string;
  /** Mode, owner and path of everything in it. */
  readonly listed: readonly string[];
  readonly scripts: string;
};
let folder: string;
let packages: Readonly<Record<(typeof shells)[number], Packed>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-debian-'));
  const made = await Promise.all(shells.map(async (shell) => [shell, await packedFor(shell)] as const));
  packages = Object.fromEntries(made) as typeof packages;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
async function packedFor(shell: (typeof shells)[number]): Promise<Packed> {
  const application = join(folder, `application-${shell}`);
  mkdirSync(application);
  writeFileSync(join(application, 'gatecast-player'), '#!/bin/sh\n', { mode: 0o755 });
  if (shell === 'electron') writeFileSync(join(application, 'chrome-sandbox'), '', { mode: 0o755 });
  const file = await packDebian(folder, application, shell, { version: '1.0.0', compression: 'none' });
  const [tree, scripts] = [join(folder, `machine-${shell}`), join(folder, `scripts-${shell}`)];
  execFileSync('dpkg-deb', ['-x', file, tree]);
  execFileSync('dpkg-deb', ['-e', file, scripts]);
  const told = (what: string): string => execFileSync('dpkg-deb', [what, file], { encoding: 'utf8' });
  const listed = told('-c').trim().split('\n');
  return { tree, scripts, control: told('-f'), listed: listed.map((line) => line.replace(/^(\S+) (\S+) .* \.\/(.*)$/, '$1 $2 $3')) };
}
const packed = (shell: (typeof shells)[number], name: string): string => readFileSync(join(packages[shell].tree, name), 'utf8');

test.each(shells)(
  'the package of the %s shell is root’s, takes the place of the other one, and keeps what was set on its machine',
  (shell) => {
    const { control, listed, scripts } = packages[shell];
    const fields = Object.fromEntries([...control.matchAll(/^(\S+): (.*)$/gm)].map(([, name, value]) => [name, value]));
    const [own, other] =
      shell === 'electron' ? ['gatecast-player', 'gatecast-player-chromium'] : ['gatecast-player-chromium', 'gatecast-player'];
    expect(fields).toMatchObject({ Package: own, Version: '1.0.0', Conflicts: other, Replaces: other });
    expect(fields['Depends']).toMatch(
      shell === 'electron' ? /\blibgtk-3-0\b.*\blibnss3\b.*\blibgbm1\b/ : /\bchromium \| google-chrome-stable\b/,
    );
    expect(listed.filter((line) => line.split(' ')[1] !== 'root/root')).toEqual([]);
    // nobody but root changes what starts
    expect(listed.filter((line) => /^.(....w|.......w)/.test(line))).toEqual([]);
    const settings = readFileSync(join(scripts, 'conffiles'), 'utf8').trim().split('\n');
    expect(settings.filter((file) => packed(shell, file) === '')).toEqual([]);
    const policies = ['/etc/chromium/policies/managed/gatecast-player.json', '/etc/opt/chrome/policies/managed/gatecast-player.json'];
    expect(settings).toEqual(['/etc/default/gatecast-player', ...(shell === 'chromium' ? policies : [])]);
  },
);

test('only the Electron package has a set-uid helper, and it has no other', () => {
  const setUid = (shell: (typeof shells)[number]) => packages[shell].listed.filter((line) => /^...[sS]|^......[sS]/.test(line));
  expect([setUid('chromium'), setUid('electron')]).toEqual([[], ['-rwsr-xr-x root/root opt/gatecast-player/chrome-sandbox']]);
});

test.each(shells)('the scripts of the %s package are sound, and leave a machine alone that is not being set up', (shell) => {
  for (const script of ['postinst', 'prerm']) {
    const file = join(packages[shell].scripts, script);
    execFileSync('sh', ['-n', file]);
    // with no program to call, anything that it did would fail
    expect(execFileSync('/bin/sh', [file, 'abort-upgrade'], { encoding: 'utf8', env: { PATH: '/nonexistent' } })).toBe('');
  }
});

test.each(shells)('the service of the %s package starts its program as its own user, again and again', (shell) => {
  const unit = packed(shell, 'usr/lib/systemd/system/gatecast-player.service').split('\n');
  const said = (name: string): readonly string[] =>
    unit.flatMap((line) => (line.startsWith(`${name}=`) ? [line.slice(name.length + 1)] : []));
  expect([said('User'), said('Restart'), said('ExecStart').map((line) => line.split(' ')[0])]).toEqual([
    ['gatecast'],
    ['always'],
    ['/opt/gatecast-player/gatecast-player'],
  ]);
});

test.each(shells)(
  'a machine with the %s shell that starts without a network starts its player at once: nothing is waited for that may never come',
  (shell) => {
    const unit = packed(shell, 'usr/lib/systemd/system/gatecast-player.service');
    const ordered = unit.split('\n').filter((line) => /^(After|Wants|Requires|BindsTo|Requisite)=/.test(line));
    expect(ordered).toEqual(['After=network.target']);
  },
);

test.each(shells)(
  'an order may reboot the machine as the %s package sets it up: the player is told how, and its user may do that and nothing else',
  (shell) => {
    expect(packed(shell, 'etc/default/gatecast-player').split('\n')).toContain('GATECAST_REBOOT=systemctl');
    expect(packages[shell].control).toMatch(/^Recommends: .*\bpolkitd\b/m);
    const rules: ((action: { readonly id: string }, subject: { readonly user: string }) => unknown)[] = [];
    const polkit = { addRule: (rule: (typeof rules)[number]) => rules.push(rule), Result: { YES: 'yes' } };
    runInNewContext(packed(shell, 'usr/share/polkit-1/rules.d/50-gatecast-player.rules'), { polkit });
    const may = (id: string, user: string) => rules.some((rule) => rule({ id }, { user }) === 'yes');
    const login = 'org.freedesktop.login1';
    expect([`${login}.reboot`, `${login}.reboot-multiple-sessions`].map((id) => may(id, 'gatecast'))).toEqual([true, true]);
    const others = [`${login}.power-off`, `${login}.rebootx`, `${login}.set-reboot-parameter`, 'org.freedesktop.systemd1.manage-units'];
    expect([...others.map((id) => may(id, 'gatecast')), may(`${login}.reboot`, 'visitor')]).toEqual(others.map(() => false).concat(false));
  },
);
