import { expect, test } from 'vitest';
import { startWatch, watch, wellMemory, type WatchdogEffect, type WatchdogEvent, type WatchdogState } from './watchdog.ts';

/** A shell as far as its watchdog sees it: a simulated clock, and what was done. */
function simulated(memory = wellMemory) {
  let nowMs = 0;
  let state: WatchdogState = startWatch(memory, nowMs);
  let frames = 0;
  const effects: WatchdogEffect[] = [];
  function tell(event: WatchdogEvent): void {
    const next = watch(state, event, nowMs);
    state = next.state;
    effects.push(...next.effects);
  }
  return {
    tell,
    effects,
    state: () => state,
    rungs: () => effects.flatMap((effect) => (effect.kind === 'tell' ? [`${effect.symptom}: ${effect.rung}`] : [])),
    done: () => effects.splice(0).map(({ kind }) => kind),
    /** Seconds that pass, each with what happens in it. */
    pass(seconds: number, each: (second: number) => void = () => undefined): void {
      for (let second = 0; second < seconds; second++) {
        nowMs += 1_000;
        each(second);
        tell({ kind: 'time' });
      }
    },
    /** Seconds in which the shell does not run; its look comes before what others said meanwhile. */
    standStill(seconds: number): void {
      nowMs += seconds * 1_000;
      tell({ kind: 'time' });
    },
    beat(isPainting = true, isVisible = true): void {
      tell({ kind: 'beat', frames: isPainting ? ++frames : frames, isVisible });
    },
  };
}

test('a stage that lives and paints is left alone for a day', () => {
  const shell = simulated();
  shell.pass(86_400, () => shell.beat());
  expect(shell.effects).toEqual([]);
});

test('a stage that says nothing for 8 s, or paints nothing for 10 s while it can be seen, is loaded again', () => {
  const silent = simulated();
  silent.pass(5, () => silent.beat());
  silent.pass(9);
  expect(silent.effects).toEqual([
    { kind: 'keep', memory: { ...wellMemory, climbed: 1 } },
    { kind: 'tell', rung: 'reload-stage', symptom: 'silent', detail: 'for 9 s', safeMode: 'off' },
    { kind: 'reload-stage', symptom: 'silent', isAgain: false, safeMode: 'off' },
  ]);
  const frozen = simulated();
  frozen.pass(5, () => frozen.beat());
  frozen.pass(11, () => frozen.beat(false));
  expect(frozen.rungs()).toEqual(['frozen: reload-stage']);
  const hidden = simulated();
  hidden.pass(60, () => hidden.beat(false, false));
  expect(hidden.rungs()).toEqual([]);
});

test('a shell that itself stood still for a minute blames nobody for it, and sees who is silent from then on', () => {
  const shell = simulated();
  shell.tell({ kind: 'agent-said' });
  shell.pass(5, () => shell.beat());
  shell.standStill(60);
  shell.pass(5, () => shell.beat());
  expect(shell.rungs()).toEqual([]);
  shell.standStill(60);
  shell.pass(6);
  expect(shell.rungs()).toEqual([]);
  shell.pass(1);
  expect(shell.rungs()).toEqual(['silent: reload-stage']);
});

test('a shell that never comes to look in time still sees that a stage is silent', () => {
  const shell = simulated();
  shell.beat();
  for (let count = 0; count < 5; count++) shell.standStill(20);
  expect(shell.rungs()).toEqual(['silent: reload-stage']);
});

test('a stage that crashes again and again climbs to the board, across the restart of the shell that it causes', () => {
  const crash: WatchdogEvent = { kind: 'stage-failed', symptom: 'crashed', detail: '' };
  const first = simulated();
  for (let count = 0; count < 4; count++) first.tell(crash);
  expect(first.rungs()).toEqual(['crashed: reload-stage', 'crashed: reload-stage', 'crashed: restart-agent', 'crashed: restart-shell']);
  const kept = first.effects.findLast((effect) => effect.kind === 'keep');
  const second = simulated(kept?.memory);
  second.tell(crash);
  expect(second.effects).toEqual([
    { kind: 'keep', memory: { version: 1, climbed: 0, safeMode: 'board', stays: 1 } },
    { kind: 'tell', rung: 'safe-mode', symptom: 'crashed', detail: '', safeMode: 'board' },
    { kind: 'reload-stage', symptom: 'crashed', isAgain: true, safeMode: 'board' },
  ]);
});

test('a known-good release comes before the board', () => {
  const shell = simulated({ ...wellMemory, climbed: 4 });
  shell.tell({ kind: 'known-good', isHeld: true });
  for (let count = 0; count < 3; count++) shell.tell({ kind: 'stage-failed', symptom: 'crashed', detail: '' });
  expect(shell.effects.flatMap((effect) => (effect.kind === 'tell' ? [[effect.rung, effect.safeMode]] : []))).toEqual([
    ['safe-mode', 'known-good'],
    ['reload-stage', 'known-good'],
    ['safe-mode', 'board'],
  ]);
});

test('where the known-good release is gone a stage that still shows it is left alone, and one that has to be loaded gets the board', () => {
  const playing = simulated({ ...wellMemory, safeMode: 'known-good', stays: 1 });
  playing.tell({ kind: 'known-good', isHeld: true });
  playing.beat();
  playing.tell({ kind: 'known-good', isHeld: false });
  expect(playing.effects).toEqual([]);
  playing.tell({ kind: 'stage-failed', symptom: 'crashed', detail: '' });
  const starting = simulated({ ...wellMemory, safeMode: 'known-good', stays: 1 });
  starting.tell({ kind: 'known-good', isHeld: false });
  const board = { ...wellMemory, safeMode: 'board', stays: 1 };
  expect([playing.state().memory, starting.state().memory]).toEqual([board, board]);
  // on disk before it is done, whichever way
  expect([playing.done(), starting.done()]).toEqual([
    ['keep', 'tell', 'reload-stage'],
    ['keep', 'tell', 'reload-stage'],
  ]);
});

test('ten minutes of health take one rung back', () => {
  const shell = simulated({ ...wellMemory, climbed: 2 });
  shell.pass(601, () => shell.beat());
  expect(shell.state().memory.climbed).toBe(1);
  shell.pass(3_600, () => shell.beat());
  expect(shell.state().memory).toEqual(wellMemory);
});

test('safe mode is left for a trial after its stay, and each stay is twice the one before', () => {
  const shell = simulated({ version: 1, climbed: 0, safeMode: 'board', stays: 1 });
  shell.pass(602, () => shell.beat());
  shell.pass(60, () => shell.beat());
  shell.tell({ kind: 'stage-failed', symptom: 'crashed', detail: '' });
  shell.pass(1_000, () => shell.beat());
  expect(shell.rungs()).toEqual(['well: leave-safe-mode', 'crashed: safe-mode']);
  shell.pass(300, () => shell.beat());
  expect([shell.rungs().at(-1), shell.state().memory]).toEqual([
    'well: leave-safe-mode',
    { version: 1, climbed: 4, safeMode: 'off', stays: 2 },
  ]);
});

test('another release ends safe mode at once', () => {
  const shell = simulated({ version: 1, climbed: 0, safeMode: 'board', stays: 3 });
  shell.tell({ kind: 'release-changed' });
  expect([shell.done(), shell.state().memory.safeMode, shell.state().memory.climbed]).toEqual([['keep', 'tell', 'reload-stage'], 'off', 0]);
});

test('an agent that dies or hangs costs the picture nothing, however often', () => {
  const shell = simulated();
  for (let count = 0; count < 20; count++) {
    shell.tell({ kind: 'agent-said' });
    shell.pass(31, () => shell.beat());
    shell.tell({ kind: 'agent-said' });
    shell.tell({ kind: 'agent-gone', detail: 'SIGKILL' });
  }
  expect(new Set(shell.done())).toEqual(new Set(['tell', 'restart-agent']));
  expect(shell.state().memory).toEqual(wellMemory);
});

test('whatever happens in whatever order, what is kept stays bounded and every failure is answered', () => {
  let seed = 1;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const events: readonly WatchdogEvent[] = [
    { kind: 'stage-loading' },
    { kind: 'beat', frames: 1, isVisible: true },
    { kind: 'beat', frames: 2, isVisible: true },
    { kind: 'stage-failed', symptom: 'hung', detail: '' },
    { kind: 'gpu-gone', detail: '' },
    { kind: 'agent-said' },
    { kind: 'agent-gone', detail: '' },
    { kind: 'known-good', isHeld: true },
    { kind: 'known-good', isHeld: false },
    { kind: 'release-changed' },
    { kind: 'time' },
  ];
  let state = startWatch({ version: 1, climbed: 99, safeMode: 'board', stays: 1e9 }, 0);
  for (let nowMs = 0, count = 0; count < 10_000; count++, nowMs += random() ** 8 * 3_600_000) {
    const event = events[Math.floor(random() * events.length)] as WatchdogEvent;
    const next = watch(state, event, nowMs);
    state = next.state;
    const { climbed, stays } = state.memory;
    expect(climbed >= 0 && climbed < 5 && stays >= 0 && stays <= 20).toBe(true);
    const acts = next.effects.filter(({ kind }) => kind === 'reload-stage' || kind === 'restart-shell');
    if (event.kind === 'stage-failed') expect(acts).toHaveLength(1);
  }
});

test('a known-good release that was ordered stays, whatever time passes, until it is left, another release comes, or its pin is taken back', () => {
  const day = 86_400;
  const shell = simulated();
  shell.tell({ kind: 'ordered', mode: 'show' });
  // nothing is held: nothing happens
  expect(shell.effects).toEqual([]);
  shell.tell({ kind: 'known-good', isHeld: true });
  shell.tell({ kind: 'ordered', mode: 'show' });
  expect(shell.effects.splice(0)).toEqual([
    { kind: 'keep', memory: { ...wellMemory, safeMode: 'known-good', isOrdered: true } },
    { kind: 'tell', rung: 'safe-mode', symptom: 'ordered', detail: '', safeMode: 'known-good' },
    { kind: 'reload-stage', symptom: 'ordered', isAgain: false, safeMode: 'known-good' },
  ]);
  shell.pass(day, () => shell.beat());
  expect(shell.rungs()).toEqual([]);
  shell.tell({ kind: 'ordered', mode: 'leave' });
  expect([shell.rungs(), shell.state().memory]).toEqual([['ordered: leave-safe-mode'], wellMemory]);

  const ends: WatchdogEvent[] = [{ kind: 'release-changed' }, { kind: 'known-good', isHeld: false }];
  for (const end of ends) {
    // the order outlives the shell
    const next = simulated({ ...wellMemory, safeMode: 'known-good', isOrdered: true });
    next.tell({ kind: 'known-good', isHeld: true });
    next.tell(end);
    expect(next.state().memory).toEqual(wellMemory);
  }
});

test('where an ordered known-good release fails itself the board stands in, and health leads back to what was ordered', () => {
  const shell = simulated({ ...wellMemory, safeMode: 'known-good', isOrdered: true });
  shell.tell({ kind: 'known-good', isHeld: true });
  for (let count = 0; count < 2; count++) shell.tell({ kind: 'stage-failed', symptom: 'crashed', detail: '' });
  expect(shell.state().memory.safeMode).toBe('board');
  shell.pass(700, () => shell.beat());
  expect(shell.state().memory).toEqual({ ...wellMemory, safeMode: 'known-good', isOrdered: true });
});
