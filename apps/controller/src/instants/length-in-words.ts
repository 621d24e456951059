import type { Words } from '../words/words.ts';

/**
 * A chosen length, whole and without parts that are zero, for example `10 min`, `1 h 30 min`, `2.5 s`. Unlike an age nothing of it is left out.
 * `number` writes a number in the person's language.
 */
export function lengthInWords(ms: number, words: Words, number: (value: number) => string): string {
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const seconds = (ms % 60_000) / 1_000;
  const parts = [
    ...(hours === 0 ? [] : [words('lengths.hours', { hours: number(hours) })]),
    ...(minutes === 0 ? [] : [words('lengths.minutes', { minutes })]),
    ...(seconds === 0 && ms !== 0 ? [] : [words('lengths.seconds', { seconds: number(seconds) })]),
  ];
  return parts.join(' ');
}
