import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { starter } from '../packaging/starter.ts';
import { softwareFolder, type SoftwareFolder } from '../src/agent/software/software-folder.ts';
import { judgeUpdate } from '../src/brain/update-steps.ts';
import { smallDisk } from './support/small-disk.ts';

// The starter as it is packed, and the agent's end of the same files; versions are scripts that say their number.

let home: string;
let software: string;
let folder: SoftwareFolder;
const ends: (() => void)[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gatecast-starter-'));
  software = join(home, 'software');
  mkdirSync(software);
  writeFileSync(join(home, 'gatecast-player'), starter, { mode: 0o755 });
  version(home, 1);
  folder = softwareFolder(software);
});
afterEach(() => {
  for (const end of ends.splice(0)) end();
  rmSync(home, { recursive: true, force: true });
});

function version(place: string, number: number): void {
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'number'), `${number}\n`);
  writeFileSync(join(place, 'run'), `#!/bin/sh\necho ${number}\n`, { mode: 0o755 });
}
/** Puts a version in place as the agent does, by an order that was signed then. */
async function install(number: number, issuedAtMs = 1_000): Promise<void> {
  const made = join(home, `package-${number}`);
  version(join(made, 'gatecast-player'), number);
  const file = `${made}.tar`;
  execFileSync('tar', ['-cf', file, '-C', made, 'gatecast-player']);
  await folder.install(number, file, issuedAtMs);
}
/** The number of the version that this start runs. */
function start(): string {
  const { stdout, stderr, status } = spawnSync(join(home, 'gatecast-player'), [], {
    encoding: 'utf8',
    env: { ...process.env, GATECAST_SOFTWARE: software },
  });
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  return stdout.trim();
}
const starts = (count: number): readonly string[] => Array.from({ length: count }, () => start());
/** The machine is switched off and on: the count that stands is of another boot. */
function reboot(): void {
  const count = join(software, 'trial-starts');
  const [made = '', , inAll = ''] = readFileSync(count, 'utf8').trim().split(' ');
  writeFileSync(count, `${`${made} another-boot ${inAll}`.padEnd(80)}\n`);
}
const numbersRefused = (): readonly number[] => folder.refused().map(({ number }) => number);

test('a version that does not prove itself in three starts is put back by the fourth, and refused', async () => {
  await install(2);
  expect([...starts(3), folder.trial(), ...starts(2)]).toEqual(['2', '2', '2', 2, '1', '1']);
  expect([folder.refused(), folder.trial(), existsSync(join(software, 'trial-starts'))]).toEqual([
    [{ number: 2, issuedAtMs: 1_000 }],
    null,
    false,
  ]);
});

test('a machine that is switched off begins the count anew, but twenty starts are a trial’s last, whatever ended them', async () => {
  await install(2);
  const seen: string[] = [];
  for (let boot = 0; boot < 10; boot++) {
    seen.push(...starts(2));
    if (boot < 9) reboot();
  }
  expect(seen).toEqual(Array(20).fill('2'));
  reboot();
  expect([start(), numbersRefused()]).toEqual(['1', [2]]);
});

test('a start after an ordered end is not counted, once', async () => {
  await install(2);
  expect(starts(3)).toEqual(['2', '2', '2']);
  await folder.endsByOrder();
  expect([start(), start(), numbersRefused()]).toEqual(['2', '1', [2]]);
  // of what is not on trial nothing is kept
  await folder.endsByOrder();
  expect(existsSync(join(software, 'trial-ordered'))).toBe(false);
});

test('a version that plays has its starts forgotten', async () => {
  await install(2);
  starts(3);
  await folder.startsWell();
  expect([...starts(3), start()]).toEqual(['2', '2', '2', '1']);
});

test('a count that was damaged begins anew', async () => {
  await install(2);
  for (const damaged of ['', 'x', '99 \0\0', '2']) {
    starts(2);
    writeFileSync(join(software, 'trial-starts'), damaged);
    expect(start()).toBe('2');
  }
});

test('on a disk without room every start is counted and made, and what failed is put back and stays refused', async (context) => {
  const disk = smallDisk(software, 1);
  if (disk === null) return context.skip('this machine lets no disk be mounted');
  ends.push(disk.end);
  await install(2);
  const filler = join(software, 'filler');
  const fill = (): void => {
    for (;;) writeFileSync(filler, Buffer.alloc(4_096), { flag: 'a' });
  };
  expect(fill).toThrow(/ENOSPC/);
  expect(() => writeFileSync(join(software, 'more'), Buffer.alloc(4_096))).toThrow(/ENOSPC/);
  expect([...starts(3), start()]).toEqual(['2', '2', '2', '1']);
  expect([numbersRefused(), existsSync(join(software, 'failed')), start()]).toEqual([[2], true, '1']);
  // the next that fails goes to the others, which are all in one file again
  rmSync(filler);
  await install(3);
  await folder.rollBack();
  expect([numbersRefused(), existsSync(join(software, 'failed')), start()]).toEqual([[2, 3], false, '1']);
});

test('a version that was refused is wanted again by an order signed later, and no more refused once it has proved itself', async () => {
  await install(2);
  starts(4);
  const packages = [{ kind: 'chromium-tar', platform: 'linux', arch: 'x64', hash: 'a'.repeat(64), sizeBytes: 1 }];
  const judged = (issuedAtMs: number, number = 2) =>
    judgeUpdate(
      { version: 1, type: 'update', number, software: '1.4.0', issuedAtMs, packages },
      { shareBp: 10_000, siteIds: null },
      { number: 1, refused: folder.refused(), kind: 'chromium-tar', platform: 'linux', arch: 'x64', siteId: 'noi-bai', share: 0.5 },
    );
  const failed = { kind: 'not-wanted', reason: 'failed-before' };
  expect([judged(999), judged(1_000), judged(1_001).kind, judged(1, 3).kind]).toEqual([failed, failed, 'wanted', 'wanted']);
  await install(2, 1_001);
  expect(starts(4)).toEqual(['2', '2', '2', '1']);
  expect([judged(1_001), judged(1_002).kind, numbersRefused()]).toEqual([failed, 'wanted', [2]]);
  await install(2, 1_002);
  expect(start()).toBe('2');
  await folder.confirm();
  expect([start(), folder.refused(), folder.trial()]).toEqual(['2', [], null]);
});
