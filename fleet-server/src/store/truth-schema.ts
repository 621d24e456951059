import type { AlertTables } from '../features/alerts/store.ts';
import type { CollectionTables } from '../features/collection/reachability-marks.ts';
import type { CommandTables } from '../features/commands/store.ts';
import type { FleetTables } from '../features/fleet/store.ts';
import type { SitePlanTables } from '../features/site-plans/store.ts';
import type { SiteOwnedTables } from '../features/fleet/site-owned.ts';
import type { AuditSealTables } from '../features/audit/store.ts';
import type { PeopleTables } from '../features/people/store.ts';
import type { BrandingTables } from '../features/branding/store.ts';
import type { BundleTables } from '../features/bundles/store.ts';
import type { ContentTables } from '../features/content/store.ts';
import type { ExitPinTables } from '../features/exit-pins/store.ts';
import type { KeysTables } from '../features/keys/agree-on-root.ts';
import type { PairingTables } from '../features/link/shared-pairing.ts';
import type { FeedTables } from '../features/feeds/store.ts';
import type { IncidentTables } from '../features/incidents/store.ts';
import type { NotificationTables } from '../features/notifications/store.ts';
import type { KnownGoodTables } from '../features/known-good/store.ts';
import type { SoftwareTables } from '../features/software/store.ts';
import type { LiveUrlTables } from '../features/live-urls/store.ts';
import type { ExitTryTables } from '../features/exit-tries/store-exit-tries.ts';
import type { PreEnrolmentTables } from '../features/pre-enrolment/store.ts';
import type { MediaTables } from '../features/media/store.ts';
import type { UploadTables } from '../features/uploads/store.ts';
import type { PagesTables } from '../features/pages/store.ts';
import type { PublicationTables } from '../features/publications/store.ts';
import type { ScheduleTables } from '../features/schedule/store.ts';
import type { ReportScheduleTables } from '../features/reports/schedule-store.ts';
import type { SurveyTables } from '../features/survey/store.ts';
import type { RevisionTables } from '../features/revisions/store.ts';
import type { AuditTable } from './audit.ts';

/** Every table of truth.sqlite; each feature describes its own in `<feature>/store.ts`. */
export type TruthSchema = { audit: AuditTable } & AuditSealTables &
  PeopleTables &
  KeysTables &
  PairingTables &
  FleetTables &
  RevisionTables &
  SiteOwnedTables &
  SitePlanTables &
  AlertTables &
  CollectionTables &
  CommandTables &
  MediaTables &
  UploadTables &
  PagesTables &
  BrandingTables &
  BundleTables &
  LiveUrlTables &
  SurveyTables &
  ReportScheduleTables &
  ExitPinTables &
  PreEnrolmentTables &
  ExitTryTables &
  SoftwareTables &
  KnownGoodTables &
  FeedTables &
  IncidentTables &
  NotificationTables &
  ContentTables &
  ScheduleTables &
  PublicationTables;
