/**
 * Terrestrial time minus universal time, in days, at a time in years (2026.5). Polynomials of Espenak and Meeus (NASA TP-2006-214141) for
 * 1961 to 2150 and beyond. Nobody knows the earth's rotation ahead: for 2100 the estimate is good to about a minute.
 */
export function deltaTDays(year: number): number {
  return secondsAt(year) / 86_400;
}

function secondsAt(year: number): number {
  const u = (year - 1_820) / 100;
  if (year < 1_986) {
    const t = year - 1_975;
    return 45.45 + 1.067 * t - (t * t) / 260 - (t * t * t) / 718;
  }
  if (year < 2_005) {
    const t = year - 2_000;
    return 63.86 + 0.3345 * t - 0.060374 * t ** 2 + 0.0017275 * t ** 3 + 0.000651814 * t ** 4 + 0.00002373599 * t ** 5;
  }
  if (year < 2_050) {
    const t = year - 2_000;
    return 62.92 + 0.32217 * t + 0.005589 * t * t;
  }
  if (year < 2_150) return -20 + 32 * u * u - 0.5628 * (2_150 - year);
  return -20 + 32 * u * u;
}
