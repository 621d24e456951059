import type { Migration } from 'kysely/migration';
import * as people from './0001-people.ts';
import * as fleet from './0002-fleet.ts';

/** In order of their numbers; forward only. 0001 to 0009 people, fleet, alerts; from 0010 content, schedule, publications. */
export const truthMigrations: Readonly<Record<string, Migration>> = {
  '0001-people': people,
  '0002-fleet': fleet,
};
