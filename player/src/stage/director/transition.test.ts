import { expect, test } from 'vitest';
import type { Cast } from './cast.ts';
import { transitionInto } from './transition.ts';

function castOf(itemId: string, fromMs: number, more: Partial<Cast> = {}): Cast {
  return {
    ...{ key: `${itemId} ${fromMs}`, basis: 1, releaseNumber: 1, entryId: 'entry', sceneKey: 'full', regionId: 'main' },
    ...{ isAlone: false, isTogether: false, fromMs, untilMs: fromMs + 10_000 },
    content: { kind: 'item', itemId, isSubstitute: false, said: [] },
    ...more,
  };
}

test('an item that has had its time makes room as the entry asks', () => {
  const [one, two] = [castOf('one', 0), castOf('two', 10_000)];
  expect(transitionInto(two, [one], 'fade', 10_000)).toBe('fade');
  expect(transitionInto(two, [one], 'slide', 9_950)).toBe('slide');
  expect(transitionInto(two, [one], undefined, 10_000)).toBe('cut');
});

test('what is cut short, another scene and what is no item go at once', () => {
  const [one, two] = [castOf('one', 0), castOf('two', 5_000)];
  expect(transitionInto(two, [one], 'fade', 5_000)).toBe('cut');
  expect(transitionInto(castOf('two', 10_000, { sceneKey: 'other' }), [one], 'fade', 10_000)).toBe('cut');
  expect(transitionInto(castOf('two', 10_000), [], 'fade', 10_000)).toBe('cut');
  const clock = castOf('clock', 0, { content: { kind: 'clock' } });
  expect(transitionInto(castOf('two', 10_000), [clock], 'fade', 10_000)).toBe('cut');
});
