import { useWords, type Words } from '../words/words.ts';

/** An elapsed time in its two largest units, for example `4 s`, `3 min 05 s`, `2 h 10 min`, `5 d 3 h`. */
export function ageInWords(ageMs: number, words: Words): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 60) return words('age.seconds', { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return words('age.minutes', { minutes, seconds: two(seconds % 60) });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return words('age.hours', { hours, minutes: two(minutes % 60) });
  return words('age.days', { days: Math.floor(hours / 24), hours: hours % 24 });
}

export function useAge(): (ageMs: number) => string {
  const words = useWords();
  return (ageMs) => ageInWords(ageMs, words);
}
