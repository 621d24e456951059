import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { timelineOf } from '../src/plans/compiled-plan.ts';
import { gatecast } from './support/gatecast.ts';
import { samplePlan } from './support/sample-plan.ts';

const plan = JSON.stringify(samplePlan);

test('says in words what a plan from standard input shows at an instant, and why not the rest', async () => {
  const { code, stdout } = await gatecast(['explain', '-', '--pretty', '--at', '2026-07-29T13:46:00+07:00'], {}, plan);
  expect(code).toBe(0);
  expect(stdout).toBe(`Wednesday 2026-07-29 13:46:00 in Asia/Ho_Chi_Minh (2026-07-29T06:46:00.000Z)

"Arrivals" until 13:46:08: regular, for an area at depth 2, always on
  main  item welcome in vi, 13:46:00 to 13:46:08
  It is on because it is meant for this screen more closely than others of its tier.
  The loop is counted from 04:00:00: the site's day began.

Not shown:
  "Last year"     has nothing to show: last-year has expired
  "By night"      is outside its daypart Night
  "Tết"           is not on, next at 2027-02-05 08:00:00
  "Everywhere"    is for the site, less close than an area at depth 2
  "Always there"  is fallback, below regular
`);
});

test('prints the explanation as one line of JSON, where --json is still said too', async () => {
  const args = ['explain', '-', '--at', '2026-07-29T23:30:00+07:00'];
  const { code, stdout } = await gatecast(args, {}, plan);
  expect(code).toBe(0);
  expect(stdout).toBe(`${JSON.stringify(timelineOf(samplePlan).explain(Date.parse('2026-07-29T23:30:00+07:00')))}\n`);
  expect(JSON.parse(stdout)).toMatchObject({
    answer: { entryId: 'e3', regions: [{ regionId: 'main', shown: { kind: 'item', itemId: 'welcome' } }] },
    winner: { entryId: 'e3', decidedBy: 'tier' },
  });
  expect(await gatecast([...args, '--json'], {}, plan)).toMatchObject({ code: 0, stdout });
});

test('a reader who stops reading is no fault', async () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, 'explain', '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  // closed before anything is written: the first write meets a broken pipe
  child.stdout.destroy();
  child.stdin.end(plan);
  const [code] = (await once(child, 'close')) as [number | null];
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
