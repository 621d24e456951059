import { fileURLToPath } from 'node:url';
import { buffer } from 'node:stream/consumers';
import PdfWriter from 'pdfkit';

export const vietnameseFont = fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'));

type Draw = (pdf: PDFKit.PDFDocument) => void;

/** A PDF as pdfkit writes it, with no page until `draw` adds one. */
export async function pdfOf(draw: Draw, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  const pdf = new PdfWriter({ autoFirstPage: false, info: { CreationDate: new Date(0) }, ...options });
  const whole = buffer(pdf);
  draw(pdf);
  pdf.end();
  return whole;
}

/** Two pages of other shapes: text with an embedded font, and a square of CMYK red; with a program, a link and an attachment. */
export async function timetable(): Promise<Buffer> {
  return pdfOf((pdf) => {
    pdf
      .addPage({ size: 'A4' })
      .font(vietnameseFont)
      .fontSize(24)
      .text('Lịch tàu Hà Nội – Lào Cai')
      .text('Cửa khẩu Hữu Nghị đóng cửa lúc 22 giờ');
    pdf.link(0, 0, 600, 800, 'http://127.0.0.1:9/opened');
    pdf.addPage({ size: 'A4', layout: 'landscape', margin: 0 }).rect(0, 0, 842, 595).fillColor([0, 100, 100, 0]).fill();
    pdf.file(Buffer.from('MZ'), { name: 'setup.exe' });
    pdf.addNamedJavaScript('start', 'app.alert(1)');
  });
}

/** A PDF written by hand: `texts` are shown as UTF-16 in fonts that are named and not in the file. */
export function pdfWithoutFonts(texts: readonly { readonly font: string; readonly text: string; readonly isUnseen?: boolean }[]): Buffer {
  const ordering = '/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>';
  const fonts = texts.flatMap(({ font }, index) => [
    `<< /Type /Font /Subtype /Type0 /BaseFont /${font} /Encoding /UniGB-UCS2-H /DescendantFonts [${6 + index * 2} 0 R] >>`,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${font} ${ordering} /DW 600 >>`,
  ]);
  const content = texts
    .map(
      ({ text, isUnseen = false }, index) => `BT /F${index} 30 Tf ${isUnseen ? 3 : 0} Tr 40 ${700 - index * 60} Td <${utf16(text)}> Tj ET`,
    )
    .join('\n');
  const names = texts.map((_, index) => `/F${index} ${5 + index * 2} 0 R`).join(' ');
  return bodyOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << ${names} >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ...fonts,
  ]);
}

/** A page that is empty but for a signature's stamp, all red. */
export function signedPdf(): Buffer {
  const stamp = '1 0 0 rg 0 0 200 200 re f';
  return bodyOf([
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [4 0 R] >>',
    '<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /F 132 /Rect [0 0 200 200] /AP << /N 5 0 R >> /P 3 0 R >>',
    `<< /Type /XObject /Subtype /Form /BBox [0 0 200 200] /Length ${stamp.length} >>\nstream\n${stamp}\nendstream`,
  ]);
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

function bodyOf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.7\n';
  const starts = objects.map((object, index) => {
    const start = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const entries = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  return Buffer.from(`${text}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF`, 'latin1');
}
