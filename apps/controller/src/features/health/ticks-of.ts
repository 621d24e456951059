import type { HealthSpanName } from '../../api/health-queries.ts';

type Formats = {
  readonly time: (atMs: number, timeZone: string) => string;
  readonly dayShort: (atMs: number, timeZone: string) => string;
};

/** Days of a season between two marks. */
const seasonStep = 15;

/** Where an axis of time is marked: each quarter of an hour, six hours or day of the site's clock, or every fifteenth day. */
export function ticksOf(
  parts: readonly { readonly fromMs: number }[],
  span: HealthSpanName,
  formats: Formats,
  timeZone: string,
): readonly { readonly atMs: number; readonly label: string }[] {
  return parts.flatMap(({ fromMs: atMs }, index) => {
    const time = formats.time(atMs, timeZone);
    switch (span) {
      case 'hour':
        return /:(00|15|30|45)$/.test(time) ? [{ atMs, label: time }] : [];
      case 'day':
        return /^(00|06|12|18):00$/.test(time) ? [{ atMs, label: time }] : [];
      case 'week':
        return time === '00:00' ? [{ atMs, label: formats.dayShort(atMs, timeZone) }] : [];
      case 'season':
        return index % seasonStep === 0 ? [{ atMs, label: formats.dayShort(atMs, timeZone) }] : [];
    }
  });
}
