import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashSchema, signedDocumentSchema, type SignedDocument } from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { z } from 'zod';
import { writeFileWhole } from './write-file.ts';

const trustSchema = z.strictObject({
  version: z.literal(1),
  /** Of the first root that was trusted; later ones follow from it by signatures. */
  anchor: z.string(),
  root: signedDocumentSchema,
});
/** What the portal trusts: the present root, and the fingerprint that trust began with. */
export type Trust = z.infer<typeof trustSchema>;

/** The portal's memory: the trusted root, the active release and its objects, as files. What is damaged counts as not there. */
export type ReleaseStore = {
  readonly trust: () => Trust | null;
  readonly saveTrust: (trust: Trust) => void;
  readonly release: () => SignedDocument | null;
  readonly saveRelease: (release: SignedDocument) => void;
  /** An object whose hash is its name; undefined where it is not here. */
  readonly object: (name: string) => Buffer | undefined;
  readonly saveObject: (name: string, bytes: Uint8Array) => void;
  /** Removes every object but these. */
  readonly keepOnly: (names: ReadonlySet<string>) => void;
  /** Forgets everything: for another root than the one trusted so far. */
  readonly clear: () => void;
};

/** Opens the data folder and makes it where it is not there. */
export function openReleaseStore(folder: string): ReleaseStore {
  const objects = join(folder, 'objects');
  mkdirSync(objects, { recursive: true });
  const [trustFile, releaseFile] = [join(folder, 'trust.json'), join(folder, 'release.json')];
  const pathOf = (name: string) => join(objects, hashSchema.parse(name));
  const write = (path: string, value: unknown) => writeFileWhole(path, Buffer.from(JSON.stringify(value)));
  return {
    trust: () => readDocument(trustFile, trustSchema),
    saveTrust: (trust) => write(trustFile, trust),
    release: () => readDocument(releaseFile, signedDocumentSchema),
    saveRelease: (release) => write(releaseFile, release),
    object(name) {
      const bytes = readBytes(pathOf(name));
      return bytes !== undefined && nameOfBytes(bytes) === name ? bytes : undefined;
    },
    saveObject: (name, bytes) => writeFileWhole(pathOf(name), bytes),
    keepOnly(names) {
      for (const name of readdirSync(objects)) if (!names.has(name)) rmSync(join(objects, name), { force: true });
    },
    clear() {
      for (const path of [releaseFile, trustFile]) rmSync(path, { force: true });
    },
  };
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function readDocument<T>(path: string, schema: z.ZodType<T>): T | null {
  const bytes = readBytes(path);
  if (bytes === undefined) return null;
  const parsed = schema.safeParse(jsonOf(bytes));
  return parsed.success ? parsed.data : null;
}

/** JSON of bytes; undefined where they are none, which every schema refuses. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
