import { missingGlyphs } from '@gatecast/glass-text';
import { textsOfContent, type VariantContent } from '@gatecast/protocol';
import { refuse, type Refusal } from '../../http/outcome.ts';

const namedAtMost = 5;

/** Why a content cannot be drawn: the first text with characters that no font of the screens has, and which. */
export function glyphProblem(content: VariantContent): Refusal | null {
  for (const { field, text } of textsOfContent(content)) {
    const missing = missingGlyphs(text);
    if (missing.length === 0) continue;
    const named = missing.slice(0, namedAtMost).map(({ character, codePoint }) => `${character} (${codePoint})`);
    const more = missing.length > namedAtMost ? ` and ${missing.length - namedAtMost} more` : '';
    const path = `body.content.${field}`;
    return refuse('bad-input', `${path}: no font of the screens has ${named.join(', ')}${more}`, {
      field: path,
      limit: 'characters of the bundled fonts',
    });
  }
  return null;
}
