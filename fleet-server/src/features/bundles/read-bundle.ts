import { bundleEntry, bundleLimits, bundlePathSchema, type BundleMime } from '@gatecast/protocol';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { bundleExtensions, bundleMimeOf } from './bundle-types.ts';

/** A file of a bundle as its archive lists it. */
export type ListedFile = { readonly path: string; readonly mime: BundleMime; readonly entry: Entry };
export type ReadBundle =
  /** Whoever asked closes `archive`. */
  | { readonly kind: 'bundle'; readonly archive: ZipFile; readonly files: readonly ListedFile[] }
  | { readonly kind: 'refused'; readonly problem: string };

const folderType = 0o040000;
const fileType = 0o100000;
const typeMask = 0o170000;
const isEncrypted = 1;
/** What systems put into archives beside what people meant. */
const litter = /^__MACOSX\/|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/;

/**
 * Lists the files of a ZIP that is to be a bundle, before anything of it is unpacked. Names that lead out, links, secrets, too many files
 * and too much content by the archive's own word are refused; that the word is true is checked when it is unpacked.
 */
export async function readBundle(path: string): Promise<ReadBundle> {
  let archive: ZipFile;
  try {
    archive = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true, strictFileNames: true });
  } catch (fault) {
    return refused(`the archive cannot be read: ${brief(fault)}`);
  }
  const listed = await listFiles(archive);
  if (typeof listed === 'string') {
    archive.close();
    return refused(listed);
  }
  return { kind: 'bundle', archive, files: listed };
}

/** The files, or what is wrong with them. */
async function listFiles(archive: ZipFile): Promise<readonly ListedFile[] | string> {
  const entries: Entry[] = [];
  let bytes = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      const unixType = (entry.externalFileAttributes >>> 16) & typeMask;
      if (unixType !== 0 && unixType !== fileType && unixType !== folderType) return `${entry.fileName}: links and devices are not taken`;
      if (entry.fileName.endsWith('/') || litter.test(entry.fileName)) continue;
      if ((entry.generalPurposeBitFlag & isEncrypted) !== 0) return `${entry.fileName}: encrypted files are not taken`;
      entries.push(entry);
      bytes += entry.uncompressedSize;
      if (entries.length > bundleLimits.files) return `a bundle may hold ${bundleLimits.files} files`;
      if (bytes > bundleLimits.bytes) return `a bundle may hold ${bundleLimits.bytes / 1024 / 1024} MiB when it is unpacked`;
    }
  } catch (fault) {
    // yauzl tells of names that lead out, and of archives that are damaged, by throwing
    return `the archive cannot be read: ${brief(fault)}`;
  }
  const root = rootOf(entries.map(({ fileName }) => fileName));
  const files: ListedFile[] = [];
  for (const entry of entries) {
    const path = entry.fileName.slice(root.length).normalize('NFC');
    const plain = bundlePathSchema.safeParse(path);
    if (!plain.success) return `${path.slice(0, 100)}: ${plain.error.issues[0]?.message ?? 'is no plain path'}`;
    if (files.some((file) => file.path === path)) return `${path}: is in the archive twice`;
    const mime = bundleMimeOf(path);
    if (mime === null) return `${path}: files of a bundle end in ${bundleExtensions.join(', ')}`;
    files.push({ path, mime, entry });
  }
  const page = files.find(({ path }) => path === bundleEntry);
  if (page === undefined) return `a bundle needs a page ${bundleEntry} at its top`;
  if (page.entry.uncompressedSize > bundleLimits.entryBytes) return `${bundleEntry}: may have ${bundleLimits.entryBytes / 1024 / 1024} MiB`;
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The folder that everything lies in, where somebody packed the folder and not what is in it; else nothing. */
function rootOf(names: readonly string[]): string {
  if (names.includes(bundleEntry)) return '';
  const [first = ''] = names;
  const root = first.slice(0, first.indexOf('/') + 1);
  return root !== '' && names.every((name) => name.startsWith(root)) ? root : '';
}

function refused(problem: string): ReadBundle {
  return { kind: 'refused', problem };
}

function brief(fault: unknown): string {
  return fault instanceof Error ? fault.message.slice(0, 200) : 'unknown';
}
