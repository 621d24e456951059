import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { gatecast } from './support/gatecast.ts';

const mondays = ['recur', '--start', '2026-03-23T02:30', '--zone', 'Europe/Paris', '--rule', 'FREQ=WEEKLY;BYDAY=MO,SU', '--count', '3'];

test('prints the starts as one JSON array, and for people one a line', async () => {
  expect(await gatecast(mondays)).toEqual({
    code: 0,
    stdout: '["2026-03-23T02:30:00+01:00","2026-03-30T02:30:00+02:00","2026-04-05T02:30:00+02:00"]\n',
    stderr: '',
    signal: null,
  });
  expect(await gatecast([...mondays, '--exdate', '2026-03-30T02:30', '--rdate', '2026-04-01T12:00', '--pretty'])).toEqual({
    code: 0,
    stdout: 'Monday 2026-03-23 02:30:00 +01:00\nWednesday 2026-04-01 12:00:00 +02:00\nSunday 2026-04-05 02:30:00 +02:00\n',
    stderr: '',
    signal: null,
  });
});

test('a refused rule exits 2 with the reason and the limit as one line on stderr', async () => {
  const { code, stdout, stderr } = await gatecast([
    'recur',
    '--start',
    '2026-01-01T08:00',
    '--rule',
    'FREQ=DAILY;BYMONTH=13',
    '--count',
    '1',
  ]);
  expect({ code, stdout, ...JSON.parse(stderr) }).toEqual({
    code: 'out-of-range',
    stdout: '',
    message: 'BYMONTH=13: a value is from 1 to 12',
    field: '--rule',
    limit: 12,
  });
  expect(code).toBe(2);
});

test('answers a line of standard input while the next has not come, and ends with the stream', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../src/main.ts', import.meta.url)), 'recur', '--stdin']);
  const answers = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]();
  child.stdin.write('{"id":1,"start":"2026-01-01","zone":null,"rule":["FREQ=DAILY;COUNT=1"],"exdate":[],"rdate":[]}\n');
  expect((await answers.next()).value).toBe('{"id":1,"instants":["2026-01-01"]}\n');
  child.stdin.write('garbage\n');
  expect((await answers.next()).value).toMatch(/^\{"id":null,"error":\{"code":"bad-input"/);
  child.stdin.end('{"id":2,"start":"2026-01-01"}');
  expect((await answers.next()).value).toBe('{"id":2,"instants":["2026-01-01"]}\n');
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(0);
});

test('thousands of lines are answered in a moment, each in its place', async () => {
  const zones = ['Asia/Ho_Chi_Minh', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', null];
  const lines = Array.from({ length: 5_000 }, (_, id) => ({
    id,
    start: `20${String(10 + (id % 30))}-03-01T02:30`,
    zone: zones[id % zones.length],
    rule: [id % 2 === 0 ? 'FREQ=MONTHLY;BYDAY=-1FR' : 'FREQ=DAILY;BYHOUR=2,3'],
    exdate: [],
    rdate: [],
    count: 5,
  }));
  const { code, stdout } = await gatecast(['recur', '--stdin'], {}, lines.map((line) => JSON.stringify(line)).join('\n'));
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number; instants: readonly string[] });
  expect(code).toBe(0);
  expect(answers.map(({ id, instants }) => [id, instants.length])).toEqual(lines.map(({ id }) => [id, 5]));
});
