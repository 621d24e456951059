import { Counter, Gauge, type Registry } from 'prom-client';
import type { Admission } from './admit-connections.ts';

/** The figures of the front door. */
export function countConnections(registry: Registry, admission: Admission): void {
  const registers = [registry];
  const open: Gauge = new Gauge({
    name: 'gatecast_connections',
    help: 'Open connections of all kinds',
    registers,
    collect: () => open.set(admission.open()),
  });
  const limit = new Gauge({ name: 'gatecast_connections_limit', help: 'Connections that are let in at once', registers });
  limit.set(admission.limits.total);
  const turnedAway = new Counter({
    name: 'gatecast_connections_turned_away_total',
    help: 'Connections that were not let in: full, too many of one address, or dropped without an answer',
    labelNames: ['why'],
    registers,
  });
  for (const why of ['full', 'address', 'dropped'] as const) turnedAway.inc({ why }, 0);
  admission.onTurnedAway((why) => turnedAway.inc({ why }));
}
