import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { signedDocumentSchema, type SignedDocument } from '@gatecast/protocol';
import { nameOfBytes } from '@gatecast/signing';
import { z } from 'zod';
import { writeWhole } from './data-folder.ts';
import { jsonOf } from './store/json-of.ts';

const releaseCopySchema = z.strictObject({
  version: z.literal(1),
  document: signedDocumentSchema,
  /** Their bytes, base64, in any order: a name is a hash. */
  objects: z.array(z.base64()),
});

export type ReleaseCopy = {
  readonly document: SignedDocument;
  readonly objects: readonly { readonly name: string; readonly bytes: Buffer }[];
};
export type SignedCopies = ReturnType<typeof signedCopies>;

/**
 * What the database must not take along when it is lost: the root, the alert state and the active release, as they were received. They
 * carry their signatures and names, so that whoever reads them verifies them again and needs no trust in the disk.
 */
export function signedCopies(folder: string, onTrouble: (detail: string) => void) {
  const documentFile = (kind: 'root' | 'alert-state') => join(folder, `${kind}.json`);
  const releaseFile = join(folder, 'release.json');
  let writing: Promise<void> = Promise.resolve();

  function write(file: string, content: () => string): void {
    writing = writing
      .then(() => writeWhole(file, content()))
      // the next change writes it again
      .catch((error: unknown) => onTrouble(`${file} is not on disk: ${String(error)}`));
  }
  function readJson(file: string): unknown {
    try {
      return jsonOf(readFileSync(file, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onTrouble(`${file} cannot be read: ${String(error)}`);
      return undefined;
    }
  }
  return {
    /** As it lies there, unverified; null where there is none. */
    document(kind: 'root' | 'alert-state'): SignedDocument | null {
      const parsed = signedDocumentSchema.safeParse(readJson(documentFile(kind)));
      return parsed.success ? parsed.data : null;
    },
    keepDocument(kind: 'root' | 'alert-state', document: SignedDocument): void {
      write(documentFile(kind), () => JSON.stringify(document));
    },
    release(): ReleaseCopy | null {
      const parsed = releaseCopySchema.safeParse(readJson(releaseFile));
      if (!parsed.success) return null;
      const objects = parsed.data.objects.map((text) => Buffer.from(text, 'base64'));
      return { document: parsed.data.document, objects: objects.map((bytes) => ({ name: nameOfBytes(bytes), bytes })) };
    },
    keepRelease(document: SignedDocument, objects: readonly Uint8Array[]): void {
      write(releaseFile, () => {
        const copy = { version: 1 as const, document, objects: objects.map((bytes) => Buffer.from(bytes).toString('base64')) };
        return JSON.stringify(copy satisfies z.infer<typeof releaseCopySchema>);
      });
    },
    /** Waits until what was given is on disk. */
    settled: () => writing,
  };
}
