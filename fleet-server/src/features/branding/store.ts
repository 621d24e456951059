import type { Kysely, Transaction } from 'kysely';
import type { TruthSchema } from '../../store/truth-schema.ts';

/** One row at most, of id `house`. The logo's columns are null together; `logoPng` is base64. */
export type BrandingTables = {
  branding: {
    id: string;
    name: string;
    accent: string | null;
    logoHash: string | null;
    logoWidthPx: number | null;
    logoHeightPx: number | null;
    logoPng: string | null;
  };
};

export type Logo = { readonly hash: string; readonly widthPx: number; readonly heightPx: number; readonly png: string };
export type House = { readonly name: string; readonly accent: string | null; readonly logo: Logo | null };

type Db = Kysely<TruthSchema> | Transaction<TruthSchema>;

export async function readHouse(db: Db): Promise<House> {
  const row = await db.selectFrom('branding').selectAll().where('id', '=', 'house').executeTakeFirst();
  if (row === undefined) return { name: '', accent: null, logo: null };
  const { name, accent, logoHash: hash, logoWidthPx: widthPx, logoHeightPx: heightPx, logoPng: png } = row;
  const hasLogo = hash !== null && widthPx !== null && heightPx !== null && png !== null;
  return { name, accent, logo: hasLogo ? { hash, widthPx, heightPx, png } : null };
}

export async function writeHouse(db: Db, { name, accent, logo }: House): Promise<void> {
  const row = {
    ...{ id: 'house', name, accent, logoHash: logo?.hash ?? null, logoWidthPx: logo?.widthPx ?? null },
    ...{ logoHeightPx: logo?.heightPx ?? null, logoPng: logo?.png ?? null },
  };
  await db
    .insertInto('branding')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
