import { textsOfContent, type FieldText, type VariantContent } from '@gatecast/protocol';
import { diffWords } from 'diff';

/** A piece of a text: in both, only in the approved one, or only in the new one. */
export type Piece = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string };
/** One text of a variant, word by word; `isChanged` false: both say the same. */
export type ComparedText = { readonly field: string; readonly isChanged: boolean; readonly pieces: readonly Piece[] };

/** What people read in two revisions of a variant, and the addresses that they are led to, field by field in the order of the new one; fields that are gone come last. */
export function compareTexts(approved: VariantContent, next: VariantContent, language: string): readonly ComparedText[] {
  const before = new Map(comparedOf(approved).map(({ field, text }) => [field, text]));
  const after = new Map(comparedOf(next).map(({ field, text }) => [field, text]));
  // languages without spaces are cut into words as the browser knows them
  const intlSegmenter = new Intl.Segmenter(language === 'zxx' ? 'und' : language, { granularity: 'word' });
  return [...new Set([...after.keys(), ...before.keys()])].map((field) => {
    const [old, now] = [before.get(field) ?? '', after.get(field) ?? ''];
    const pieces = diffWords(old, now, { intlSegmenter }).map(({ value, added, removed }): Piece => ({
      kind: added ? 'new' : removed ? 'gone' : 'same',
      text: value,
    }));
    return { field, isChanged: old !== now, pieces };
  });
}

/** Whether another file would be shown: a picture, a film, a document or a bundle. */
export function isOtherFile(approved: VariantContent, next: VariantContent): boolean {
  return JSON.stringify(filesOf(approved)) !== JSON.stringify(filesOf(next));
}

// a code that leads elsewhere looks as it did: nobody reads its dots
function comparedOf(content: VariantContent): readonly FieldText[] {
  const texts = textsOfContent(content);
  if (content.kind === 'live-url') return [{ field: 'url', text: content.url }, ...texts];
  return content.kind === 'notice' && content.qr !== undefined ? [...texts, { field: 'qr.url', text: content.qr.url }] : texts;
}

function filesOf(content: VariantContent): readonly string[] {
  switch (content.kind) {
    case 'image':
    case 'video':
      return [content.media.hash];
    case 'bundle':
      return [content.manifest.hash];
    case 'pages':
      return content.pages.map(({ media }) => media.hash);
    case 'notice':
    case 'article':
    case 'live-url':
    case 'feed':
    case 'clock':
      return [];
  }
}
