import type { AlertTelemetryTables } from '../features/alerts/telemetry-tables.ts';
import type { PictureTables } from '../features/fleet/telemetry-tables.ts';
import type { HealthTables } from '../features/health/telemetry-tables.ts';
import type { CertificateTables } from '../features/incidents/shared-certificates.ts';
import type { IncidentTelemetryTables } from '../features/incidents/telemetry-tables.ts';
import type { TelemetryTables } from '../features/link/telemetry-tables.ts';

/** Every table of telemetry.sqlite. */
export type TelemetrySchema = TelemetryTables &
  HealthTables &
  CertificateTables &
  AlertTelemetryTables &
  IncidentTelemetryTables &
  PictureTables;
