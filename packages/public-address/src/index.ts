export { createGuardedFetch, type GuardedFetch } from './guarded-fetch.ts';
export { guardedLookup, publicLookup, type IsAllowed } from './guarded-lookup.ts';
export { guardedRequest, type GuardedAsk } from './guarded-request.ts';
export { judgeTarget } from './judge-target.ts';
export { isWithin } from './networks.ts';
export { isPublicAddress } from './public-address.ts';
