import { offsetAt, type Zone } from '@gatecast/schedules';
import { canonicalZoneName, tzdataRelease, zoneOf } from '@gatecast/zones';
import type { Range } from './range.ts';
import type { Warning } from './tell-warnings.ts';

/** Where the offsets that a plan carries are not those that this host has for the zone of that name, in a range. */
export function zoneWarnings(zone: Zone, { fromMs, untilMs }: Range): readonly Warning[] {
  const name = canonicalZoneName(zone.name);
  const host = name === null ? null : zoneOf(name, fromMs, untilMs);
  if (host === null) {
    const message = `this host knows no zone "${zone.name}"; times are those of the offsets that the plan carries`;
    return [{ path: 'screen.zone.name', code: 'unknown-zone', message }];
  }
  const edges = [fromMs, ...[...zone.transitions, ...host.transitions].map(({ atMs }) => atMs)].filter(
    (ms) => ms >= fromMs && ms < untilMs,
  );
  const firstMs = edges.toSorted((a, b) => a - b).find((ms) => offsetAt(zone, ms) !== offsetAt(host, ms));
  if (firstMs === undefined) return [];
  const message =
    `at ${new Date(firstMs).toISOString()} the clocks of the plan are at ${offsetInWords(offsetAt(zone, firstMs))}, ` +
    `those of ${host.name} at ${offsetInWords(offsetAt(host, firstMs))} by tzdata ${tzdataRelease() ?? 'of this host'}`;
  return [{ path: 'screen.zone.transitions', code: 'other-offsets', message }];
}

/** `UTC+07:00`, with seconds where there are some. */
export function offsetInWords(offsetMs: number): string {
  const seconds = Math.abs(offsetMs) / 1_000;
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, ...(seconds % 60 === 0 ? [] : [seconds % 60])];
  return `UTC${offsetMs < 0 ? '-' : '+'}${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}
