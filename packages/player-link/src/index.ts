export { connectPlayer, type LinkHandlers, type LinkState, type PlayerLink } from './connect-player.ts';
export { enrolDevice, type EnrolmentState } from './enrol-device.ts';
export { ordinaryPacing, reconnectDelayMs, type Pacing } from './reconnect-delay.ts';
export type { Requested } from './requested.ts';
export type { ServerOffset } from './server-clock.ts';
