import { expect, test } from 'vitest';
import { createWorks } from './works.ts';

test('a work is watched and called off by its name, until it is committed', () => {
  const works = createWorks();
  const name = '0123456789abcdef';
  const work = works.begin(name);
  expect([works.begin(name), works.of(name), works.of('of nobody at all')]).toEqual([
    null,
    { stage: 'waits', done: 0, of: 0, isStoppable: true },
    null,
  ]);
  work?.reaches('writes', 200, 1_000);
  expect([works.callOff('of nobody at all'), work?.isCalledOff(), works.callOff(name), work?.isCalledOff()]).toEqual([
    ...['unknown', false, 'called-off', true],
  ]);
  expect([work?.calledOff.aborted, work?.commits(), works.of(name)]).toEqual([
    ...[true, false, { stage: 'writes', done: 200, of: 1_000, isStoppable: false }],
  ]);
  work?.ends();
  const next = works.begin(name);
  expect([next?.commits(), works.callOff(name), next?.isCalledOff(), works.of(name)?.isStoppable]).toEqual([
    true,
    'too-late',
    false,
    false,
  ]);
  next?.ends();
  expect(works.callOff(name)).toBe('unknown');
});

test('a work without a name is nobody’s to watch or to stop', () => {
  const works = createWorks();
  const [one, other] = [works.begin(undefined), works.begin(undefined)];
  expect([one?.isCalledOff(), one?.commits(), other?.commits()]).toEqual([false, true, true]);
});
