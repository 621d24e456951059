import { payloadTypes, releaseEnvelopeSchema, semanticsSchema, type ReleaseEnvelope, type SignedDocument } from '@gatecast/protocol';
import { openRelease, type ParsedObjects, type ReleaseContents } from '@gatecast/releases';
import { compile } from '@gatecast/schedules';
import { verifyDocument, type Quorum, type Verified } from '@gatecast/signing';
import { z } from 'zod';
import type { Preparation } from '../brain/release-steps.ts';
import type { ReleaseStore } from './store/release-store.ts';

/** The envelope of a document that was verified when it came; what the store holds is ours. */
export function envelopeOf(document: SignedDocument): ReleaseEnvelope {
  return releaseEnvelopeSchema.parse(JSON.parse(Buffer.from(document.payload, 'base64').toString('utf8')));
}

export type Judged =
  | Verified<ReleaseEnvelope>
  /** Signed as required, and of a meaning that came after this player: its fields may mean anything. */
  | { readonly kind: 'later'; readonly semantics: number };

const laterEnvelopeSchema = z.looseObject({ type: z.literal('release'), semantics: z.int().min(Math.max(...semanticsSchema.values) + 1) });

/** What a document that a server gave as a release is worth to this player. */
export function judgeRelease(document: SignedDocument, quorum: Quorum): Judged {
  const verified = verifyDocument(document, payloadTypes.release, releaseEnvelopeSchema, quorum);
  if (verified.kind === 'verified' || verified.reason !== 'bad-document') return verified;
  const later = verifyDocument(document, payloadTypes.release, laterEnvelopeSchema, quorum);
  return later.kind === 'verified' ? { kind: 'later', semantics: later.document.semantics } : verified;
}

export type Opened =
  | { readonly kind: 'open'; readonly contents: ReleaseContents }
  | Extract<Preparation, { kind: 'incomplete' | 'unusable' }>;

/** Opens a release from the objects that are here and tries its plan: one that does not compile is unusable. */
export type OpenPlayable = (envelope: ReleaseEnvelope) => Opened;

/** So many trees are remembered to have compiled: of the active, the next, the previous and the known-good release. */
const mostCompiled = 8;

/**
 * Opens releases one after another. Each object is read and hashed anew each time, as a disk may have spoilt it since; but what was parsed for the
 * release before, and a plan that compiled, need not be looked at again: names vouch for them, and a change of one item in ten thousand has
 * its release opened half a dozen times.
 */
export function playableOpener(store: Pick<ReleaseStore, 'object' | 'reading'>): OpenPlayable {
  let parsed: ParsedObjects | undefined;
  const compiledTrees = new Set<string>();

  function refusalOf({ plan }: ReleaseContents): Extract<Opened, { kind: 'unusable' }> | null {
    const compiled = compile(plan);
    if (compiled.kind === 'compiled') return null;
    const fault = compiled.faults[0];
    return { kind: 'unusable', reason: 'plan-refused', detail: `${fault?.path ?? ''}: ${fault?.message ?? ''}`.slice(0, 500) };
  }
  return ({ tree, objectCount }) => {
    const opened = store.reading(() => openRelease(tree, store.object, parsed));
    if (opened.kind === 'bad') {
      const fault = opened.faults[0];
      return { kind: 'unusable', reason: 'bad-document', detail: `${fault?.name.slice(0, 12) ?? ''} ${fault?.detail ?? ''}` };
    }
    ({ parsed } = opened);
    // else it could have objects fetched without end
    const count = opened.kind === 'open' ? opened.contents.objectNames.size : opened.knownCount;
    if (count > objectCount) return { kind: 'unusable', reason: 'too-large', detail: `it needs more than its ${objectCount} objects` };
    if (opened.kind === 'incomplete') return { kind: 'incomplete', missingObjects: opened.missing };
    const refusal = compiledTrees.has(tree) ? null : refusalOf(opened.contents);
    if (refusal !== null) return refusal;
    compiledTrees.add(tree);
    for (const oldest of compiledTrees) if (compiledTrees.size > mostCompiled) compiledTrees.delete(oldest);
    return { kind: 'open', contents: opened.contents };
  };
}
