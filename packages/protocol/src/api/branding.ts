import { z } from 'zod';
import { hashSchema, textSchema } from '../primitives.ts';
import { readRevision, revision } from './revision.ts';
import { route } from './route.ts';

/** Of a logo: bytes of the file that is sent, sides of the picture that is kept (it is made smaller, never larger). */
export const logoLimits = { fileBytes: 262_144, widthPx: 640, heightPx: 160, leastSidePx: 16 } as const;

/** How the house shows itself to the people of the controller. Screens show none of it. */
export const brandingSchema = z.strictObject({
  /** Of the organisation; empty: the product's. */
  name: z.string(),
  /** Buttons, links and focus in this hue; null: the product's. Pages darken and lighten it until text can be read on it. */
  accent: z.string().nullable(),
  logo: z.strictObject({ hash: hashSchema, widthPx: z.int(), heightPx: z.int() }).nullable(),
  ...revision,
});
export type Branding = z.infer<typeof brandingSchema>;

const accentSchema = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour like #04706c')
  .transform((colour) => colour.toLowerCase());

export const brandingRoutes = {
  getBranding: route({
    method: 'GET',
    path: '/api/branding',
    summary: 'Name, logo and accent colour of the house, for the pages before sign-in as well; If-None-Match is answered',
    tag: 'branding',
    access: 'public',
    answer: brandingSchema,
  }),
  putBranding: route({
    method: 'PUT',
    path: '/api/branding',
    summary: 'Change name, logo and accent colour of the house',
    tag: 'branding',
    access: 'house.edit',
    body: z.strictObject({
      name: textSchema(0, 60),
      accent: accentSchema.nullable(),
      logo: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('keep') }),
        z.strictObject({ kind: z.literal('none') }),
        /** A PNG, JPEG, WebP or other still picture as base64, judged by its content. */
        z.strictObject({
          kind: z.literal('new'),
          data: z
            .base64()
            .min(1)
            .max(4 * Math.ceil(logoLimits.fileBytes / 3)),
        }),
      ]),
      ...readRevision,
    }),
    ifMatch: 'revision',
    answer: brandingSchema,
  }),
} as const;

/** Where the logo with this hash is served, as PNG. */
export function logoPath(hash: string): string {
  return `/api/branding/logo/${hash}`;
}
