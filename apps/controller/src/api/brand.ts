import { brandingRoutes, brandingSchema, logoPath } from '@gatecast/protocol';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { piece } from '../app/piece.ts';
import { call } from './call.ts';

const brandSchema = brandingSchema.extend({
  /** Of the accent, the lightest first; null: the product's. */
  shades: z.array(z.string()).length(10).nullable(),
});
type Brand = z.infer<typeof brandSchema>;

const storageKey = 'gatecast.brand';

/** What this browser was told last: the first paint waits for nobody, and does not change its colours afterwards. */
function rememberedBrand(): Brand | undefined {
  const text = localStorage.getItem(storageKey);
  if (text === null) return undefined;
  try {
    return brandSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // not JSON: somebody else wrote it, and it is asked for anew
    return undefined;
  }
}

/** How the house shows itself, with the shades that its colour becomes. */
export const brandQuery = queryOptions({
  queryKey: ['branding'],
  queryFn: async (): Promise<Brand> => {
    const told = await call(brandingRoutes.getBranding, {});
    const shades = told.accent === null ? null : [...(await piece(import('../app/accent-shades.ts'))).accentShades(told.accent)];
    const brand = { ...told, shades };
    localStorage.setItem(storageKey, JSON.stringify(brand));
    return brand;
  },
  initialData: rememberedBrand,
  initialDataUpdatedAt: 0,
  staleTime: 300_000,
});

/** As tall as a line of the shell; a logo much wider than that would leave no room for the name. */
const [logoHeightPx, widestLogoPx] = [26, 104];
const product = { name: 'Gatecast', logo: '/gatecast.svg', logoWidthPx: logoHeightPx, isOwn: false } as const;

type House = {
  readonly name: string;
  readonly logo: string;
  readonly logoWidthPx: number;
  /** The logo is the organisation's. */
  readonly isOwn: boolean;
};

/** Name and logo of the house, or of the product where the house said nothing. */
export function useBrand(): House {
  const { data } = useQuery(brandQuery);
  const name = data === undefined || data.name === '' ? product.name : data.name;
  if (data?.logo == null) return { ...product, name };
  const { hash, widthPx, heightPx } = data.logo;
  const logoWidthPx = Math.min(widestLogoPx, Math.round((widthPx / heightPx) * logoHeightPx));
  return { name, logo: logoPath(hash), logoWidthPx, isOwn: true };
}
