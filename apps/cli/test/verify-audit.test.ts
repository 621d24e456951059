import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditExportPath } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccounts, type DemoAccounts } from '../src/demo/accounts.ts';
import { signIn } from '../src/fleet-api/session.ts';
import { gatecast, start, type Running } from './support/gatecast.ts';

let folder = '';
let server: Running;
let url = '';
let accounts: DemoAccounts;
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-audit-'));
  server = start(['server', '--port', '0', '--data', at('server')]);
  url = String((await server.event('listening'))['url']);
  accounts = await createAccounts(folder, url, String((await server.event('setup'))['url']));
});
afterAll(async () => {
  server.interrupt();
  await server.ended;
  await rm(folder, { recursive: true, force: true });
});

async function verify(...more: readonly string[]) {
  const { code, stdout, stderr } = await gatecast(['verify-audit', ...more], { GATECAST_PASSWORD: accounts.approver.password });
  return {
    code,
    stderr,
    found: stdout === '' ? null : (JSON.parse(stdout) as { faults: { kind: string }[]; rows: number; rootFingerprint: string }),
  };
}

test('an audit is verified from the server and from a file, and a line that was changed or taken out is found', async () => {
  const online = await verify('--server', url, '--email', accounts.approver.email);
  expect(online).toMatchObject({ code: 0, found: { faults: [], rows: 3 } });

  const session = await signIn(url, accounts.approver.email, accounts.approver.password);
  const text = await (await fetch(url + auditExportPath, { headers: session.headers() })).text();
  writeFileSync(at('audit.jsonl'), text);
  expect(await verify(at('audit.jsonl'), '--fingerprint', online.found?.rootFingerprint ?? '')).toMatchObject({ code: 0 });
  expect(await verify(at('audit.jsonl'), '--fingerprint', 'dead beef')).toMatchObject({ code: 2 });

  writeFileSync(at('changed.jsonl'), text.replace('person-created', 'person-removed'));
  expect(await verify(at('changed.jsonl'))).toMatchObject({ code: 1, found: { faults: [{ kind: 'changed' }] } });
  const lines = readFileSync(at('audit.jsonl'), 'utf8').split('\n');
  writeFileSync(at('missing.jsonl'), lines.filter((_, index) => index !== 2).join('\n'));
  expect((await verify(at('missing.jsonl'))).found?.faults.map(({ kind }) => kind)).toContain('missing');
  // without its last row and every head that names it nothing is missing, unless somebody kept a head
  const cut = lines.filter((line) => !line.includes('"kind":"head"')).slice(0, 3);
  writeFileSync(at('cut.jsonl'), cut.join('\n'));
  expect((await verify(at('cut.jsonl'), '--heads', at('audit.jsonl'))).found?.faults.map(({ kind }) => kind)).toContain('missing');
  expect(await verify(join(folder, 'accounts.json'))).toMatchObject({ code: 2 });
});
