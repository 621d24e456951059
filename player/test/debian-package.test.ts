import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packDebian } from '../packaging/debian-package.ts';

// What a Debian package does to its machine; the application in it is a stand-in, `glass/packages.test.ts` has the real ones.

let folder: string;
let tree: string;
let control: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatecast-debian-'));
  const application = join(folder, 'application');
  mkdirSync(application);
  writeFileSync(join(application, 'gatecast-player'), '#!/bin/sh\n', { mode: 0o755 });
  const file = await packDebian(folder, application, 'chromium', { version: '1.0.0', compression: 'none' });
  tree = join(folder, 'machine');
  execFileSync('dpkg-deb', ['-x', file, tree]);
  control = execFileSync('dpkg-deb', ['-f', file], { encoding: 'utf8' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const packed = (name: string): string => readFileSync(join(tree, name), 'utf8');

test('a machine that starts without a network starts its player at once: nothing is waited for that may never come', () => {
  const unit = packed('usr/lib/systemd/system/gatecast-player.service');
  const ordered = unit.split('\n').filter((line) => /^(After|Wants|Requires|BindsTo|Requisite)=/.test(line));
  expect(ordered).toEqual(['After=network.target']);
});

test('an order may reboot the machine as it is packed: the player is told how, and its user may do that and nothing else', () => {
  expect(packed('etc/default/gatecast-player').split('\n')).toContain('GATECAST_REBOOT=systemctl');
  expect(control).toMatch(/^Recommends: .*\bpolkitd\b/m);
  const rules: ((action: { readonly id: string }, subject: { readonly user: string }) => unknown)[] = [];
  const polkit = { addRule: (rule: (typeof rules)[number]) => rules.push(rule), Result: { YES: 'yes' } };
  runInNewContext(packed('usr/share/polkit-1/rules.d/50-gatecast-player.rules'), { polkit });
  const may = (id: string, user: string) => rules.some((rule) => rule({ id }, { user }) === 'yes');
  const login = 'org.freedesktop.login1';
  expect([`${login}.reboot`, `${login}.reboot-multiple-sessions`].map((id) => may(id, 'gatecast'))).toEqual([true, true]);
  const others = [`${login}.power-off`, `${login}.rebootx`, `${login}.set-reboot-parameter`, 'org.freedesktop.systemd1.manage-units'];
  expect([...others.map((id) => may(id, 'gatecast')), may(`${login}.reboot`, 'visitor')]).toEqual(others.map(() => false).concat(false));
});
