export { canonicalZoneName, isZoneKnown } from './zone-name.ts';
export { zoneOf } from './zone-of.ts';
export { tzdataRelease } from './tzdata-release.ts';
