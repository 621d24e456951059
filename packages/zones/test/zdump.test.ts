import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { canonicalZoneName, zoneOf } from '../src/index.ts';

// What Intl says of every zone against what the system's own compiled tzdata says, as zdump prints it: two readers, two copies of the data.

const folder = '/usr/share/zoneinfo';
const [firstYear, lastYear] = [1900, 2100];
const [fromMs, since1970Ms, untilMs] = [Date.UTC(firstYear, 0, 1), 0, Date.UTC(lastYear + 1, 0, 1)];

type Change = { readonly atMs: number; readonly offsetMs: number };
const byZdump = new Map<string, readonly Change[]>();
const pastByZdump = new Map<string, readonly Change[]>();
let names: readonly string[] = [];
let systemRelease = '';

/** Zones whose past the three releases from 2026d to 2026f mended; Debian took them almost at once, and which did which it does not say. */
const pastsMended = [
  ...['America/Boa_Vista', 'America/Bogota', 'America/Campo_Grande', 'America/Eirunepe', 'America/Manaus', 'America/Porto_Velho'],
  ...['America/Recife', 'America/Santarem', 'Asia/Tehran', 'Europe/Dublin'],
];

/** Zones whose data each release changed. The two copies may be of different releases: then these, and no others, may differ. */
const changedIn: readonly (readonly [release: string, names: readonly string[]])[] = [
  ['2025b', ['America/Coyhaique', 'Asia/Tehran']],
  ['2025c', ['America/Tijuana']],
  ['2026a', ['Europe/Chisinau']],
  ['2026b', ['America/Vancouver']],
  ['2026c', ['America/Edmonton', 'Africa/Casablanca', 'Africa/El_Aaiun']],
  ['2026d', ['America/Inuvik', ...pastsMended]],
  ['2026e', ['America/Winnipeg', ...pastsMended]],
  ['2026f', ['America/Havana', ...pastsMended]],
];
/** With a release that the table above does not know yet, so many zones may differ unnamed; they are printed. */
const unnamedAtMost = 12;

beforeAll(async () => {
  if (!existsSync('/usr/bin/zdump') || !existsSync(`${folder}/tzdata.zi`)) throw new Error('needs: apt-get install -y libc-bin tzdata');
  systemRelease = /^# version (\S+)/.exec(readFileSync(`${folder}/tzdata.zi`, 'utf8'))?.[1] ?? '';
  names = Intl.supportedValuesOf('timeZone').flatMap((name) => canonicalZoneName(name) ?? []);
  const known = names.filter((name) => existsSync(`${folder}/${name}`));
  const half = Math.ceil(known.length / 2);
  const [printed, past] = await Promise.all([
    Promise.all([known.slice(0, half), known.slice(half)].map((some) => readZdump(some, 1970, lastYear))),
    readZdump(zonesWithPast(), firstYear, 1969),
  ]);
  for (const [name, changes] of printed.flat()) byZdump.set(name, changes);
  for (const [name, changes] of past) pastByZdump.set(name, changes);
}, 180_000);

/**
 * Every fourth of the zones that differ since 1970. The others Node and Debian do not agree on before: Node carries tzdata without its file
 * `backzone`, so a zone that has agreed with another since 1970 has the other's past, and in Debian its own.
 */
function zonesWithPast(): readonly string[] {
  const table = readFileSync(`${folder}/zone1970.tab`, 'utf8').split('\n');
  const places = table.flatMap((line) => (line === '' || line.startsWith('#') ? [] : (line.split('\t')[2] ?? [])));
  const withHistory = [
    'Asia/Ho_Chi_Minh',
    'Europe/Dublin',
    'Africa/Monrovia',
    'Europe/Moscow',
    'Europe/Riga',
    'America/St_Johns',
    'Asia/Shanghai',
  ];
  return [...new Set([...withHistory, ...places.toSorted().filter((_, index) => index % 4 === 0)])];
}

/** Changes of the offset as zdump prints them; it prints changes of the abbreviation alone too, which are none for us. */
async function readZdump(zones: readonly string[], from: number, to: number): Promise<readonly (readonly [string, readonly Change[]])[]> {
  const { stdout } = await promisify(execFile)('/usr/bin/zdump', ['-v', '-c', `${from - 1},${to + 2}`, ...zones], {
    maxBuffer: 256 * 1_048_576,
    env: { LC_ALL: 'C' },
  });
  const seen = new Map<string, { changes: Change[]; offsetMs: number | null }>(
    zones.map((zone) => [zone, { changes: [], offsetMs: null }]),
  );
  for (const line of stdout.split('\n')) {
    const match = /^(\S+) +\w{3} (\w{3}) +(\d+) (\d\d:\d\d:\d\d) (\d+) UT = .* gmtoff=(-?\d+)$/.exec(line);
    if (match === null) continue;
    const [, zone = '', month, day, time, year, gmtoff] = match;
    const of = seen.get(zone);
    if (of === undefined) continue;
    const change = { atMs: Date.parse(`${day} ${month} ${year} ${time} UTC`), offsetMs: Number(gmtoff) * 1_000 };
    if (of.offsetMs !== null && of.offsetMs !== change.offsetMs) of.changes.push(change);
    of.offsetMs = change.offsetMs;
  }
  return [...seen].map(([zone, { changes }]) => [zone, changes]);
}

function within(changes: readonly Change[], afterMs: number, beforeMs: number): string {
  return JSON.stringify(changes.filter(({ atMs }) => atMs > afterMs && atMs < beforeMs));
}

/** Names that may differ because the two copies are of different releases; null where the table does not reach. */
function changedBetweenReleases(): ReadonlySet<string> | null {
  const ours = process.versions['tz'] ?? '';
  const [older, newer] = ours < systemRelease ? [ours, systemRelease] : [systemRelease, ours];
  const [first, last] = [changedIn[0]?.[0] ?? '', changedIn.at(-1)?.[0] ?? ''];
  if (older !== newer && (older < first || newer > last)) return null;
  return new Set(changedIn.filter(([release]) => release > older && release <= newer).flatMap(([, changed]) => changed));
}

function expectOnlyReleaseDifferences(differing: readonly string[]): void {
  const allowed = changedBetweenReleases();
  if (allowed === null) {
    process.stderr.write(`tzdata ${process.versions['tz']} in Node, ${systemRelease} in the system: differ in ${differing.join(', ')}\n`);
    expect(differing.length).toBeLessThanOrEqual(unnamedAtMost);
  } else expect(differing.filter((name) => !allowed.has(name))).toEqual([]);
}

test(
  'every zone that both know has the same changes from 1970 to 2100, but where the releases of tzdata differ',
  { timeout: 180_000 },
  () => {
    expect(byZdump.size).toBeGreaterThan(400);
    expect(names.length - byZdump.size).toBeLessThan(5);
    const differing = [...byZdump].filter(([name, changes]) => {
      const ours = zoneOf(name, since1970Ms, untilMs)?.transitions ?? [];
      return within(ours, since1970Ms, untilMs) !== within(changes, since1970Ms, untilMs);
    });
    expectOnlyReleaseDifferences(differing.map(([name]) => name));
  },
);

test('from 1900 to 1970 too, mean times to the second among them', () => {
  expect(pastByZdump.size).toBeGreaterThan(70);
  const differing = [...pastByZdump].filter(([name, changes]) => {
    const ours = zoneOf(name, fromMs, since1970Ms)?.transitions ?? [];
    return within(ours, fromMs, since1970Ms) !== within(changes, fromMs, since1970Ms);
  });
  expectOnlyReleaseDifferences(differing.map(([name]) => name));
  expect([...pastByZdump.values()].flat().some(({ offsetMs }) => offsetMs % 60_000 !== 0)).toBe(true);
});

test('no zone has changed its offset and changed it back in less than the three days between two looks', () => {
  let nearestMs = Infinity;
  for (const changes of [...byZdump.values(), ...pastByZdump.values()])
    for (const [index, { atMs }] of changes.entries()) nearestMs = Math.min(nearestMs, atMs - (changes[index - 1]?.atMs ?? -Infinity));
  expect(nearestMs / 86_400_000).toBeGreaterThan(3.5);
});

test('the names are those of the IANA database: each that ICU supports is in zone.tab, or is UTC', () => {
  const table = readFileSync(`${folder}/zone.tab`, 'utf8').split('\n');
  const places = new Set(table.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t')[2] ?? ''));
  expect(names.filter((name) => !places.has(name) && name !== 'UTC')).toEqual([]);
});

test('every name of the database is known, old ones too, and gives a name that stays as it is', () => {
  const lines = readFileSync(`${folder}/tzdata.zi`, 'utf8').split('\n');
  const all = lines.flatMap((line) => /^(?:Z (\S+)|L \S+ (\S+))/.exec(line)?.slice(1).filter(Boolean) ?? []);
  expect(all.length).toBeGreaterThan(500);
  // Factory is what a machine has before anybody has set its zone
  expect(all.filter((name) => canonicalZoneName(name) === null)).toEqual(['Factory']);
  const twice = all.map((name) => canonicalZoneName(name) ?? 'Factory');
  expect(twice.map((name) => canonicalZoneName(name) ?? name)).toEqual(twice);
});
