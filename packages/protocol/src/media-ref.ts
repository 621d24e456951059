import { z } from 'zod';
import { hashSchema } from './primitives.ts';

/** A rendition on disk: an origin needs no trust, because the name is the hash of the bytes. */
export const mediaRefSchema = z.strictObject({
  hash: hashSchema,
  mime: z.enum(['video/mp4', 'image/webp', 'image/jpeg', 'image/png', 'video/webm']),
  sizeBytes: z
    .int()
    .min(1)
    .max(64 * 1024 ** 3),
  widthPx: z.int().min(1).max(16_384),
  heightPx: z.int().min(1).max(16_384),
});
export type MediaRef = z.infer<typeof mediaRefSchema>;
