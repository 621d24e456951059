import { assert, constantFrom, array, boolean, property } from 'fast-check';
import { test } from 'vitest';
import { follow, type Course, type Reading } from './hysteresis.ts';

const [patience, stepMs] = [{ opensAfterMs: 15_000, endsAfterMs: 20_000 }, 5_000];
const readings = array(constantFrom<Reading>('bad', 'between', 'good', 'unknown'), { maxLength: 60 });

function changesOf(seen: readonly Reading[], isOpen: boolean): readonly ('opens' | 'ends' | null)[] {
  let course: Course = { isOpen, reading: 'unknown', sinceMs: 0 };
  return seen.map((reading, index) => {
    const followed = follow(course, reading, patience, index * stepMs);
    ({ course } = followed);
    return followed.change;
  });
}
/** By the definition: it is plainly so now, it was so as long ago as it must be, and nothing in between said otherwise. */
function hasLasted(seen: readonly Reading[], at: number, reading: 'bad' | 'good', forMs: number): boolean {
  if (seen[at] !== reading) return false;
  for (let from = at; from >= 0 && (seen[from] === reading || seen[from] === 'between'); from--)
    if (seen[from] === reading && (at - from) * stepMs >= forMs) return true;
  return false;
}

test('an incident opens when it is bad and was never better for its patience, whatever swings between the limits; it ends in the same way', () => {
  assert(
    property(readings, boolean(), (seen, wasOpen) => {
      let isOpen = wasOpen;
      const expected = seen.map((_reading, at) => {
        const changes = isOpen ? hasLasted(seen, at, 'good', patience.endsAfterMs) : hasLasted(seen, at, 'bad', patience.opensAfterMs);
        if (!changes) return null;
        isOpen = !isOpen;
        return isOpen ? 'opens' : 'ends';
      });
      const found = changesOf(seen, wasOpen);
      if (JSON.stringify(found) !== JSON.stringify(expected))
        throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
    }),
    { numRuns: 2_000 },
  );
});

test('memory that swings between too little and not quite enough opens an incident', () => {
  assert(
    property(array(boolean(), { minLength: 4, maxLength: 40 }), (isBad) => {
      const swinging: Reading[] = ['bad', ...isBad.map((bad): Reading => (bad ? 'bad' : 'between')), 'bad'];
      if (!changesOf(swinging, false).includes('opens')) throw new Error('never opens');
    }),
  );
});
