import { expect, test } from 'vitest';
import { gatecast } from './support/gatecast.ts';
import { samplePlan } from './support/sample-plan.ts';

test('a plan goes out as a calendar and comes back with the same times; what is no event is told of', async () => {
  const exported = await gatecast(['ical', 'export', '-'], {}, JSON.stringify(samplePlan));
  const imported = await gatecast(['ical', 'import', '-'], {}, exported.stdout);
  const events = samplePlan.entries.filter(({ when }) => when.kind !== 'always' && when.end !== null);
  expect(events.length).toBeGreaterThan(0);
  expect({ ...imported, stdout: JSON.parse(imported.stdout) as unknown }).toEqual({
    code: 0,
    signal: null,
    stderr: '',
    stdout: {
      zone: samplePlan.screen.zone.name,
      entries: events.map(({ id, name, when }) => ({ uid: `${id}@gatecast`, name, when })),
      refusals: [],
    },
  });
  const leftOut = exported.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { code: string; uid: string });
  expect(leftOut.map(({ code, uid }) => `${code} ${uid}`)).toEqual(
    samplePlan.entries.filter((entry) => !events.includes(entry)).map(({ id }) => `left-out ${id}@gatecast`),
  );
});

test('what an event cannot say is told beside it: how the entry speaks, and what narrows it', async () => {
  const when = { kind: 'once', start: '2026-07-29T08:00', end: '2026-07-29T20:00' };
  const [fallback] = samplePlan.entries;
  const tenth = { ...fallback, id: 'i1', name: 'A tenth', tier: 'regular', mode: 'interrupt', shareBp: 1_000, daypartIds: ['night'], when };
  const plan = { ...samplePlan, semantics: 2, entries: [...samplePlan.entries, tenth] };
  const { stdout, stderr } = await gatecast(['ical', 'export', '-'], {}, JSON.stringify(plan));
  expect(stdout.replaceAll('\r\n ', '')).toContain('COMMENT:An interrupt\\, promised 10 % of the time\\; Only inside: Night\r\n');
  expect(stderr).toContain('"name":"By night","message":"it has no occurrences of its own (Only inside: Night)"');
});

const refusals: readonly { readonly args: readonly string[]; readonly input?: string; readonly says: object }[] = [
  { args: ['ical'], says: { code: 'bad-input' } },
  { args: ['ical', 'bogus'], says: { code: 'bad-input' } },
  { args: ['ical', 'export', '-', '--bogus'], says: { code: 'bad-input', field: '--bogus' } },
  { args: ['ical', 'import'], says: { code: 'bad-input' } },
  { args: ['ical', 'import', '/nowhere/gate.ics'], says: { code: 'bad-input', field: 'calendar.ics' } },
  { args: ['ical', 'import', '-'], input: 'Dear colleague', says: { code: 'bad-input', field: 'calendar.ics' } },
  {
    args: ['ical', 'import', '-', '--zone', 'Mars/Olympus'],
    input: 'BEGIN:VCALENDAR\nEND:VCALENDAR',
    says: { code: 'bad-input', field: '--zone' },
  },
  { args: ['ical', 'export', '-'], input: '{}', says: { code: 'bad-input' } },
];

test.each(refusals)('is refused with one line: gatecast $args', async ({ args, input, says }) => {
  const { code, stdout, stderr } = await gatecast(args, {}, input);
  expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 2 });
  expect(JSON.parse(stderr)).toMatchObject(says);
});
