import type { Migration } from 'kysely/migration';
import { up as players } from './0001-players.ts';
import { up as health } from './0440-health.ts';
import { up as playHours } from './0480-play-hours.ts';
import { up as nodeCertificates } from './0540-node-certificates.ts';
import { up as alertsInNumbers } from './0620-alerts-in-numbers.ts';
import { up as incidentTellings } from './0701-incident-tellings.ts';
import { up as pictures } from './0702-pictures.ts';
import { up as healthFigures } from './0760-health-figures.ts';

/** In order of their numbers; forward only. */
export const telemetryMigrations: Readonly<Record<string, Migration>> = {
  '0001-players': { up: players },
  '0440-health': { up: health },
  '0480-play-hours': { up: playHours },
  '0540-node-certificates': { up: nodeCertificates },
  '0620-alerts-in-numbers': { up: alertsInNumbers },
  '0701-incident-tellings': { up: incidentTellings },
  '0702-pictures': { up: pictures },
  '0760-health-figures': { up: healthFigures },
};
