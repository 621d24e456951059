import { createServer } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatecast } from './support/gatecast.ts';
import { samplePlan } from './support/sample-plan.ts';

// What cannot be used is refused before anything happens: exit code 2, nothing on stdout, one JSON line on stderr.

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatecast-cli-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

type Case = { readonly args: readonly string[]; readonly env?: Record<string, string>; readonly input?: string; readonly says: object };
const without = (field: keyof typeof samplePlan) => JSON.stringify({ ...samplePlan, [field]: undefined });

/** Its one item changes so often that a month has more segments than are listed. */
const quickPlan = {
  ...samplePlan,
  items: samplePlan.items.map((item) => ({ ...item, variants: item.variants.map((variant) => ({ ...variant, durationMs: 1_000 })) })),
};

const cases: readonly Case[] = [
  { args: [], says: { code: 'bad-input' } },
  { args: ['bogus'], says: { code: 'bad-input', field: 'bogus' } },
  { args: ['demo', '--prot', '1'], says: { code: 'bad-input', field: '--prot' } },
  { args: ['demo', '--port', '70000'], says: { code: 'bad-input', field: '--port', limit: 65_535 } },
  { args: ['demo'], env: { GATECAST_PORT: 'garbage' }, says: { code: 'bad-input', field: 'GATECAST_PORT', limit: 65_535 } },
  { args: ['demo', '--port', '18080', '--portal-port', '18080'], says: { code: 'bad-input', field: '--portal-port' } },
  { args: ['demo', '--shell', 'lynx'], says: { code: 'bad-input', field: '--shell' } },
  { args: ['server', '--port', '0', '--host', '203.0.113.1'], says: { code: 'bad-input', field: '--host' } },
  { args: ['player'], says: { code: 'bad-input', field: '--server' } },
  { args: ['player', '--server', 'ftp://x'], says: { code: 'bad-input', field: '--server' } },
  {
    args: ['simulate', '--players', '0', '--server', 'http://127.0.0.1:9'],
    says: { code: 'bad-input', field: '--players', limit: 20_000 },
  },
  {
    args: ['simulate', '--players', '2', '--server', 'http://127.0.0.1:9', '--email', 'a@b.example', '--data', '/nowhere'],
    says: { code: 'not-signed-in', field: 'GATECAST_PASSWORD' },
  },
  { args: ['holidays'], says: { code: 'bad-input', field: '--year' } },
  { args: ['holidays', '--year', '2014'], says: { code: 'bad-input', field: '--year', limit: '2015 to 2199' } },
  { args: ['holidays', '--year', '2027', '--to', '2026'], says: { code: 'bad-input', field: '--to', limit: 2027 } },
  { args: ['explain', '/nowhere/plan.json'], says: { code: 'bad-input', field: 'plan.json' } },
  { args: ['explain', '-'], input: '{', says: { code: 'bad-input', field: 'plan.json' } },
  { args: ['explain', '-'], input: without('entries'), says: { code: 'bad-input', field: 'entries' } },
  { args: ['explain', '-'], input: '[]', says: { code: 'bad-input', field: 'plan.json', limit: 'object' } },
  {
    args: ['explain', '-'],
    input: JSON.stringify({ ...samplePlan, entries: [{ ...samplePlan.entries[0], shareBp: 0, specificity: 2 ** 53, colour: 'red' }] }),
    says: {
      code: 'bad-input',
      field: 'entries[0].specificity',
      limit: 1_000,
      faults: [
        { path: 'entries[0].specificity', code: 'too_big', limit: 1_000, message: 'Too big: expected number to be <=1000' },
        { path: 'entries[0].shareBp', code: 'too_small', limit: 1, message: 'Too small: expected number to be >=1' },
        { path: 'entries[0].colour', code: 'unrecognized_keys', limit: 'unknown field', message: 'Unrecognized key: "colour"' },
      ],
    },
  },
  {
    args: ['explain', '-'],
    input: JSON.stringify({ ...samplePlan, entries: [] }),
    says: { code: 'plan-refused', faults: [{ path: 'entries', code: 'no-unconditional-fallback' }] },
  },
  { args: ['timeline', '-', '--from', '2026-07-29T04:00Z', '--until', '2026-07-29T04:00Z'], says: { code: 'bad-input', field: '--until' } },
  { args: ['timeline', '-', '--from', '0', '--until', '2678400001'], says: { code: 'bad-input', field: '--until', limit: 31 } },
  { args: ['measure', '-', '--from', '0', '--until', '2678400001'], says: { code: 'bad-input', field: '--until', limit: 31 } },
  { args: ['conflicts', '-', '--from', '0', '--until', '31622400001'], says: { code: 'bad-input', field: '--until', limit: 366 } },
  { args: ['conflicts', '-', '--from', '2026-02-30T00:00Z'], says: { code: 'bad-input', field: '--from' } },
  {
    args: ['timeline', '-', '--from', '1767225600000', '--until', '1769904000000'],
    input: JSON.stringify(quickPlan),
    says: { code: 'too-large', field: '--until', limit: 200_000 },
  },
  { args: ['expected', '-'], says: { code: 'bad-input', field: '--from' } },
  { args: ['expected', '-', '--from', '0', '--grace', '600001'], says: { code: 'bad-input', field: '--grace', limit: 600_000 } },
  { args: ['expected', '-', '--from', '0'], input: '{"version":1,"releases":[]}', says: { code: 'bad-input', field: 'releases' } },
  {
    args: ['expected', '-', '--from', '0'],
    input: JSON.stringify({ version: 1, releases: [{ releaseNumber: 1, activatedAtMs: 0, plan: { ...samplePlan, entries: [] } }] }),
    says: { code: 'plan-refused', field: 'releases[0].plan.entries', faults: [{ path: 'releases[0].plan.entries' }] },
  },
  {
    args: ['expected', '-', '--from', '0', '--plays', '/nowhere/plays.json'],
    input: JSON.stringify({ version: 1, releases: [{ releaseNumber: 1, activatedAtMs: 0, plan: samplePlan }] }),
    says: { code: 'bad-input', field: '--plays' },
  },
  { args: ['zone', 'Mars/Olympus'], says: { code: 'bad-input', field: 'name' } },
  {
    args: ['zone', 'Europe/Berlin', '--from', '0', '--until', '3155760000001'],
    says: { code: 'bad-input', field: '--until', limit: 36_525 },
  },
  { args: ['holidays', '--year', '2027', '--calendar', ''], says: { code: 'bad-input', field: '--calendar', limit: 64 } },
  { args: ['holidays', '--year', '2027', '--calendar', 'x'.repeat(65)], says: { code: 'bad-input', field: '--calendar', limit: 64 } },
  { args: ['holidays', '--year', '2027', '--calendar', 'x', '--pretty'], says: { code: 'bad-input', field: '--pretty' } },
  { args: ['schema', 'sonnet'], says: { code: 'bad-input', field: 'sonnet' } },
  { args: ['explain', '-', '--at', 'yesterday'], input: JSON.stringify(samplePlan), says: { code: 'bad-input', field: '--at' } },
];

test.concurrent.each(cases)('is refused: gatecast $args $env', async ({ args, env, input, says }) => {
  const { code, stdout, stderr } = await gatecast(args, env, input);
  expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
  expect(JSON.parse(stderr)).toMatchObject({ message: expect.stringMatching(/\w{3}/), ...says });
});

test('a port that somebody has is refused by name, for the server and for the demo', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? `${address.port}` : '';
  try {
    for (const command of ['server', 'demo']) {
      const { code, stderr } = await gatecast([command, '--port', port, '--data', join(folder, command)]);
      expect({ code, ...JSON.parse(stderr) }).toMatchObject({ code: 'already-exists', field: '--port' });
      expect(code).toBe(2);
    }
  } finally {
    other.close();
  }
});

test("a folder with other things in it is not taken for the demo's", async () => {
  await writeFile(join(folder, 'thesis.txt'), 'years of work');
  const { code, stderr } = await gatecast(['demo', '--port', '0', '--portal-port', '0', '--data', folder, '--fresh']);
  expect(code).toBe(2);
  expect(JSON.parse(stderr)).toMatchObject({ code: 'wrong-state', field: '--data' });
});

const planCommands = ['explain', 'timeline', 'conflicts', 'measure', 'expected', 'schema', 'zone'];
const commands = ['server', 'player', 'demo', ...planCommands, 'holidays', 'ical', 'recur', 'simulate'];

test('every command has help on stdout', async () => {
  for (const command of commands) {
    const { code, stdout, stderr } = await gatecast([command, '--help']);
    expect({ code, stderr, usage: stdout.split('\n')[0]?.startsWith(`Usage: gatecast ${command}`) }).toEqual({
      code: 0,
      stderr: '',
      usage: true,
    });
  }
});
