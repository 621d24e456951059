import { expect, it, vi } from 'vitest';
import { askTogether } from './ask-together.ts';

it('asks for what is wanted at once in as few questions as the most at once allows, each thing once', async () => {
  vi.useFakeTimers();
  const asked: (readonly string[])[] = [];
  const ask = askTogether(async (ids) => {
    asked.push(ids);
    return Promise.resolve(new Map(ids.filter((id) => id !== 'c').map((id) => [id, id.toUpperCase()])));
  }, 2);
  const first = Promise.all(['a', 'b', 'a', 'c'].map((id) => ask(id)));
  await vi.advanceTimersByTimeAsync(50);
  expect(await first).toEqual(['A', 'B', 'A', null]);
  const later = ask('a');
  await vi.advanceTimersByTimeAsync(50);
  expect(await later).toBe('A');
  expect(asked).toEqual([['a', 'b'], ['c'], ['a']]);
  vi.useRealTimers();
});

it('tells everybody who asked that it failed, and asks anew', async () => {
  let isDown = true;
  const ask = askTogether(
    async (ids) => (isDown ? Promise.reject(new Error('down')) : Promise.resolve(new Map(ids.map((id) => [id, 1])))),
    10,
  );
  expect((await Promise.allSettled([ask('a'), ask('b')])).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isDown = false;
  expect(await ask('a')).toBe(1);
});
