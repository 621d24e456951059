import type { Migration } from 'kysely/migration';
import * as people from './0001-people.ts';
import * as fleet from './0002-fleet.ts';
import * as alerts from './0003-alerts.ts';
import * as media from './0101-media.ts';
import * as content from './0102-content.ts';
import * as schedule from './0103-schedule.ts';
import * as publications from './0104-publications.ts';

/** In order of their numbers; forward only. 0001 to 0009 people, fleet, alerts; from 0101 media, content, schedule, publications. */
export const truthMigrations: Readonly<Record<string, Migration>> = {
  '0001-people': people,
  '0002-fleet': fleet,
  '0003-alerts': alerts,
  '0101-media': media,
  '0102-content': content,
  '0103-schedule': schedule,
  '0104-publications': publications,
};
