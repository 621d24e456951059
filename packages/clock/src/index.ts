export type { Clock } from './clock.ts';
export { simulatedClock, type SimulatedClock } from './simulated-clock.ts';
export { systemClock } from './system-clock.ts';
