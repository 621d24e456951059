import { z } from 'zod';

/** UTC milliseconds of the years that the engine knows: 1970 to 9999. */
export const instantSchema = z.int().min(0).max(253_402_300_799_999);
/** The same in a query, where all is text; nothing is no instant. */
export const queryInstantSchema = z
  .union([z.string().regex(/^-?\d{1,16}$/, 'must be UTC milliseconds'), z.int()])
  .transform(Number)
  .pipe(instantSchema);
/** SHA-256 of the bytes it names, lower-case hex. */
export const hashSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');
/** Text as the house keeps it: Unicode NFC, no control characters but line feed. */
export function textSchema(minLength: number, maxLength: number) {
  return z
    .string()
    .transform((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
    .pipe(
      z
        .string()
        .min(minLength)
        .max(maxLength)
        // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
        .regex(/^[^\u0000-\u0009\u000B-\u001F\u007F\u2028\u2029]*$/u, 'must hold no control characters'),
    );
}
/** BCP 47, in the subset that signage needs: language, optional script, optional region; `zxx` has no words. */
export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/, 'must be a BCP 47 tag such as vi, en or zh-Hans');
/** A number in the order of time: max(last + 1, now in ms). */
export const numberSchema = z.int().min(1);
/** Basis points, 0 to 10,000. */
export const basisPointsSchema = z.int().min(0).max(10_000);

export const screenKindSchema = z.enum(['display', 'lookup', 'counter']);
export type ScreenKind = z.infer<typeof screenKindSchema>;
