import type { Item, Media, Variant } from '@gatecast/protocol';
import { changedTiming, readTiming, type TimingForm } from './timing-form.ts';
import { beginVariant, readVariant, writeVariant, type VariantDraft, type VariantForm } from './variant-form.ts';

type Typed = { readonly content: VariantForm; readonly timing: TimingForm };
/** What somebody types into one language of an item and has not saved: it outlives another tab and what a colleague saves. */
export type VariantWork = {
  readonly typed: Typed;
  /** What it was begun from; its document is null where there was none yet. */
  readonly begun: Typed & { readonly document: string | null };
};
type Begin = {
  readonly item: Item;
  readonly variant: Variant | undefined;
  readonly media: readonly Media[];
  readonly zone: string;
};

/** Work in which nothing is typed yet. */
export function beginWork({ item, variant, media, zone }: Begin): VariantWork {
  const content = variant === undefined ? beginVariant(item) : readVariant(variant, media);
  const typed = { content, timing: readTiming(variant, zone) };
  return { typed, begun: { ...typed, document: variant?.document ?? null } };
}

/** Whether something would be lost without it. */
export function isDirty({ typed, begun }: VariantWork): boolean {
  return JSON.stringify(typed) !== JSON.stringify({ content: begun.content, timing: begun.timing });
}

/** Whether another text stands there than the one that it was begun from. */
export function isOvertaken({ begun }: VariantWork, variant: Variant | undefined): boolean {
  return begun.document !== (variant?.document ?? null);
}

/** The same typed words over what stands there now: whoever saves them knows what they replace. */
export function ontoTheirs(work: VariantWork, theirs: VariantWork): VariantWork {
  return { typed: work.typed, begun: theirs.begun };
}

/** What is sent, over the document that it was begun from, or (`onto`) over the one that somebody else has put there meanwhile. */
export function bodyOfWork(
  { typed, begun }: VariantWork,
  { kind }: Item,
  { zone, onto = begun.document }: { zone: string; onto?: string | null },
) {
  const content: VariantDraft = writeVariant(kind, typed.content);
  // pages say one by one how long they stand
  const { durationMs, ...validity } = changedTiming(begun.timing, typed.timing, zone);
  const duration = durationMs === undefined || kind === 'pages' ? {} : { durationMs };
  return { content, ...validity, ...duration, document: onto };
}
