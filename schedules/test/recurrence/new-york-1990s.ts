import type { Zone } from '../../src/index.ts';

const hour = 3_600_000;
/** First Sunday of April, last of October, at 02:00 (Energy Policy Act before 2005). */
const changes = ['1997-04-06', '1997-10-26', '1998-04-05', '1998-10-25', '1999-04-04', '1999-10-31', '2000-04-02', '2000-10-29'];

/** New York in the years of the RFC's examples; from winter 2000 on it stands still here. */
export const newYork1990s: Zone = {
  name: 'America/New_York',
  initialOffsetMs: -5 * hour,
  transitions: changes.map((day, index) => ({
    atMs: Date.parse(`${day}T${index % 2 === 0 ? '07' : '06'}:00Z`),
    offsetMs: (index % 2 === 0 ? -4 : -5) * hour,
  })),
};
