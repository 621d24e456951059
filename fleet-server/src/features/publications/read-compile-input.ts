import { setImmediate as letOthersRun } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { jsonText } from '../../store/json-text.ts';
import type { TruthSchema } from '../../store/truth-schema.ts';
import { areaPath } from '../fleet/area-path.ts';
import { readFleet } from '../fleet/store.ts';
import { listExitPins } from '../exit-pins/store.ts';
import { listLiveHosts } from '../live-urls/store.ts';
import { listCalendars, listDayparts, listLayouts } from '../schedule/store.ts';
import { zoneWindow, type CompileInput, type VariantInput } from './compile-input.ts';

/** Reads everything that a publication compiles, as it stands in one instant. Who wants conflicts adds the search for them. */
export async function readCompileInput(truth: Kysely<TruthSchema>, nowMs: number): Promise<CompileInput> {
  return truth
    .transaction()
    .setAccessMode('read only')
    .execute(async (db) => {
      const fleet = await readFleet(db);
      const liveHosts = await listLiveHosts(db);
      const exitPins = await listExitPins(db);
      const items = await db
        .selectFrom('items')
        .innerJoin('suppliers', 'suppliers.id', 'items.supplierId')
        .select(['items.id', 'kind', 'title', 'category', 'suppliers.name as supplier', 'validFromMs', 'validUntilMs', 'missing'])
        .orderBy('items.id')
        .execute();
      await letOthersRun();
      const approved = db
        .selectFrom('variant_revisions')
        .select(['itemId', 'language'])
        .select((eb) => eb.fn.max('revision').as('revision'))
        .where('review', '=', 'approved')
        .groupBy(['itemId', 'language']);
      const variants: readonly VariantInput[] = await db
        .selectFrom('variant_revisions as v')
        .innerJoin(approved.as('a'), (join) =>
          join.onRef('a.itemId', '=', 'v.itemId').onRef('a.language', '=', 'v.language').onRef('a.revision', '=', 'v.revision'),
        )
        .innerJoin('objects', 'objects.name', 'v.document')
        .leftJoin('bundles', (join) => join.on('bundles.manifestHash', '=', jsonText(db, 'v.content', ['manifest', 'hash'])))
        .select([
          'v.itemId',
          'v.language',
          'v.durationMs',
          'v.validFromMs',
          'v.validUntilMs',
          'v.document',
          'v.textMeasure',
          'bundles.files',
        ])
        .select([sql<number>`length(objects.bytes)`.as('sizeBytes'), jsonText(db, 'v.content', ['media']).as('media')])
        .select([jsonText(db, 'v.content', ['pages']).as('pages'), jsonText(db, 'v.content', ['zones']).as('zones')])
        .orderBy('v.itemId')
        .orderBy('v.language')
        .execute();
      await letOthersRun();
      return {
        ...zoneWindow(nowMs),
        sites: [...fleet.sites.values()].map((site) => ({
          ...site,
          liveHosts: liveHosts.get(site.id) ?? [],
          exitPin: exitPins.get(site.id) ?? null,
        })),
        screens: [...fleet.screens.values()].map(({ id, siteId, areaId, kind, widthPx, heightPx, wall, rotationDeg, viewing }) => ({
          id,
          siteId,
          areaIds: areaPath(fleet, areaId),
          kind,
          widthPx,
          heightPx,
          ...(wall === undefined ? {} : { wall }),
          ...(rotationDeg === undefined ? {} : { rotationDeg }),
          ...(viewing === undefined ? {} : { viewing }),
        })),
        items,
        variants,
        playlists: await db.selectFrom('playlists').selectAll().orderBy('id').execute(),
        layouts: await listLayouts(db),
        dayparts: await listDayparts(db),
        calendars: await listCalendars(db),
        entries: await db.selectFrom('entries').selectAll().orderBy('id').execute(),
        search: null,
        lay: null,
        instead: null,
        stored: new Map<string, Uint8Array>(),
        standingTrees: [],
      };
    });
}
