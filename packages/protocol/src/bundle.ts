import { z } from 'zod';
import { hashSchema } from './primitives.ts';

// A bundle: a small web page with everything it needs, as files named by the hash of their bytes, and a manifest that says which file
// stands at which path. The manifest is a file too; its hash stands in the variant, so that an approval covers every byte of the bundle.

/** What a bundle may be at most. */
export const bundleLimits = {
  files: 300,
  /** Of one file, and of all together. */
  bytes: 128 * 1024 * 1024,
  pathLength: 200,
  depth: 8,
  manifestBytes: 256 * 1024,
  /** Of its page. */
  entryBytes: 4 * 1024 * 1024,
} as const;

/** The page that is shown; every bundle has it. */
export const bundleEntry = 'index.html';

export const bundleMimeSchema = z.enum([
  'text/html',
  'text/css',
  'text/javascript',
  'text/plain',
  'application/json',
  'image/svg+xml',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
  'video/mp4',
  'video/webm',
  'font/woff',
  'font/woff2',
  'font/ttf',
]);
export type BundleMime = z.infer<typeof bundleMimeSchema>;

/** A file that is named by the hash of its bytes, wherever it is used. */
export const fileRefSchema = z.strictObject({
  hash: hashSchema,
  sizeBytes: z
    .int()
    .min(1)
    .max(64 * 1024 ** 3),
});
export type FileRef = z.infer<typeof fileRefSchema>;

/** The place of a file in a bundle: names without control characters, backslashes and leading dots, between single slashes. */
export const bundlePathSchema = z
  .string()
  .max(bundleLimits.pathLength)
  .regex(/^[\p{L}\p{N}_@+~-][\p{L}\p{M}\p{N}_.@+~ ()-]*(\/[\p{L}\p{N}_@+~-][\p{L}\p{M}\p{N}_.@+~ ()-]*)*$/u, 'must be a plain path')
  .refine((path) => path.normalize('NFC') === path, 'must be in NFC')
  .refine((path) => path.split('/').length <= bundleLimits.depth, `may be ${bundleLimits.depth} deep`);

export const bundleManifestSchema = z
  .strictObject({
    version: z.literal(1),
    kind: z.literal('bundle-manifest'),
    /** Ascending by path, each once. */
    files: z
      .array(
        z.strictObject({
          path: bundlePathSchema,
          hash: hashSchema,
          mime: bundleMimeSchema,
          sizeBytes: z.int().min(0).max(bundleLimits.bytes),
        }),
      )
      .min(1)
      .max(bundleLimits.files),
  })
  .superRefine(({ files }, context) => {
    const at = files.findIndex(({ path }, index) => path <= (files[index - 1]?.path ?? ''));
    if (at >= 0) context.addIssue({ code: 'custom', path: ['files', at, 'path'], message: 'paths ascend, each once' });
    if (files.every(({ path, mime }) => path !== bundleEntry || mime !== 'text/html'))
      context.addIssue({ code: 'custom', path: ['files'], message: `holds no ${bundleEntry}` });
    if (files.some(({ path, sizeBytes }) => path === bundleEntry && sizeBytes > bundleLimits.entryBytes))
      context.addIssue({
        code: 'custom',
        path: ['files'],
        message: `hold an ${bundleEntry} of more than ${bundleLimits.entryBytes} bytes`,
      });
    if (files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) > bundleLimits.bytes)
      context.addIssue({ code: 'custom', path: ['files'], message: `hold more than ${bundleLimits.bytes} bytes` });
  });
export type BundleManifest = z.infer<typeof bundleManifestSchema>;

/** Every file that a bundle needs, the manifest among them, each once; what players fetch. Empty files are known without. */
export function filesOfBundle(manifest: FileRef, { files }: BundleManifest): readonly FileRef[] {
  const held = files.filter(({ sizeBytes }) => sizeBytes > 0);
  const byHash = new Map([manifest, ...held].map(({ hash, sizeBytes }) => [hash, { hash, sizeBytes }]));
  return [...byHash.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
}
