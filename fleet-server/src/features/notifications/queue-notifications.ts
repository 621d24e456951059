import type { Incident, IncidentNotice } from '@gatecast/protocol';
import { localOf } from '@gatecast/schedules';
import { zoneOf } from '@gatecast/zones';
import type { Transaction } from 'kysely';
import type { AppContext } from '../../app-context.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { isWanted } from './is-wanted.ts';
import { detailText, noticeText } from './notice-text.ts';
import { settingsOf } from './route-row.ts';

type Needs = Pick<AppContext, 'clock' | 'newId' | 'fleet'>;

/** Puts the messages about an incident into the outbox, in the transaction that opens or ends it: one for each route that is to hear. */
export async function queueNotifications(
  transaction: Transaction<TruthSchema>,
  context: Needs,
  incident: Incident,
  type: 'incident.opened' | 'incident.resolved',
): Promise<void> {
  const rows = await transaction.selectFrom('notification_routes').selectAll().orderBy('createdAtMs').orderBy('id').execute();
  if (rows.length === 0) return;
  const local = localTimesOf(context, incident);
  const heard = type === 'incident.opened' ? null : await routesThatHeard(transaction, incident.id);
  for (const row of rows) {
    // whoever was told of the beginning is told of the end, whatever the hour
    if (heard === null ? !isWanted(settingsOf(row), incident, local) : !heard.has(row.id)) continue;
    await queueNotice(transaction, context, { routeId: row.id, language: row.language, type, incident });
  }
}

export async function queueNotice(
  transaction: Transaction<TruthSchema>,
  { clock, newId, fleet }: Needs,
  message: {
    readonly routeId: string;
    readonly language: 'vi' | 'en';
    readonly type: IncidentNotice['type'];
    readonly incident: Incident | null;
  },
): Promise<void> {
  const { routeId, language, type, incident } = message;
  const { screens, sites } = fleet.current();
  const names = incident?.siteId == null ? undefined : sites.get(incident.siteId)?.names;
  const said = {
    ...({ version: 1, type, atMs: clock.nowMs(), incident } as const),
    screenName: incident?.screenId == null ? '' : (screens.get(incident.screenId)?.name ?? incident.screenId),
    siteName: names?.[language] ?? Object.values(names ?? {})[0] ?? '',
  };
  const notice: IncidentNotice = { ...said, text: noticeText(said, language), detail: detailText(incident, language) };
  await transaction
    .insertInto('notifications')
    .values({
      ...{ id: newId(), routeId, incidentId: incident?.id ?? null, type, notice: JSON.stringify(notice), queuedAtMs: clock.nowMs() },
      ...{ attempts: 0, nextAttemptMs: clock.nowMs(), sentAtMs: null, givenUpAtMs: null, error: null, reached: '[]' },
    })
    .execute();
}

/** What the clocks say at the incident's site; where it is of none, at every site, and without sites UTC. */
function localTimesOf({ fleet }: Needs, { siteId, openedAtMs }: Incident): readonly string[] {
  const { sites } = fleet.current();
  const zones = siteId === null ? new Set([...sites.values()].map(({ timeZone }) => timeZone)) : [sites.get(siteId)?.timeZone ?? 'UTC'];
  return [...(siteId === null && sites.size === 0 ? ['UTC'] : zones)].map((name) =>
    localOf(zoneOf(name, openedAtMs, openedAtMs + 1) ?? { name: 'UTC', initialOffsetMs: 0, transitions: [] }, openedAtMs),
  );
}

async function routesThatHeard(transaction: Transaction<TruthSchema>, incidentId: string): Promise<ReadonlySet<string>> {
  const rows = await transaction
    .selectFrom('notifications')
    .select('routeId')
    .where('incidentId', '=', incidentId)
    .where('type', '=', 'incident.opened')
    .execute();
  return new Set(rows.map(({ routeId }) => routeId));
}
