import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** The figures of the player link. */
export type LinkMetrics = {
  readonly connected: Gauge;
  readonly waiting: Gauge;
  readonly heartbeats: Counter;
  readonly refusals: Counter<'code'>;
  readonly replaced: Counter;
  readonly duplicates: Counter;
  readonly serverBehind: Counter;
  readonly records: Counter;
  readonly receipts: Counter<'kind'>;
  readonly flushSeconds: Histogram;
};

export function createLinkMetrics(registry: Registry): LinkMetrics {
  const registers = [registry];
  return {
    connected: new Gauge({ name: 'gatecast_players_connected', help: 'Players with a proven connection', registers }),
    waiting: new Gauge({ name: 'gatecast_devices_waiting', help: 'Devices that show a pairing code', registers }),
    heartbeats: new Counter({ name: 'gatecast_heartbeats_total', help: 'Heartbeats taken', registers }),
    refusals: new Counter({
      name: 'gatecast_link_refusals_total',
      help: 'Connections ended with a fault, by its code',
      labelNames: ['code'],
      registers,
    }),
    replaced: new Counter({
      name: 'gatecast_connections_replaced_total',
      help: 'Dead connections whose player came back on a new one',
      registers,
    }),
    duplicates: new Counter({
      name: 'gatecast_duplicate_keys_total',
      help: 'Newcomers refused because another living connection holds the same key',
      registers,
    }),
    serverBehind: new Counter({
      name: 'gatecast_server_behind_total',
      help: 'Players that hold a higher number than this server has given',
      registers,
    }),
    records: new Counter({ name: 'gatecast_play_records_total', help: 'Play records stored', registers }),
    receipts: new Counter({ name: 'gatecast_alert_receipts_total', help: 'Alert receipts stored', labelNames: ['kind'], registers }),
    flushSeconds: new Histogram({
      name: 'gatecast_heartbeat_flush_seconds',
      help: 'Time to write one batch of heartbeats',
      buckets: [0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
  };
}
