import { alertTargetsSchema, type Removal } from '@gatecast/protocol';
import type { Transaction, Kysely } from 'kysely';
import { refuse, type Refusal } from '../../http/outcome.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { listEntries } from '../schedule/store.ts';

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;
type Hanging = Omit<Removal, 'revision'>;
export type Place = { readonly kind: 'site' | 'area' | 'screen'; readonly id: string; readonly siteId: string };

/**
 * What refuses the removal of a place, by name, and what goes along with it, counted. What somebody has aimed at it or put into it refuses:
 * nobody loses an entry or an alert by tidying up. What is nothing without it goes along. Evidence stays in any case.
 */
export async function readRemoval(db: Db, place: Place): Promise<Hanging> {
  const refusedBy = [...(await inside(db, place)), ...(await aimedAt(db, place))];
  return { refusedBy, takesAlong: await alongWith(db, place) };
}

/** The refusal that names all that keeps a place; null: it may go. */
export function refusalOfRemoval(what: string, { refusedBy }: Pick<Removal, 'refusedBy'>): Refusal | null {
  if (refusedBy.length === 0) return null;
  const faults = refusedBy.map(({ kind, id, name }) => ({ path: `${kind}[${id}]`, code: 'in-use', message: name }));
  const names = refusedBy.slice(0, 10).map(({ name }) => name);
  return refuse('in-use', `this ${what} is used by ${names.join(', ')}${refusedBy.length > 10 ? ' …' : ''}`, { faults });
}

async function inside(db: Db, { kind, id }: Place): Promise<Removal['refusedBy']> {
  if (kind === 'screen') return [];
  const column = kind === 'site' ? 'siteId' : 'areaId';
  const screens = await db.selectFrom('screens').select(['id', 'name']).where(column, '=', id).where('removedAtMs', 'is', null).execute();
  const areas = await db
    .selectFrom('areas')
    .select(['id', 'names'])
    .where(kind === 'site' ? 'siteId' : 'parentId', '=', id)
    .where('removedAtMs', 'is', null)
    .execute();
  const owned = kind === 'site' ? await ownedBy(db, id) : [];
  const sources = kind === 'site' ? await db.selectFrom('feed_sources').select(['id', 'name']).where('siteId', '=', id).execute() : [];
  const means = await db.selectFrom('means').select(['id', 'name']).where(column, '=', id).execute();
  const provisions = await db.selectFrom('provisions').select(['id', 'kind', 'year']).where(column, '=', id).execute();
  return [
    ...means.map((one) => ({ kind: 'means' as const, id: one.id, name: one.name })),
    ...provisions.map(({ id: provisionId, kind: of, year }) => ({ kind: 'provisions' as const, id: provisionId, name: `${of} ${year}` })),
    ...screens.map((screen) => ({ kind: 'screens' as const, id: screen.id, name: screen.name })),
    ...areas.map((area) => ({ kind: 'areas' as const, id: area.id, name: firstName(area.names) })),
    ...sources.map((source) => ({ kind: 'feed-sources' as const, id: source.id, name: source.name })),
    ...owned.map((thing) => ({ kind: ownedKinds[thing.kind], id: thing.id, name: thing.name })),
  ];
}

/**
 * What belongs to a site, but for its files: only what is of the site can show them, and that refuses by itself. A picture that once was its
 * plan, or a photo that somebody replaced, is nothing without it.
 */
async function ownedBy(db: Db, siteId: string) {
  const owned = await db.selectFrom('site_owned').select(['kind', 'id']).where('siteId', '=', siteId).execute();
  const ids = db.selectFrom('site_owned').select('id').where('siteId', '=', siteId);
  const items = await db.selectFrom('items').select(['id', 'title as name']).where('id', 'in', ids).execute();
  const others: { readonly id: string; readonly name: string }[] = [];
  for (const table of ['playlists', 'dayparts', 'calendars', 'layouts', 'alert_templates'] as const)
    others.push(...(await db.selectFrom(table).select(['id', 'name']).where('id', 'in', ids).execute()));
  const names = new Map([...items, ...others].map(({ id, name }) => [id, name]));
  return owned.flatMap(({ kind, id }) => (kind === 'media' ? [] : [{ kind, id, name: names.get(id) ?? id }]));
}

const ownedKinds = {
  item: 'items',
  playlist: 'playlists',
  daypart: 'dayparts',
  calendar: 'calendars',
  layout: 'layouts',
  'alert-template': 'alert-templates',
} as const;

async function aimedAt(db: Db, place: Place): Promise<Removal['refusedBy']> {
  const isAimed = (target: { readonly kind: string }) => {
    const one = target as { readonly kind: string; readonly siteId?: string; readonly areaId?: string; readonly screenId?: string };
    return one.kind === place.kind && (one.siteId ?? one.areaId ?? one.screenId) === place.id;
  };
  const entries = (await listEntries(db)).filter(({ targets }) => targets.some(isAimed));
  const alerts = await db
    .selectFrom('alerts')
    .select(['id', 'texts', 'targets'])
    .where('siteId', '=', place.siteId)
    .where('state', 'in', ['requested', 'active'])
    .execute();
  const live = alerts.filter((alert) => {
    const { areaIds, screenIds } = alertTargetsSchema.parse(JSON.parse(alert.targets));
    return place.kind === 'site' || [...areaIds, ...screenIds].some((id) => id === place.id);
  });
  // it took two persons to pin, and takes two to unpin
  const pins = place.kind === 'screen' ? await db.selectFrom('known_good').select('number').where('screenId', '=', place.id).execute() : [];
  return [
    ...pins.map(({ number }) => ({ kind: 'known-good' as const, id: `${number}`, name: `${number}` })),
    ...entries.map(({ id, name }) => ({ kind: 'entries' as const, id, name })),
    ...live.map(({ id, texts }) => ({ kind: 'alerts' as const, id, name: firstHeadline(texts) })),
  ];
}

async function alongWith(db: Db, { kind, id }: Place): Promise<Removal['takesAlong']> {
  const rows = async (query: { readonly execute: () => Promise<readonly unknown[]> }) => (await query.execute()).length;
  const column = kind === 'site' ? 'siteId' : 'areaId';
  const counted: readonly (readonly [Removal['takesAlong'][number]['kind'], number])[] = [
    ...(kind === 'site' ? [['grants', await rows(db.selectFrom('grants').select('id').where('siteId', '=', id))] as const] : []),
    ...(kind === 'site'
      ? [['media', await rows(db.selectFrom('site_owned').select('id').where('kind', '=', 'media').where('siteId', '=', id))] as const]
      : []),
    ...(kind === 'screen' ? [] : [['site-plans', await rows(db.selectFrom('site_plans').select('id').where(column, '=', id))] as const]),
    ...(kind === 'screen'
      ? [
          [
            'players',
            await rows(db.selectFrom('players').select('id').where('screenId', '=', id).where('revokedAtMs', 'is', null)),
          ] as const,
          ['commands', await rows(waitingCommands(db, id))] as const,
          ['pre-enrolments', await rows(openFiles(db, id))] as const,
          [
            'incidents',
            await rows(db.selectFrom('incidents').select('id').where('screenId', '=', id).where('resolvedAtMs', 'is', null)),
          ] as const,
        ]
      : []),
  ];
  return counted.flatMap(([of, count]) => (count === 0 ? [] : [{ kind: of, count }]));
}

function waitingCommands(db: Db, screenId: string) {
  return db.selectFrom('commands').select('id').where('screenId', '=', screenId).where('state', 'in', ['queued', 'sent']);
}
function openFiles(db: Db, screenId: string) {
  const files = db.selectFrom('pre_enrolments').select('id').where('screenId', '=', screenId);
  return files.where('usedAtMs', 'is', null).where('revokedAtMs', 'is', null);
}

function firstName(names: string): string {
  return Object.values(JSON.parse(names) as Record<string, string>)[0] ?? '';
}
function firstHeadline(texts: string): string {
  return Object.values(JSON.parse(texts) as Record<string, { readonly headline: string }>)[0]?.headline ?? '';
}
