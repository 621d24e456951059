import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planSchema } from '@gatecast/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { timelineOf } from '../src/plans/compiled-plan.ts';
import { gatecast } from './support/gatecast.ts';
import { samplePlan } from './support/sample-plan.ts';

const plan = JSON.stringify(samplePlan);
const fromMs = Date.parse('2026-07-29T13:46:00+07:00');
const range = ['--from', '2026-07-29T13:46:00+07:00', '--until', '2026-07-29T13:46:20+07:00'];
const untilMs = fromMs + 20_000;

describe('timeline', () => {
  test('prints the segments of a range as one line of JSON', async () => {
    const { code, stdout } = await gatecast(['timeline', '-', ...range], {}, plan);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${JSON.stringify(timelineOf(samplePlan).segments(fromMs, untilMs))}\n` });
  });

  test('prints them as a table for people', async () => {
    const { stdout } = await gatecast(['timeline', '-', '--pretty', ...range], {}, plan);
    expect(stdout).toBe(`From Wednesday 2026-07-29 13:46:00 in Asia/Ho_Chi_Minh until 2026-07-29 13:46:20

  13:46:00  "Arrivals"  main  item welcome in vi, 13:46:00 to 13:46:08
  13:46:08  "Arrivals"  main  item welcome in en, 13:46:08 to 13:46:15
  13:46:15  "Arrivals"  main  item welcome in vi, 13:46:15 to 13:46:23
`);
  });
});

describe('conflicts', () => {
  const twins = { ...samplePlan, entries: [...samplePlan.entries, { ...samplePlan.entries[1], id: 'e2b', name: 'Arrivals again' }] };

  test('prints the ties of the next 366 days unless told otherwise', async () => {
    const { code, stdout } = await gatecast(['conflicts', '-', '--from', '2026-07-29T13:46:00+07:00'], {}, JSON.stringify(twins));
    const found: unknown = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(found).toEqual(timelineOf(planSchema.parse(twins)).conflicts(fromMs, fromMs + 366 * 86_400_000));
    expect(Array.isArray(found) && found[0]).toMatchObject({ kind: 'tie', fromMs, winnerId: 'e2', decidedBy: 'smaller-id' });
  });

  test('says them in words, and that there are none', async () => {
    const { stdout } = await gatecast(['conflicts', '-', '--pretty', ...range], {}, JSON.stringify(twins));
    expect(stdout).toBe(`1 conflict from Wednesday 2026-07-29 13:46:00 in Asia/Ho_Chi_Minh until 2026-07-29 13:46:20

  2026-07-29 13:46:00 to 2026-07-29 13:46:20: "Arrivals", "Arrivals again" are on together (regular, for an area at depth 2)
    "Arrivals" is shown: it ties with others in all, and its id comes first
`);
    expect((await gatecast(['conflicts', '-', '--pretty', ...range], {}, plan)).stdout).toBe(
      'No conflicts from Wednesday 2026-07-29 13:46:00 in Asia/Ho_Chi_Minh until 2026-07-29 13:46:20\n',
    );
  });
});

describe('measure', () => {
  test('prints what a range comes to on the glass', async () => {
    const { code, stdout } = await gatecast(['measure', '-', ...range], {}, plan);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${JSON.stringify(timelineOf(samplePlan).measure(fromMs, untilMs))}\n` });
  });

  test('prints it in tables for people', async () => {
    const { stdout } = await gatecast(['measure', '-', '--pretty', ...range], {}, plan);
    expect(stdout).toBe(`From Wednesday 2026-07-29 13:46:00 in Asia/Ho_Chi_Minh until 2026-07-29 13:46:20

Entries:
  "Arrivals"  20 s  100 %

Region main of the full screen, 20 s:
  welcome  3 times  20 s
  vi  13 s  away for 7 s at most
  en  7 s   away for 8 s at most
`);
  });
});

describe('expected', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatecast-cli-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const play = (language: string, from: number, until: number) => ({
    ...{ sequence: 1, releaseNumber: 1, entryId: 'e2', regionId: 'main', itemId: 'welcome', languages: [language] },
    ...{ fromMs: fromMs + from, untilMs: fromMs + until, ended: 'completed', clock: 'synced' },
  });
  const document = {
    version: 1,
    releases: [{ releaseNumber: 1, activatedAtMs: fromMs - 60_000, plan: samplePlan }],
    plays: [play('vi', 0, 8_000), play('fr', 14_000, 20_000)],
  };

  test('prints the verdict on each exposure, plays of a second file among them', async () => {
    const plays = join(folder, 'plays.json');
    await writeFile(plays, JSON.stringify([play('en', 11_000, 15_000)]));
    const args = ['expected', '-', '--grace', '1000', '--plays', plays, ...range];
    const { code, stdout } = await gatecast(args, {}, JSON.stringify(document));
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      exposures: [
        { itemId: 'welcome', languages: ['vi'], verdict: { kind: 'confirmed' } },
        { itemId: 'welcome', languages: ['en'], verdict: { kind: 'late', byMs: 3_000 } },
        { itemId: 'welcome', languages: ['vi'], verdict: { kind: 'never-started' } },
      ],
      unexpected: [{ languages: ['fr'], fromMs: fromMs + 14_000, untilMs }],
      totals: { confirmedBp: 4_000 },
    });
  });

  const [release] = document.releases;
  test.each<readonly [what: string, change: object, field: string, limit: number | null]>([
    [
      'a play of a release that the document does not have',
      { plays: [{ ...play('vi', 0, 1), releaseNumber: 7 }] },
      'plays[0].releaseNumber',
      null,
    ],
    ['a play that ends before it begins', { plays: [play('vi', 0, 1), play('vi', 2, 1)] }, 'plays[1].untilMs', fromMs + 2],
    ['an outage that ends before it begins', { outages: [{ fromMs: 5, untilMs: 4 }] }, 'outages[0].untilMs', 5],
    [
      'an alert that ends before it begins',
      {
        alerts: [
          { fromMs: 5, untilMs: 5 },
          { fromMs: 5, untilMs: 4 },
        ],
      },
      'alerts[1].untilMs',
      5,
    ],
    ['a release that is activated twice at once', { releases: [release, release] }, 'releases[1].releaseNumber', null],
  ])('refuses %s', async (_, change, field, limit) => {
    const { code, stderr } = await gatecast(['expected', '-', ...range], {}, JSON.stringify({ ...document, ...change }));
    expect({ code, lines: stderr.split('\n').length, ...JSON.parse(stderr) }).toMatchObject({
      ...{ code: 'bad-input', lines: 2, field, faults: [{ path: field }] },
      ...(limit === null ? {} : { limit }),
    });
    expect(code).toBe(2);
  });

  test('refuses a play of the second file whose release the document does not have', async () => {
    const plays = join(folder, 'strangers.json');
    await writeFile(plays, JSON.stringify([play('en', 11_000, 15_000), { ...play('en', 1, 2), releaseNumber: 7 }]));
    const { code, stderr } = await gatecast(['expected', '-', '--plays', plays, ...range], {}, JSON.stringify(document));
    expect({ code, field: (JSON.parse(stderr) as { field: string }).field }).toEqual({ code: 2, field: '--plays[1].releaseNumber' });
  });

  test('says in words what was not as expected', async () => {
    const told = { ...document, plays: [...document.plays, play('en', 8_000, 12_000)], outages: [{ fromMs: untilMs - 4_000, untilMs }] };
    const { stdout } = await gatecast(['expected', '-', '--pretty', '--grace', '1000', ...range], {}, JSON.stringify(told));
    expect(stdout).toBe(`From Wednesday 2026-07-29 13:46:00 in Asia/Ho_Chi_Minh until 2026-07-29 13:46:20, with a grace of 1 s

40 % of what was expected is confirmed
  confirmed               1  8 s
  late                    0  0 s
  ended early             1  7 s
  never started           0  0 s
  screen offline          1  5 s
  overridden by an alert  0  0 s

Not as expected:
  13:46:08 to 13:46:15  "Arrivals"  main  welcome in en  ended early by 3 s, shown until 13:46:12
  13:46:15 to 13:46:20  "Arrivals"  main  welcome in vi  screen offline for 4 s of it

Shown and not expected, 6 s:
  13:46:14 to 13:46:20  "Arrivals"  main  welcome in fr  release 1
`);
  });
});

test('the schema of a plan is a JSON Schema that judges plans as the program does', async () => {
  const { code, stdout } = await gatecast(['schema', 'plan']);
  expect(code).toBe(0);
  const schema = z.fromJSONSchema(JSON.parse(stdout));
  expect(schema.safeParse(samplePlan).success).toBe(true);
  expect(schema.safeParse({ ...samplePlan, entries: [{ ...samplePlan.entries[0], tier: 'urgent' }] }).success).toBe(false);
  expect(schema.safeParse({ ...samplePlan, colour: 'red' }).success).toBe(false);
});

test('the example plan compiles without a warning, on the clocks of this host, and uses every field', async () => {
  const { stdout: example } = await gatecast(['schema', 'plan', '--example']);
  const { code, stderr, stdout } = await gatecast(['measure', '-', '--from', '2026-12-20T00:00:00+01:00'], {}, example);
  expect({ code, stderr, entries: (JSON.parse(stdout) as { entries: unknown[] }).entries.length > 1 }).toEqual({
    code: 0,
    stderr: '',
    entries: true,
  });
  const told = Object.entries(planSchema.shape.entries.element.shape).map(([field]) => field);
  expect(told.filter((field) => !example.includes(`"${field}":`))).toEqual(['isAlone']);
});

test('an example is there of a plan alone', async () => {
  const { code, stderr } = await gatecast(['schema', 'entry', '--example']);
  expect({ exit: code, ...JSON.parse(stderr) }).toMatchObject({ exit: 2, field: '--example' });
});

describe('warnings', () => {
  const [first] = samplePlan.entries;
  const hasty = {
    ...samplePlan,
    semantics: 2,
    entries: [...samplePlan.entries, { ...first, id: 't', name: 'Hasty', tier: 'priority', turnMs: 5_000 }],
    screen: { ...samplePlan.screen, zone: { ...samplePlan.screen.zone, name: 'Mars/Olympus' } },
  };
  const says = 'its round lasts up to 15000 ms, so a turn of 5000 ms never shows the end of it';
  const mars = 'this host knows no zone "Mars/Olympus"; times are those of the offsets that the plan carries';

  test.each(['explain', 'timeline', 'conflicts', 'measure'])('%s tells them on stderr, and answers none the less', async (command) => {
    const asked = command === 'explain' ? ['--at', '2026-07-29T13:46:00+07:00'] : range;
    const json = await gatecast([command, '-', ...asked], {}, JSON.stringify(hasty));
    expect({ code: json.code, lines: json.stdout.split('\n').length, told: json.stderr }).toEqual({
      code: 0,
      lines: 2,
      told: [
        `${JSON.stringify({ warning: 'turn-shorter-than-round', path: 'entries[6].turnMs', message: says })}\n`,
        `${JSON.stringify({ warning: 'unknown-zone', path: 'screen.zone.name', message: mars })}\n`,
      ].join(''),
    });
    const words = await gatecast([command, '-', '--pretty', ...asked], {}, JSON.stringify(hasty));
    expect(words.stderr).toBe(`Warning: entries[6].turnMs: ${says}\nWarning: screen.zone.name: ${mars}\n`);
  });
});

test('a zone is printed as a plan carries it, and for people with the clocks of its changes', async () => {
  const args = ['zone', 'asia/saigon', '--from', '1975-01-01T00:00:00Z', '--until', '1976-01-01T00:00:00Z'];
  expect(JSON.parse((await gatecast(args)).stdout)).toEqual({
    name: 'Asia/Ho_Chi_Minh',
    tzdata: process.versions['tz'],
    initialOffsetMs: 28_800_000,
    transitions: [{ atMs: Date.UTC(1975, 5, 12, 16), offsetMs: 25_200_000 }],
  });
  expect((await gatecast([...args, '--pretty'])).stdout).toBe(
    `Asia/Ho_Chi_Minh by tzdata ${process.versions['tz']}: UTC+08:00 on 1975-01-01T08:00\n  1975-06-12T16:00:00.000Z  UTC+07:00  1975-06-12T23:00\n`,
  );
});

test('a file is found from where the person stands, though the package manager starts elsewhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-cli-'));
  try {
    await writeFile(join(folder, 'mine.json'), plan);
    const called = { npm_lifecycle_event: 'gatecast', INIT_CWD: folder };
    expect((await gatecast(['explain', 'mine.json', '--at', '2026-07-29T13:46Z'], called)).code).toBe(0);
    expect((await gatecast(['explain', 'mine.json'], { ...called, npm_lifecycle_event: 'test' })).code).toBe(2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('every document that `schema` names has one', async () => {
  for (const name of ['entry', 'item', 'playlist', 'layout', 'daypart', 'calendar', 'expected']) {
    const { code, stdout } = await gatecast(['schema', name]);
    expect({ code, schema: JSON.parse(stdout) }).toMatchObject({
      code: 0,
      schema: { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' },
    });
  }
});
