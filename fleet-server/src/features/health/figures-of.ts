import type { HealthFigure, Heartbeat } from '@gatecast/protocol';
import { freeBytesOf } from '../fleet/health-limits.ts';

/** What a minute keeps of a heartbeat; null: the player did not tell. */
export type Figures = Readonly<Record<HealthFigure, number | null>>;

export const noFigures: Figures = { freeBytes: null, freeMemoryBp: null, memoryBytes: null, temperatureDeciC: null, clockOffsetMs: null };

/** The figures of a heartbeat as whole numbers of the unit in their names. */
export function figuresOf(heartbeat: Pick<Heartbeat, 'storage' | 'machine' | 'memoryBytes' | 'clock'>): Figures {
  const { machine, memoryBytes, clock } = heartbeat;
  return {
    freeBytes: freeBytesOf(heartbeat),
    freeMemoryBp:
      machine === undefined || machine.memoryBytes === 0
        ? null
        : Math.min(10_000, Math.round((machine.memoryFreeBytes / machine.memoryBytes) * 10_000)),
    memoryBytes,
    temperatureDeciC: machine?.temperatureC === undefined ? null : Math.round(machine.temperatureC * 10),
    // before the first sync it is of nothing
    clockOffsetMs: clock.state === 'untrusted' ? null : clock.offsetMs,
  };
}
