import {
  languageSchema,
  namesSchema,
  rotationDegSchema,
  siteDownloadsSchema,
  viewingSchema,
  wallSchema,
  type Area,
  type Screen,
  type ScreenKind,
  type Site,
  type SiteDownloads,
} from '@gatecast/protocol';
import type { Generated, Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** `revision` counts edits. What is removed stays, for what was shown in it, and is out of the fleet. */
type Kept = { revision: Generated<number>; removedAtMs: Generated<number | null> };

/** JSON columns hold text; `names`, `languages` and `tags` are parsed on the way out. */
export type FleetTables = {
  sites: {
    id: string;
    names: string;
    timeZone: string;
    languages: string;
    dayStart: string;
    createdAtMs: number;
    downloads: string | null;
  } & Kept;
  areas: { id: string; siteId: string; parentId: string | null; names: string; createdAtMs: number } & Kept;
  screens: {
    id: string;
    siteId: string;
    areaId: string | null;
    name: string;
    kind: ScreenKind;
    widthPx: number;
    heightPx: number;
    tags: string;
    /** JSON; null: no part of a video wall. */
    wall: string | null;
    /** null: not turned. */
    rotationDeg: number | null;
    /** JSON; null: nobody said. */
    viewing: string | null;
    createdAtMs: number;
  } & Kept;
  /** A revoked player's row stays: its key is never registered again, and its records stay verifiable. */
  players: {
    id: string;
    screenId: string;
    publicKey: string;
    enrolledAtMs: number;
    enrolledBy: string;
    revokedAtMs: number | null;
  };
};

export type SiteRow = {
  readonly id: string;
  readonly names: Site['names'];
  readonly timeZone: string;
  /** The lead language first. */
  readonly languages: readonly string[];
  readonly dayStart: string;
  /** null: nobody has said how its network is to be used. */
  readonly downloads: SiteDownloads | null;
  readonly revision: number;
};
export type AreaRow = {
  readonly id: string;
  readonly siteId: string;
  readonly parentId: string | null;
  readonly names: Area['names'];
  readonly revision: number;
};
export type ScreenRow = {
  readonly id: string;
  readonly siteId: string;
  readonly areaId: string | null;
  readonly name: string;
  readonly kind: ScreenKind;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly tags: readonly string[];
  readonly wall?: NonNullable<Screen['wall']>;
  readonly rotationDeg?: NonNullable<Screen['rotationDeg']>;
  readonly viewing?: NonNullable<Screen['viewing']>;
  readonly revision: number;
};
export type PlayerRow = {
  readonly id: string;
  readonly screenId: string;
  readonly publicKey: string;
  readonly enrolledAtMs: number;
};

/** The whole fleet as truth has it: small enough to be read whole, and read only when it changes. */
export type Fleet = {
  readonly sites: ReadonlyMap<string, SiteRow>;
  readonly areas: ReadonlyMap<string, AreaRow>;
  readonly screens: ReadonlyMap<string, ScreenRow>;
  /** The present player of each screen, by screen id. */
  readonly players: ReadonlyMap<string, PlayerRow>;
  /** The same players by their own id. */
  readonly playersById: ReadonlyMap<string, PlayerRow>;
};

const languagesSchema = z.array(languageSchema).min(1);
const screenColumns = [
  'id',
  'siteId',
  'areaId',
  'name',
  'kind',
  'widthPx',
  'heightPx',
  'tags',
  'wall',
  'rotationDeg',
  'viewing',
  'revision',
] as const;
const tagsSchema = z.array(z.string());

/** A screen as its row says. */
export function screenOf({
  wall,
  rotationDeg,
  viewing,
  tags,
  ...screen
}: Pick<Selectable<FleetTables['screens']>, (typeof screenColumns)[number]>): ScreenRow {
  return {
    ...screen,
    tags: tagsSchema.parse(JSON.parse(tags)),
    ...(wall === null ? {} : { wall: wallSchema.parse(JSON.parse(wall)) }),
    ...(rotationDeg === null ? {} : { rotationDeg: rotationDegSchema.parse(rotationDeg) }),
    ...(viewing === null ? {} : { viewing: viewingSchema.parse(JSON.parse(viewing)) }),
  };
}

/** Reads sites, areas, screens and their present players, each in the order they were made. */
export async function readFleet(db: Kysely<TruthSchema>): Promise<Fleet> {
  const [sites, areas, screens, players] = [
    await db
      .selectFrom('sites')
      .select(['id', 'names', 'timeZone', 'languages', 'dayStart', 'downloads', 'revision'])
      .where('removedAtMs', 'is', null)
      .orderBy('createdAtMs')
      .orderBy('id')
      .execute(),
    await db
      .selectFrom('areas')
      .select(['id', 'siteId', 'parentId', 'names', 'revision'])
      .where('removedAtMs', 'is', null)
      .orderBy('createdAtMs')
      .orderBy('id')
      .execute(),
    await db.selectFrom('screens').select(screenColumns).where('removedAtMs', 'is', null).orderBy('createdAtMs').orderBy('id').execute(),
    await db.selectFrom('players').select(['id', 'screenId', 'publicKey', 'enrolledAtMs']).where('revokedAtMs', 'is', null).execute(),
  ];
  return {
    sites: new Map(
      sites.map((site) => [
        site.id,
        {
          ...site,
          names: namesSchema.parse(JSON.parse(site.names)),
          languages: languagesSchema.parse(JSON.parse(site.languages)),
          downloads: site.downloads === null ? null : siteDownloadsSchema.parse(JSON.parse(site.downloads)),
        },
      ]),
    ),
    areas: new Map(areas.map((area) => [area.id, { ...area, names: namesSchema.parse(JSON.parse(area.names)) }])),
    screens: new Map(screens.map((screen) => [screen.id, screenOf(screen)])),
    players: new Map(players.map((player) => [player.screenId, player])),
    playersById: new Map(players.map((player) => [player.id, player])),
  };
}
