import { readFileSync } from 'node:fs';
import { memoryOf, type Pdfium } from './pdfium-memory.ts';
import { substituteFor } from './substitute-fonts.ts';

// Of FPDF_SYSFONTINFO's MapFont (public/fpdf_sysfontinfo.h)
const charsetSymbol = 2;
const pitchFixed = 1;
const pitchRoman = 16;

/**
 * Tells PDFium which fonts there are (FPDF_SYSFONTINFO, version 1): it asks for one by its name and style, and then for its bytes or
 * one of its tables. Nothing ever leaves the list, so the struct is never freed.
 */
export function lendFonts({ pdfium, FPDF_SetSystemFontInfo }: Pdfium, paths: Readonly<Record<string, string>>): void {
  const keys = Object.keys(paths);
  const read = new Map<string, Buffer>();
  const bytesOf = (handle: number): Buffer | null => {
    const key = keys[handle - 1];
    const path = key === undefined ? undefined : paths[key];
    if (key === undefined || path === undefined) return null;
    const bytes = read.get(key) ?? readFileSync(path);
    read.set(key, bytes);
    return bytes;
  };
  const give = (part: Uint8Array, to: number, roomBytes: number): number => {
    if (to !== 0 && roomBytes >= part.length) memoryOf(pdfium.wasmExports).set(part, to);
    return part.length;
  };
  const mapFont = (_self: number, weight: number, italic: number, charset: number, pitch: number, face: number): number => {
    if (charset === charsetSymbol) return 0;
    const style = { weight, isItalic: italic !== 0, isFixedPitch: (pitch & pitchFixed) !== 0, isSerif: (pitch & pitchRoman) !== 0 };
    return keys.indexOf(substituteFor({ name: pdfium.UTF8ToString(face), ...style })) + 1;
  };
  const getFontData = (_self: number, handle: number, table: number, to: number, roomBytes: number): number => {
    const bytes = bytesOf(handle);
    if (bytes === null) return 0;
    const part = table === 0 ? bytes : tableOf(bytes, table >>> 0);
    return part === null ? 0 : give(part, to, roomBytes);
  };
  const getFaceName = (_self: number, handle: number, to: number, roomBytes: number): number =>
    give(Buffer.from(`${keys[handle - 1] ?? ''}\0`), to, roomBytes);
  // in the order of the struct's fields; the signatures are Emscripten's: v for void, i for a pointer or an int. Each is a function of its own,
  // as Emscripten knows a function that comes again by its first signature
  const fields = [
    pdfium.addFunction(() => undefined, 'vi'),
    0,
    pdfium.addFunction(mapFont, 'iiiiiiii'),
    pdfium.addFunction(() => 0, 'iii'),
    pdfium.addFunction(getFontData, 'iiiiii'),
    pdfium.addFunction(getFaceName, 'iiiii'),
    pdfium.addFunction(() => 0, 'iii'),
    pdfium.addFunction(() => undefined, 'vii'),
  ];
  const struct = pdfium.wasmExports.malloc(4 * (fields.length + 1));
  pdfium.setValue(struct, 1, 'i32');
  for (const [index, field] of fields.entries()) pdfium.setValue(struct + 4 * (index + 1), field, 'i32');
  FPDF_SetSystemFontInfo(struct);
}

/** A table of a TrueType file by its tag (OpenType, "Organization of an OpenType font"); null where there is none. */
function tableOf(font: Buffer, tag: number): Uint8Array | null {
  const count = font.readUInt16BE(4);
  for (let at = 12; at < 12 + count * 16; at += 16) {
    if (font.readUInt32BE(at) !== tag) continue;
    const start = font.readUInt32BE(at + 8);
    return font.subarray(start, start + font.readUInt32BE(at + 12));
  }
  return null;
}
