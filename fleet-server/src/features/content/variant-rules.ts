import { pagesDurationMs, type Media, type MediaPage, type VariantContent, type variantDraftSchema } from '@gatecast/protocol';
import { canonicalZoneName } from '@gatecast/zones';
import type { z } from 'zod';
import { refuse, type Refusal } from '../../http/outcome.ts';

/** Of an item: `durationMsSchema`. */
const longestMs = 3_600_000;

export type VariantDraft = z.output<typeof variantDraftSchema>;

export type WrittenContent = { readonly kind: 'content'; readonly content: VariantContent; readonly videoMs: number | null } | Refusal;

/** A draft as the content that is approved: what was named by media becomes the rendition itself. `pages` are those of a document. */
export function contentOfDraft(draft: VariantDraft, itemKind: string, media: Media | null, pages: readonly MediaPage[]): WrittenContent {
  if (draft.kind !== itemKind)
    return refuse('bad-input', `body.content.kind: the item is of kind ${itemKind}`, { field: 'body.content.kind', limit: itemKind });
  if (draft.kind === 'clock') return contentOfClock(draft);
  if (draft.kind !== 'image' && draft.kind !== 'video' && draft.kind !== 'pages' && draft.kind !== 'bundle')
    return { kind: 'content', content: draft, videoMs: null };
  const field = 'body.content.mediaId';
  if (media === null) return refuse('bad-input', `${field}: no such media`, { field });
  if (media.state !== 'ready') return refuse('wrong-state', `the file is not ready to be shown: it is ${media.state}`, { field });
  const wrongKind = refuse('bad-input', `${field}: this file is of kind ${media.kind}`, { field, limit: draft.kind });
  if (media.kind !== draft.kind) return wrongKind;
  if (draft.kind === 'bundle') {
    if (media.bundle === null) return wrongKind;
    return {
      kind: 'content',
      content: { kind: 'bundle', manifest: media.bundle.manifest, alternative: draft.alternative, ...soundOf(draft) },
      videoMs: null,
    };
  }
  if (draft.kind === 'pages') return media.pages === null ? wrongKind : contentOfPages(draft, media.pages.source, pages);
  if (media.rendition === null) return wrongKind;
  const { alternative } = draft;
  if (draft.kind === 'image') return { kind: 'content', content: { kind: 'image', media: media.rendition, alternative }, videoMs: null };
  return { kind: 'content', content: { kind: 'video', media: media.rendition, alternative, ...soundOf(draft) }, videoMs: media.durationMs };
}

/** A clock whose zones have their canonical names, as those of sites have. */
function contentOfClock({ zones }: VariantDraft & { kind: 'clock' }): WrittenContent {
  const known = (zones ?? []).map(({ zone, place }) => ({ zone: canonicalZoneName(zone), place }));
  const at = known.findIndex(({ zone }) => zone === null);
  if (at >= 0) {
    const field = `body.content.zones[${at}].zone`;
    return refuse('bad-input', `${field}: ${zones?.[at]?.zone} is not an IANA time zone`, { field, limit: 'IANA zone' });
  }
  const named = known.flatMap(({ zone, place }) => (zone === null ? [] : [{ zone, place }]));
  return { kind: 'content', content: { kind: 'clock', ...(zones === undefined ? {} : { zones: named }) }, videoMs: null };
}

function soundOf({ levelBp }: VariantDraft & { kind: 'video' | 'bundle' }): { readonly levelBp?: number } {
  return levelBp === undefined ? {} : { levelBp };
}

/** The pages from the first to the last that the draft names. */
function contentOfPages(draft: VariantDraft & { kind: 'pages' }, source: string, pages: readonly MediaPage[]): WrittenContent {
  const { fromPage = 1, toPage = pages.length, pageMs, alternative } = draft;
  const limitOf = (field: string, limit: number, why: string) =>
    refuse('bad-input', `body.content.${field}: ${why}`, { field: `body.content.${field}`, limit });
  if (fromPage > pages.length) return limitOf('fromPage', pages.length, `the document has ${pages.length} pages`);
  if (toPage > pages.length) return limitOf('toPage', pages.length, `the document has ${pages.length} pages`);
  if (toPage < fromPage) return limitOf('toPage', fromPage, `the last page comes before the first, ${fromPage}`);
  const shown = pages
    .slice(fromPage - 1, toPage)
    .map(({ number, media, text, durationMs }) => ({ number, media, text, durationMs: pageMs ?? durationMs }));
  const content = { kind: 'pages' as const, source, pages: shown, alternative };
  const wholeMs = pagesDurationMs(content);
  if (wholeMs > longestMs)
    return limitOf('pageMs', Math.floor(longestMs / shown.length), `the pages take ${wholeMs} ms, an item has ${longestMs}`);
  return { kind: 'content', content, videoMs: null };
}

/** Why a validity cannot be: it is half-open, so it ends after it begins. */
export function validityProblem(validity: { readonly fromMs: number | null; readonly untilMs: number | null }): Refusal | null {
  const { fromMs, untilMs } = validity;
  if (fromMs === null || untilMs === null || fromMs < untilMs) return null;
  return refuse('bad-input', 'body.validity.untilMs: must be after fromMs', { field: 'body.validity.untilMs', limit: fromMs + 1 });
}
