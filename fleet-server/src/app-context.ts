import type { Clock } from '@gatecast/clock';
import type { AuditSeal } from '@gatecast/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { Kysely } from 'kysely';
import type { Registry } from 'prom-client';
import type { Config } from './config.ts';
import type { FleetView } from './features/fleet/fleet-view.ts';
import type { Keys } from './features/keys/keys.ts';
import type { JudgePassword } from './features/people/password-rules.ts';
import type { SignIn } from './features/people/sign-in.ts';
import type { ServedCertificate } from './http/keep-certificate.ts';
import type { LiveEvents } from './live-events.ts';
import type { Bus } from './nodes/bus.ts';
import type { Audit } from './store/audit.ts';
import type { DataPaths } from './store/data-paths.ts';
import type { Blobs } from './store/open-blobs.ts';
import type { TelemetrySchema } from './store/telemetry-schema.ts';
import type { TruthSchema } from './store/truth-schema.ts';
import type { Works } from './works/works.ts';

/** What every feature is handed; built once in app.ts. */
export type AppContext = {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  /** One connection: inside `truth.transaction()` use the transaction only, the handle itself would wait for ever. */
  readonly truth: Kysely<TruthSchema>;
  readonly telemetry: Kysely<TelemetrySchema>;
  readonly paths: DataPaths;
  /** Files that all nodes share. */
  readonly blobs: Blobs;
  readonly keys: Keys;
  readonly signIn: SignIn;
  readonly judgePassword: JudgePassword;
  /** Sites, areas, screens and players, in memory. */
  readonly fleet: FleetView;
  readonly audit: Audit;
  /** How far the audit is sealed; null: nothing is. */
  readonly auditHead: () => AuditSeal | null;
  readonly live: LiveEvents;
  /** What the other nodes are told, where there are any. */
  readonly bus: Bus;
  /** Long work in hand. */
  readonly works: Works;
  readonly metrics: Registry;
  /** The certificate that this process serves now; null: it speaks no TLS itself. */
  readonly certificate: () => ServedCertificate | null;
  /** A new id: UUID version 7. */
  readonly newId: () => string;
};
