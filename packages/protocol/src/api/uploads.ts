import { z } from 'zod';
import { siteIdSchema, uploadIdSchema } from '../ids.ts';
import { hashSchema, instantSchema } from '../primitives.ts';
import { mediaSchema } from './content.ts';
import { route } from './route.ts';

// A file that goes up in parts, so that a lost connection, a reloaded page or a restarted server costs one part at most: `beginUpload`
// tells where to go on, `sendPart` adds bytes there and tells the next place, `finishUpload` makes of the whole what `uploadMedia` makes of
// one body. Whoever lost an answer asks `readUpload`, or says the same again: each of the calls may be made twice.

export const uploadLimits = {
  /** A part may have so many bytes at most, and but for the last one so many at least. */
  partBytes: 8 * 1024 ** 2,
  smallestPartBytes: 256 * 1024,
  /** Of one person at once. */
  unfinished: 20,
  /** After the last part that came. */
  keptMs: 86_400_000,
} as const;

export const uploadSchema = z.strictObject({
  id: uploadIdSchema,
  fileName: z.string(),
  sizeBytes: z.int().min(0),
  /** So much of it is here, from its beginning; the next part begins there. */
  offsetBytes: z.int().min(0),
  /** It is gone then, unless another part comes before. */
  expiresAtMs: instantSchema,
  /** The file of the library that it became; null: it is not finished. */
  media: mediaSchema.nullable(),
});
export type Upload = z.infer<typeof uploadSchema>;

const params = z.strictObject({ uploadId: uploadIdSchema });
/** Only whoever began an upload finds it. */
const own = { tag: 'content', access: 'media.add', scope: 'handler' } as const;

export const uploadRoutes = {
  listUploads: route({
    ...own,
    access: 'content.read',
    method: 'GET',
    path: '/api/uploads',
    summary: 'The caller’s uploads that are not finished, oldest first',
    answer: z.strictObject({ uploads: z.array(uploadSchema) }),
  }),
  beginUpload: route({
    ...own,
    method: 'POST',
    path: '/api/uploads',
    summary: 'Begin the upload of a file in parts, or find the caller’s unfinished one of the same file, and where it goes on',
    body: z.strictObject({
      fileName: z.string().min(1).max(1_000),
      sizeBytes: z.int().min(0),
      /** What tells this file from others of the same size, as whoever sends it makes it; never told again. */
      fingerprint: z.string().min(1).max(200),
      /** The site it shall belong to; left out: all, or the one site of whoever is of one. */
      siteId: siteIdSchema.exactOptional(),
    }),
    answer: uploadSchema,
  }),
  readUpload: route({
    ...own,
    access: 'content.read',
    method: 'GET',
    path: '/api/uploads/:uploadId',
    summary: 'How much of an upload is here',
    params,
    answer: uploadSchema,
  }),
  sendPart: route({
    ...own,
    method: 'PATCH',
    path: '/api/uploads/:uploadId',
    summary:
      'Add the next bytes, as application/octet-stream. Not at the end of what is here: `wrong-state`, with the right place as its limit; the same part again: nothing',
    params,
    query: z.strictObject({
      fromByte: z.coerce.number().int().min(0),
      /** Of the part; left out: what came is what was sent. */
      sha256: hashSchema.optional(),
    }),
    takesBytes: true,
    answer: uploadSchema,
  }),
  finishUpload: route({
    ...own,
    method: 'POST',
    path: '/api/uploads/:uploadId/finish',
    summary: 'Have the whole file judged and taken into the library; again: the same file',
    params,
    answer: mediaSchema,
  }),
  endUpload: route({
    ...own,
    method: 'DELETE',
    path: '/api/uploads/:uploadId',
    summary: 'Call off an upload and throw away what came of it',
    params,
    answer: z.strictObject({}),
  }),
} as const;
