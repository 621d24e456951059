import type { Report, ReportColumn, ReportSection } from '@gatecast/protocol';
import { fileURLToPath } from 'node:url';
import PdfKit from 'pdfkit';
import { instantText } from './report-sheet.ts';
import { pdfWords } from './report-words.ts';

// Runs in a thread of its own, see `pdf-worker.ts`. Drawn by pdfkit and not by a browser: a server has none, and one takes 300 MB and a sandbox to keep.

const fonts = {
  regular: fileURLToPath(import.meta.resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf')),
  bold: fileURLToPath(import.meta.resolve('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf')),
};
const colours = { ink: '#1c2530', quiet: '#54616f', line: '#dfe5ec', head: '#edf1f5' } as const;
const barColours = ['#04706c', '#eab054', '#c62424', '#8593a4'] as const;
const margin = 36;
const fontSize = 8;
/** Nobody reads more on paper; the files have all. */
const mostRows = 500;
const mostBars = 12;

type Doc = InstanceType<typeof PdfKit>;
type Cell = string | number | null;

/** A report as a PDF in A4 landscape: each section's chart, then its table, whose head stands on every page. */
export async function pdfOfReport(report: Report, place: string): Promise<Buffer> {
  const doc = new PdfKit({
    size: 'A4',
    layout: 'landscape',
    margin,
    bufferPages: true,
    lang: report.language,
    displayTitle: true,
    info: { Title: report.title, CreationDate: new Date(report.madeAtMs) },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => void chunks.push(chunk));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  doc.registerFont('regular', fonts.regular).registerFont('bold', fonts.bold);
  doc.font('bold').fontSize(16).fillColor(colours.ink).text(report.title);
  const span = [report.fromMs, report.untilMs].map((atMs) => instantText(atMs, report.timeZone)).join(' – ');
  doc.font('regular').fontSize(9).fillColor(colours.quiet).text(`${place} · ${span} (${report.timeZone})`);
  for (const section of report.sections) drawSection(doc, section, report);
  doc.moveDown().font('regular').fontSize(fontSize).fillColor(colours.quiet);
  for (const note of report.notes) doc.text(note, margin, doc.y, { width: widthOf(doc) });
  numberPages(doc);
  doc.end();
  return done;
}

function widthOf(doc: Doc): number {
  return doc.page.width - 2 * margin;
}
function roomFor(doc: Doc, height: number): void {
  if (doc.y + height > doc.page.height - margin) doc.addPage();
}

function drawSection(doc: Doc, section: ReportSection, report: Report): void {
  const { title, rows } = section;
  roomFor(doc, 90);
  doc.moveDown(1).font('bold').fontSize(12).fillColor(colours.ink).text(title, margin, doc.y);
  doc.moveDown(0.4);
  if (rows.length === 0) {
    doc.font('regular').fontSize(fontSize).fillColor(colours.quiet).text(pdfWords.nothing[report.language]);
    return;
  }
  drawBars(doc, section, report);
  drawTable(doc, section, report);
  if (rows.length <= mostRows) return;
  doc.font('regular').fontSize(fontSize).fillColor(colours.quiet);
  doc.text(pdfWords.cut[report.language].replace('{{count}}', `${mostRows}`), margin, doc.y + 4);
}

function drawBars(doc: Doc, { chart, columns, rows }: ReportSection, report: Report): void {
  if (chart === null) return;
  const shown = rows.slice(0, mostBars);
  const valuesOf = (cells: readonly Cell[]) => chart.series.map((at) => Number(cells[at] ?? 0));
  const lengthOf = (cells: readonly Cell[]) =>
    chart.isStacked ? valuesOf(cells).reduce((sum, value) => sum + value, 0) : Math.max(...valuesOf(cells));
  const longest = Math.max(1, ...shown.map(lengthOf));
  const barHeight = chart.isStacked || chart.series.length === 1 ? 9 : 5;
  const rowHeight = (chart.isStacked ? barHeight : barHeight * chart.series.length) + 5;
  roomFor(doc, rowHeight * shown.length + 24);
  const [labelWidth, top] = [200, doc.y];
  const scale = (widthOf(doc) - labelWidth - 10) / longest;
  doc.font('regular').fontSize(7);
  for (const [index, cells] of shown.entries()) {
    const y = top + index * rowHeight;
    doc.fillColor(colours.ink).text(textOf(cells[chart.label] ?? null, columns[chart.label], report), margin, y, {
      ...{ width: labelWidth - 6, height: 9, ellipsis: true, lineBreak: false },
    });
    let x = margin + labelWidth;
    for (const [at, value] of valuesOf(cells).entries()) {
      const barY = chart.isStacked ? y : y + at * barHeight;
      if (value > 0) doc.rect(x, barY, value * scale, barHeight - 1).fill(barColours[at % barColours.length] ?? colours.ink);
      if (chart.isStacked) x += value * scale;
    }
  }
  let x = margin + labelWidth;
  const legendY = top + shown.length * rowHeight + 2;
  for (const [at, column] of chart.series.entries()) {
    const name = columns[column]?.name ?? '';
    doc.rect(x, legendY, 7, 7).fill(barColours[at % barColours.length] ?? colours.ink);
    doc.fillColor(colours.quiet).text(name, x + 10, legendY, { lineBreak: false });
    x += doc.widthOfString(name) + 26;
  }
  doc.x = margin;
  doc.y = legendY + 16;
}

function drawTable(doc: Doc, { columns, rows }: ReportSection, report: Report): void {
  // names take the room that figures leave
  const weights = columns.map(({ unit }, at) => (unit === 'text' ? (at === 0 ? 4 : 2) : 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const widths = weights.map((weight) => (weight / all) * widthOf(doc));
  const align = columns.map(({ unit }) => (unit === 'text' ? 'left' : 'right'));
  const drawRow = (texts: readonly string[], isHead: boolean) => {
    doc.font(isHead ? 'bold' : 'regular').fontSize(fontSize);
    const height = Math.max(...texts.map((text, at) => doc.heightOfString(text, { width: (widths[at] ?? 0) - 8 }))) + 6;
    if (!isHead && doc.y + height > doc.page.height - margin) {
      doc.addPage();
      drawRow(
        columns.map(({ name }) => name),
        true,
      );
      doc.font('regular').fontSize(fontSize);
    }
    const y = doc.y;
    if (isHead) doc.rect(margin, y, widthOf(doc), height).fill(colours.head);
    let x = margin;
    for (const [at, text] of texts.entries()) {
      const width = widths[at] ?? 0;
      doc.fillColor(colours.ink).text(text, x + 4, y + 3, { width: width - 8, align: align[at] ?? 'left' });
      x += width;
    }
    doc
      .moveTo(margin, y + height)
      .lineTo(margin + widthOf(doc), y + height)
      .lineWidth(0.5)
      .stroke(colours.line);
    doc.x = margin;
    doc.y = y + height;
  };
  roomFor(doc, 50);
  drawRow(
    columns.map(({ name }) => name),
    true,
  );
  for (const cells of rows.slice(0, mostRows))
    drawRow(
      columns.map((column, at) => textOf(cells[at] ?? null, column, report)),
      false,
    );
}

function numberPages(doc: Doc): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // below the margin, where text would otherwise begin a new page
    doc.page.margins.bottom = 0;
    doc.font('regular').fontSize(7).fillColor(colours.quiet);
    doc.text(`${page + 1} / ${count}`, margin, doc.page.height - 24, { width: widthOf(doc), align: 'right', lineBreak: false });
  }
}

/** A cell as people read it: lengths of time in two units, shares in percent, instants in the report's zone. */
export function textOf(
  cell: Cell,
  column: ReportColumn | undefined,
  { language, timeZone }: Pick<Report, 'language' | 'timeZone'>,
): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell;
  const number = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB');
  switch (column?.unit) {
    case 'duration':
      return durationText(cell, language);
    case 'share':
      return `${number.format(cell / 100)} %`;
    case 'instant':
      return instantText(cell, timeZone);
    case 'count':
    case 'text':
    case undefined:
      return number.format(cell);
  }
}

function durationText(ms: number, language: Report['language']): string {
  const [d, h, min, s] = pdfWords.units[language];
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} ${s}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} ${min} ${seconds % 60} ${s}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} ${h} ${minutes % 60} ${min}`;
  return `${Math.floor(hours / 24)} ${d} ${hours % 24} ${h}`;
}
