export { guardedLookup, publicLookup, type IsAllowed } from './guarded-lookup.ts';
export { judgeTarget } from './judge-target.ts';
export { isWithin } from './networks.ts';
export { isPublicAddress } from './public-address.ts';
