import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import PdfWriter from 'pdfkit';

// A notice as a ministry sends it: two pages of A4, lying, in Vietnamese and English, with its fonts in it.

const fonts = {
  plain: import.meta.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf'),
  bold: import.meta.resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf'),
} as const;
const ink = '#10233f';
const line = '#9fb2c8';
const red = '#a3121f';
const marginPt = 48;

const trains = [
  ['MR1', 'Hà Nội → Nam Ninh / Nanning', '21:20', '10:06 (+1)'],
  ['MR2', 'Nam Ninh / Nanning → Hà Nội', '18:05', '05:30 (+1)'],
  ['LC3', 'Hà Nội → Lào Cai', '22:00', '05:55 (+1)'],
  ['LC4', 'Lào Cai → Hà Nội', '21:30', '05:20 (+1)'],
] as const;
const rules = [
  [
    'Có mặt tại ga trước giờ tàu chạy 60 phút để làm thủ tục xuất cảnh.',
    'Be at the station 60 minutes before departure for exit formalities.',
  ],
  [
    'Mang theo hộ chiếu còn hạn ít nhất 6 tháng và vé ghi đúng họ tên.',
    'Bring a passport valid for at least 6 months and a ticket in your name.',
  ],
  [
    'Kiểm tra hộ chiếu tại ga Đồng Đăng; hành khách mang hành lý xuống tàu.',
    'Passports are checked at Dong Dang; take your luggage off the train.',
  ],
  ['Khai báo ngoại tệ tiền mặt trên 5.000 USD hoặc tương đương.', 'Declare cash above USD 5,000 or equivalent.'],
] as const;

/** The PDF's bytes; equal each time. */
export async function trainTimetable(): Promise<Buffer> {
  const pdf = new PdfWriter({
    ...{ size: 'A4', layout: 'landscape', margin: marginPt, lang: 'vi' },
    info: { Title: 'Lịch tàu liên vận', Author: 'Ga Hà Nội', CreationDate: new Date(0) },
  });
  const whole = buffer(pdf);
  for (const [name, url] of Object.entries(fonts)) pdf.registerFont(name, fileURLToPath(url));
  head(pdf, 'Lịch tàu liên vận quốc tế', 'International trains');
  timetable(pdf);
  pdf.addPage();
  head(pdf, 'Hành khách cần biết', 'What passengers need to know');
  advice(pdf);
  pdf.end();
  return whole;
}

function head(pdf: PDFKit.PDFDocument, title: string, translated: string): void {
  pdf.rect(0, 0, pdf.page.width, 14).fill(red);
  pdf.fillColor(ink).font('bold').fontSize(34).text(title, marginPt, 44);
  pdf.fillColor('#4a5d75').font('plain').fontSize(20).text(translated).moveDown(0.8);
}

function timetable(pdf: PDFKit.PDFDocument): void {
  const columns = [marginPt, 150, 520, 650];
  const row = (cells: readonly string[], font: 'plain' | 'bold', sizePt: number): void => {
    const top = pdf.y;
    for (const [index, cell] of cells.entries())
      pdf
        .fillColor(ink)
        .font(font)
        .fontSize(sizePt)
        .text(cell, columns[index] ?? marginPt, top);
    pdf.y = top + sizePt * 2;
    pdf
      .moveTo(marginPt, pdf.y - sizePt * 0.55)
      .lineTo(pdf.page.width - marginPt, pdf.y - sizePt * 0.55)
      .strokeColor(line)
      .stroke();
  };
  row(['Tàu', 'Hành trình / Route', 'Đi / Dep.', 'Đến / Arr.'], 'bold', 19);
  for (const train of trains) row(train, 'plain', 22);
  pdf
    .fillColor('#4a5d75')
    .fontSize(15)
    .text('Giờ địa phương tại mỗi ga. Local times at each station. (+1) hôm sau / next day', marginPt, pdf.y + 6);
}

function advice(pdf: PDFKit.PDFDocument): void {
  for (const [index, [text, translated]] of rules.entries()) {
    const top = pdf.y + 6;
    pdf.circle(marginPt + 14, top + 14, 15).fill(red);
    pdf
      .fillColor('#fff')
      .font('bold')
      .fontSize(18)
      .text(String(index + 1), marginPt + 9.5, top + 5);
    pdf
      .fillColor(ink)
      .font('plain')
      .fontSize(22)
      .text(text, marginPt + 46, top);
    pdf
      .fillColor('#4a5d75')
      .fontSize(16)
      .text(translated, marginPt + 46)
      .moveDown(0.7);
  }
}
