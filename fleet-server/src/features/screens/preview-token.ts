import { createHash } from 'node:crypto';

/** A name of everything that a preview looked at: who sends it back does exactly that, or learns that it is not so any more. */
export function previewToken(...looked: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(looked)).digest('hex');
}
