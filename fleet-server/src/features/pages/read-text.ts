import type { PdfAnswer } from './pdf-talk.ts';
import type { Pdfium } from './pdfium-memory.ts';
import { isSubstitutable } from './substitute-fonts.ts';

/** FPDF_TEXTRENDERMODE_INVISIBLE */
const invisibleText = 3;
const namedCharacters = 20;
const fontNameBytes = 200;

/** The text of a page, or what of it can be seen and not be drawn. */
export function readText(pdfium: Pdfium, page: number): string | Extract<PdfAnswer, { kind: 'undrawable' }> {
  const text = pdfium.FPDFText_LoadPage(page);
  if (text === 0) return '';
  const count = pdfium.FPDFText_CountChars(text);
  let font: string | null = null;
  const undrawable = new Set<string>();
  let read = '';
  for (let index = 0; index < count; index += 1) {
    const code = pdfium.FPDFText_GetUnicode(text, index);
    const character = code === 0 || code > 0x10_ff_ff ? '' : String.fromCodePoint(code);
    read += character;
    if (character.trim() === '' || undrawable.size >= namedCharacters) continue;
    const name = absentFontOf(pdfium, text, index);
    if (name === null || isSubstitutable(name, character)) continue;
    font ??= name;
    undrawable.add(character);
  }
  pdfium.FPDFText_ClosePage(text);
  return font === null ? read : { kind: 'undrawable', font, characters: [...undrawable].join('') };
}

/** The name of the font of a character that is seen, where the file does not hold it. */
function absentFontOf(pdfium: Pdfium, text: number, index: number): string | null {
  if (pdfium.FPDFText_IsGenerated(text, index) === 1) return null;
  const object = pdfium.FPDFText_GetTextObject(text, index);
  // what was recognised in a scan lies unseen over it
  if (object === 0 || pdfium.FPDFTextObj_GetTextRenderMode(object) === invisibleText) return null;
  const font = pdfium.FPDFTextObj_GetFont(object);
  if (font === 0 || pdfium.FPDFFont_GetIsEmbedded(font) !== 0) return null;
  const name = pdfium.pdfium.wasmExports.malloc(fontNameBytes);
  const length = pdfium.FPDFFont_GetBaseFontName(font, name, fontNameBytes);
  const told = length > 0 && length <= fontNameBytes ? pdfium.pdfium.UTF8ToString(name) : 'unnamed';
  pdfium.pdfium.wasmExports.free(name);
  // the two that every reader of PDF brings itself
  return /^(Symbol|ZapfDingbats)$/.test(told) ? null : told;
}
