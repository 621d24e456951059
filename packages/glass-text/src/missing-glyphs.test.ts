import { expect, it } from 'vitest';
import { missingGlyphs } from './missing-glyphs.ts';

it('finds nothing in what airports write in the languages of their visitors', () => {
  const texts = [
    'Cửa khẩu đã mở: 06:00–22:30, lệ phí 25.000 ₫ – xếp hàng ↗ cửa số 5 ✓',
    'Œuvre à 12 € — “fermé” ½ № ™ · • …',
    '请在此排队，出示护照。「內排國際機場」請由３號門離開',
    '入国審査はこちらです。ご注意ください！ 출입국 심사대는 오른쪽에 있습니다',
    'โปรดเตรียมหนังสือเดินทาง ກະລຸນາກຽມໜັງສືຜ່ານແດນ សូមរៀបចំលិខិតឆ្លងដែន',
    'يرجى تجهيز جواز السفر ٢٥ कृपया अपना पासपोर्ट तैयार रखें နိုင်ငံကူးလက်မှတ် Приготовьте паспорт',
  ];
  expect(texts.flatMap(missingGlyphs)).toEqual([]);
});

it('names each character that would be an empty box, once, in order', () => {
  expect(missingGlyphs('🛂 Passport 🛂 தமிழ்')).toEqual([
    { character: '🛂', codePoint: 'U+1F6C2' },
    { character: 'த', codePoint: 'U+0BA4' },
    { character: 'ம', codePoint: 'U+0BAE' },
    { character: 'ி', codePoint: 'U+0BBF' },
    { character: 'ழ', codePoint: 'U+0BB4' },
    { character: '்', codePoint: 'U+0BCD' },
  ]);
});

it('asks for no glyph of line feeds, joiners, marks of direction and variation selectors', () => {
  expect(missingGlyphs('a\nb\u{200d}c\u{200f}d\u{2068}e\u{2069}\u{fe0f}f\u{feff}\u{ad}')).toEqual([]);
});
