import type { ScreenIncidentKind } from '@gatecast/protocol';

export type IncidentTelemetryTables = {
  /** When a node was told of it last; only what is told once, and only where there are several nodes. */
  incident_tellings: { screenId: string; kind: ScreenIncidentKind; toldAtMs: number };
};
