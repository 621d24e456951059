import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announcementPath, packagePath } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccounts, type DemoAccounts } from '../src/demo/accounts.ts';
import { gatecast, start, type Running } from './support/gatecast.ts';

let folder = '';
let server: Running;
let url = '';
let accounts: DemoAccounts;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-software-'));
  const made = await gatecast(['software', 'key', '--out', at('offline.json')]);
  const { publicKey } = JSON.parse(made.stdout) as { readonly publicKey: string };
  server = start(['server', '--port', '0', '--data', at('server')], { GATECAST_SOFTWARE_KEYS: publicKey });
  url = String((await server.event('listening'))['url']);
  accounts = await createAccounts(folder, url, String((await server.event('setup'))['url']));
});
afterAll(async () => {
  server.interrupt();
  await server.ended;
  await rm(folder, { recursive: true, force: true });
});

/** A package as far as the command line and the server look into it. */
function pack(number: number, version: string): string {
  const inner = at(`${number}/gatecast-player`);
  mkdirSync(inner, { recursive: true });
  writeFileSync(join(inner, 'number'), `${number}\n`);
  writeFileSync(join(inner, 'version'), `${version}\n`);
  const file = at(`gatecast-player-chromium-${version}-linux-x64.tar.gz`);
  execFileSync('tar', ['-czf', file, '-C', at(String(number)), 'gatecast-player']);
  return file;
}
async function publish(document: string, ...more: readonly string[]) {
  const env = { GATECAST_PASSWORD: accounts.administrator.password };
  return await gatecast(['software', 'publish', document, ...more, '--server', url, '--email', accounts.administrator.email], env);
}

test('a version is signed away from the server, uploaded, and announced to a share of the players', async () => {
  expect(statSync(at('offline.json')).mode & 0o077).toBe(0);
  const file = pack(200, '1.4.0');
  const signed = await gatecast(['software', 'sign', '--key', at('offline.json'), file]);
  writeFileSync(at('update.json'), signed.stdout);
  expect((await fetch(url + announcementPath)).status).toBe(404);

  // what it names is not here yet
  expect(await publish(at('update.json'))).toMatchObject({ code: 1 });
  expect(await publish(at('update.json'), file, '--share', '10')).toMatchObject({ code: 0 });
  const announced = (await (await fetch(url + announcementPath)).json()) as object;
  expect(announced).toEqual({ document: JSON.parse(signed.stdout), stage: { shareBp: 1_000, siteIds: null } });
  const bytes = readFileSync(file);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const answer = await fetch(url + packagePath(hash), { headers: { range: 'bytes=10-' } });
  expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([206, bytes.subarray(10)]);
  // the next share needs no new signature and no upload
  expect(await publish(at('update.json'), '--share', '100')).toMatchObject({ code: 0 });
});

test('another key signs nothing that the server announces, and what is no package is not signed', async () => {
  await gatecast(['software', 'key', '--out', at('stranger.json')]);
  const file = pack(300, '1.5.0');
  writeFileSync(at('strange.json'), (await gatecast(['software', 'sign', '--key', at('stranger.json'), file])).stdout);
  const refused = await publish(at('strange.json'), file);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('body.document')]);
  const other = at('gatecast-player-chromium-9.9.9-linux-x64.tar.gz');
  writeFileSync(other, 'no archive');
  expect(await gatecast(['software', 'sign', '--key', at('offline.json'), other])).toMatchObject({ code: 2, stdout: '' });
  // a key is never written over
  expect(await gatecast(['software', 'key', '--out', at('offline.json')])).toMatchObject({ code: 2, stdout: '' });
});
