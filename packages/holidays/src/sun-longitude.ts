import { deltaTDays } from './delta-t.ts';

const degree = Math.PI / 180;

/**
 * The sun's apparent longitude in degrees, 0 to 360, at a Julian date in universal time. Meeus, Astronomical Algorithms (2nd edition), chapter
 * 25: good to 0.01°, which the sun takes a quarter of an hour for.
 */
export function sunLongitude(julianDate: number): number {
  const year = 2_000 + (julianDate - 2_451_545) / 365.25;
  const t = (julianDate + deltaTDays(year) - 2_451_545) / 36_525;
  const meanLongitude = 280.46646 + t * (36_000.76983 + t * 0.0003032);
  const anomaly = (357.52911 + t * (35_999.05029 - t * 0.0001537)) * degree;
  const centre =
    (1.914602 - t * (0.004817 + t * 0.000014)) * Math.sin(anomaly) +
    (0.019993 - t * 0.000101) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  const node = (125.04 - 1_934.136 * t) * degree;
  const apparent = meanLongitude + centre - 0.00569 - 0.00478 * Math.sin(node);
  return ((apparent % 360) + 360) % 360;
}
