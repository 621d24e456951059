import { missingGlyphs } from '@gatecast/glass-text';
import { textsOfContent, type AlertText, type VariantContent } from '@gatecast/protocol';
import { refuse, type Refusal } from '../../http/outcome.ts';

const namedAtMost = 5;

/** Why a content cannot be drawn: the first text with characters that no font of the screens has, and which. */
export function glyphProblem(content: VariantContent): Refusal | null {
  return problemOf(textsOfContent(content).map(({ field, text }) => ({ path: `body.content.${field}`, text })));
}

/** The same of an alert's texts; `path` names where they stand, to which language and part are added. */
export function alertGlyphProblem(texts: Readonly<Record<string, AlertText>>, path: string): Refusal | null {
  const all = Object.entries(texts).flatMap(([language, { headline, instruction }]) => [
    { path: `${path}.${language}.headline`, text: headline },
    { path: `${path}.${language}.instruction`, text: instruction },
  ]);
  return problemOf(all);
}

/** The same of names that stand at head or foot of what is shown, each by the path of its field. */
export function nameGlyphProblem(names: Readonly<Record<string, string>>): Refusal | null {
  return problemOf(Object.entries(names).map(([path, text]) => ({ path, text })));
}

function problemOf(texts: readonly { readonly path: string; readonly text: string }[]): Refusal | null {
  for (const { path, text } of texts) {
    const missing = missingGlyphs(text);
    if (missing.length === 0) continue;
    const named = missing.slice(0, namedAtMost).map(({ character, codePoint }) => `${character} (${codePoint})`);
    const more = missing.length > namedAtMost ? ` and ${missing.length - namedAtMost} more` : '';
    return refuse('bad-input', `${path}: no font of the screens has ${named.join(', ')}${more}`, {
      field: path,
      limit: 'characters of the bundled fonts',
    });
  }
  return null;
}
