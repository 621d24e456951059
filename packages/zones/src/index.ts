export { isZoneKnown, zoneOf } from './zone-of.ts';
