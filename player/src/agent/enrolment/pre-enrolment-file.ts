import { readFileSync, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import {
  payloadTypes,
  preEnrolmentFileSchema,
  preEnrolmentSchema,
  type PreEnrolment,
  type RootDocument,
  type SignedDocument,
} from '@gatecast/protocol';
import { fingerprintOf, quorumOf, verifyDocument, verifyRoot } from '@gatecast/signing';
import { syncFolder } from '../data-folder.ts';
import { jsonOf } from '../store/json-of.ts';

const largestFile = 1024 * 1024;

export type FoundPreEnrolment = {
  readonly document: PreEnrolment;
  readonly root: { readonly signed: SignedDocument; readonly document: RootDocument };
};
export type ReadPreEnrolment =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly detail: string }
  | ({ readonly kind: 'found' } & FoundPreEnrolment);

/**
 * Reads a pre-enrolment file. Its root is trusted because a person carried it here, so all that can be checked is that the file holds
 * together: the root signed by its own quorum and of the fingerprint that is told, the rest signed by the root's `assembly` role. Whether
 * it is out of date only the server can say: the clock of a new device may tell anything.
 */
export function readPreEnrolment(file: string): ReadPreEnrolment {
  const refused = (detail: string): ReadPreEnrolment => ({ kind: 'refused', detail });
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > largestFile) return refused(`is ${size} bytes long, more than such a file has`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'none' };
    return refused(`cannot be read: ${String(error)}`);
  }
  const parsed = preEnrolmentFileSchema.safeParse(jsonOf(text));
  if (!parsed.success) return refused('is no pre-enrolment file');
  const { root: signed, document } = parsed.data;
  const root = verifyRoot(signed, null);
  if (root.kind === 'refused') return refused(`its root document: ${root.detail}`);
  const verified = verifyDocument(document, payloadTypes.preEnrolment, preEnrolmentSchema, quorumOf(root.document, 'assembly'));
  if (verified.kind === 'refused') return refused(verified.detail);
  if (verified.document.rootFingerprint !== fingerprintOf(signed))
    return refused('its root document has another fingerprint than it tells');
  return { kind: 'found', document: verified.document, root: { signed, document: root.document } };
}

/**
 * Writes over the file and takes it away. What a flash drive keeps of it nevertheless is worth nothing: the token is used up. Throws where
 * it can be neither written nor taken away.
 */
export async function shred(file: string): Promise<void> {
  try {
    const opened = await open(file, 'r+');
    try {
      await opened.write(randomBytes((await opened.stat()).size), 0, undefined, 0);
      await opened.sync();
    } finally {
      await opened.close();
    }
  } catch (error) {
    // what may not be written may still be taken away
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
  }
  await rm(file, { force: true });
  await syncFolder(dirname(file));
}
