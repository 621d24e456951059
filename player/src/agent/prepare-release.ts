import { payloadTypes, releaseEnvelopeSchema, semanticsSchema, type ReleaseEnvelope, type SignedDocument } from '@gatecast/protocol';
import { openRelease, type ReleaseContents } from '@gatecast/releases';
import { compile } from '@gatecast/schedules';
import { verifyDocument, type Quorum, type Verified } from '@gatecast/signing';
import { z } from 'zod';
import type { Preparation } from '../brain/release-steps.ts';

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
export function openPlayable(envelope: ReleaseEnvelope, object: (name: string) => Uint8Array | undefined): Opened {
  const opened = openRelease(envelope.tree, object);
  switch (opened.kind) {
    case 'incomplete':
      return { kind: 'incomplete', missingObjects: opened.missing };
    case 'bad': {
      const fault = opened.faults[0];
      return { kind: 'unusable', reason: 'bad-document', detail: `${fault?.name.slice(0, 12) ?? ''} ${fault?.detail ?? ''}` };
    }
    case 'open': {
      const compiled = compile(opened.contents.plan);
      if (compiled.kind === 'compiled') return opened;
      const fault = compiled.faults[0];
      return { kind: 'unusable', reason: 'plan-refused', detail: `${fault?.path ?? ''}: ${fault?.message ?? ''}`.slice(0, 500) };
    }
  }
}
