import { bundleManifestSchema, type BundleManifest, type FileRef } from '@gatecast/protocol';
import { canonicalBytes } from '@gatecast/signing';
import { rm, writeFile } from 'node:fs/promises';
import type { ZipFile } from 'yauzl';
import type { MediaFiles } from '../media/media-files.ts';
import { isWhatItSays } from './bundle-types.ts';
import { readBundle, type ListedFile } from './read-bundle.ts';

export type UnpackedBundle =
  | { readonly kind: 'unpacked'; readonly manifest: BundleManifest; readonly ref: FileRef }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'aborted' };

type UnpackedFile = BundleManifest['files'][number];

/** Unpacks a bundle into the files of its manifest, and makes the manifest a file beside them. All are named by their hash. */
export async function unpackBundle(
  path: string,
  options: { readonly files: MediaFiles; readonly signal: AbortSignal; readonly onProgress: (progressBp: number) => void },
): Promise<UnpackedBundle> {
  const read = await readBundle(path);
  if (read.kind === 'refused') return { kind: 'failed', problem: read.problem };
  const held: UnpackedFile[] = [];
  try {
    for (const [index, file] of read.files.entries()) {
      if (options.signal.aborted) return { kind: 'aborted' };
      const unpacked = await unpackFile(read.archive, file, options.files);
      if (typeof unpacked === 'string') return { kind: 'failed', problem: unpacked };
      held.push(unpacked);
      options.onProgress(Math.floor((9_500 * (index + 1)) / read.files.length));
    }
  } finally {
    read.archive.close();
  }
  const manifest = bundleManifestSchema.safeParse({ version: 1, kind: 'bundle-manifest', files: held });
  if (!manifest.success) return { kind: 'failed', problem: `the bundle ${manifest.error.issues[0]?.message ?? 'is no bundle'}` };
  return { kind: 'unpacked', manifest: manifest.data, ref: await keepManifest(manifest.data, options.files) };
}

/** The file, or what is wrong with it. */
async function unpackFile(archive: ZipFile, { path, mime, entry }: ListedFile, files: MediaFiles): Promise<UnpackedFile | string> {
  let received;
  try {
    // yauzl ends a stream that gives more or less than the archive says with an error; the limit holds even if it did not
    received = await files.receive(await archive.openReadStreamPromise(entry), entry.uncompressedSize);
  } catch (fault) {
    if (isOfSystem(fault)) throw fault;
    return `${path}: cannot be unpacked (${fault instanceof Error ? fault.message.slice(0, 200) : 'unknown'})`;
  }
  if (received.kind === 'too-large') return `${path}: is larger than the archive says`;
  const { hash, sizeBytes } = received;
  try {
    if (!(await isWhatItSays(received.path, mime, sizeBytes))) return `${path}: is not ${mime}`;
    await files.adopt(received.path, { hash, sizeBytes });
  } finally {
    await rm(received.path, { force: true });
  }
  return { path, hash, mime, sizeBytes };
}

async function keepManifest(manifest: BundleManifest, files: MediaFiles): Promise<FileRef> {
  const path = files.newIncomingPath();
  try {
    await writeFile(path, canonicalBytes(manifest), { flag: 'wx' });
    return await files.adopt(path);
  } finally {
    await rm(path, { force: true });
  }
}

/** A full or broken disk is no fault of the archive. */
function isOfSystem(fault: unknown): boolean {
  return fault instanceof Error && 'syscall' in fault;
}
