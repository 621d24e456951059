import { useLanguage, type InterfaceLanguage } from '../words/words.ts';

const locales = { vi: 'vi-VN', en: 'en-GB' } as const;

const made = new Map<InterfaceLanguage, ReturnType<typeof formatsOf>>();

/** How instants, sizes and counts are written in the present language; instants always in a site's zone. */
export function useFormats() {
  const language = useLanguage();
  let known = made.get(language);
  if (known === undefined) {
    known = formatsOf(language);
    made.set(language, known);
  }
  return known;
}

function formatsOf(language: InterfaceLanguage) {
  const locale = locales[language];
  const format = (options: Intl.DateTimeFormatOptions) => {
    // to make one costs as much as to write with it a hundred times, and a wall writes thousands
    const byZone = new Map<string | undefined, Intl.DateTimeFormat>();
    return (atMs: number, timeZone?: string) => {
      let known = byZone.get(timeZone);
      if (known === undefined) {
        known = new Intl.DateTimeFormat(locale, { ...options, ...(timeZone === undefined ? {} : { timeZone }) });
        byZone.set(timeZone, known);
      }
      return known.format(atMs);
    };
  };
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = format({ weekday: 'long', day: 'numeric', month: language === 'vi' ? 'numeric' : 'long' });
  const number = new Intl.NumberFormat(locale);
  return {
    time,
    timeWithSeconds: format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    dateTime: format({
      day: 'numeric',
      month: language === 'vi' ? 'numeric' : 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
    /** For what is to be proved: several things happen in a minute. */
    dateTimeWithSeconds: format({
      day: 'numeric',
      month: language === 'vi' ? 'numeric' : 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
    day: format({ day: 'numeric', month: language === 'vi' ? 'numeric' : 'short', year: 'numeric' }),
    dayShort: format({ day: 'numeric', month: 'numeric' }),
    weekdayShort: format({ weekday: 'short', day: 'numeric' }),
    weekday: (atMs: number, timeZone: string) => `${weekday(atMs, timeZone)}, ${time(atMs, timeZone)}`,
    /** With a real minus sign: a hyphen is easily overlooked. */
    number: (value: number) => number.format(value).replace('-', '−'),
    list: (parts: readonly string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts),
    /** Elapsed seconds to hundredths, as latency of an alert. */
    seconds: (ms: number) =>
      `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2, minimumFractionDigits: 2 }).format(ms / 1_000)} s`,
    bytes: (count: number) => {
      const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;
      const power = Math.min(units.length - 1, count < 1 ? 0 : Math.floor(Math.log(count) / Math.log(1_024)));
      return `${new Intl.NumberFormat(locale, { maximumFractionDigits: power === 0 ? 0 : 1 }).format(count / 1_024 ** power)} ${units[power]}`;
    },
  };
}
