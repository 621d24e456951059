import { articleContentSchema, noticeContentSchema } from '@gatecast/protocol';
import { describe, expect, test } from 'vitest';
import { demoArticles } from './articles.ts';
import type { DemoBlock } from './demo-article.ts';
import { demoLanguages } from './demo-language.ts';
import type { DemoLanguage } from './demo-language.ts';
import type { DemoNotice } from './demo-notice.ts';
import { demoNotices } from './notices.ts';

type Text = { readonly where: string; readonly language: DemoLanguage; readonly text: string };

function blockTexts(block: DemoBlock): readonly string[] {
  return 'items' in block ? block.items : [block.text];
}

/** What a notice says in words; amounts, distances and addresses are not language. */
function noticeTexts({ title, body, template, qr }: DemoNotice['variants'][DemoLanguage]): readonly string[] {
  const rows = template === undefined || template.kind === 'steps' ? [] : template.rows;
  const said = rows.map((row) => ('name' in row ? row.name : row.place));
  const note = template?.kind === 'fees' ? template.note : undefined;
  return [title, body, ...said, ...(note === undefined ? [] : [note]), ...(qr === undefined ? [] : [qr.caption])].filter(
    (text) => text !== '',
  );
}

/** The form of a block without its words. */
function blockForm(block: DemoBlock): string {
  return 'items' in block ? `${block.kind} of ${block.items.length}` : block.kind;
}

const texts: readonly Text[] = demoLanguages.flatMap((language) => [
  ...demoNotices.flatMap(({ key, variants }) =>
    noticeTexts(variants[language]).map((text) => ({ where: `${key} ${language}`, language, text })),
  ),
  ...demoArticles.flatMap(({ key, variants }) => {
    const { title, summary, blocks } = variants[language];
    return [title, summary, ...blocks.flatMap(blockTexts)].map((text) => ({ where: `${key} ${language}`, language, text }));
  }),
]);

function inLanguage(wanted: DemoLanguage): readonly Text[] {
  return texts.filter(({ language }) => language === wanted);
}

/** The texts that hold what they should not. */
function having(pattern: RegExp, among: readonly Text[]): readonly string[] {
  return among.filter(({ text }) => pattern.test(text)).map(({ where, text }) => `${where}: ${text}`);
}

test('every notice and article has exactly the six languages, and keys differ', () => {
  for (const { key, variants } of [...demoNotices, ...demoArticles]) expect(Object.keys(variants), key).toEqual(demoLanguages);
  const keys = [...demoNotices, ...demoArticles].map(({ key }) => key);
  expect([keys.length, new Set(keys).size]).toEqual([13, 13]);
});

test('the server takes every text as it is written', () => {
  for (const { variants } of demoNotices) {
    for (const language of demoLanguages) {
      const content = { kind: 'notice', ...variants[language] };
      expect(noticeContentSchema.parse(content)).toEqual(content);
    }
  }
  for (const { variants } of demoArticles) {
    for (const language of demoLanguages) {
      const content = { kind: 'article', ...variants[language] };
      expect(articleContentSchema.parse(content)).toEqual(content);
    }
  }
});

test('titles fit a ticker and bodies fit a screen', () => {
  for (const { key, variants } of demoNotices) {
    for (const language of demoLanguages) {
      const { title, body } = variants[language];
      expect(title.length, `${key} ${language} title`).toBeLessThanOrEqual(90);
      expect(body.length, `${key} ${language} body`).toBeLessThanOrEqual(220);
      expect(title, `${key} ${language} title`).not.toMatch(/[.。]$/);
    }
  }
});

test('the blocks of an article correspond in all languages', () => {
  for (const { key, variants } of demoArticles) {
    const lead = variants.vi.blocks.map(blockForm);
    for (const language of demoLanguages) expect(variants[language].blocks.map(blockForm), `${key} ${language}`).toEqual(lead);
  }
});

test('texts are NFC, without stray spaces', () => {
  expect(texts.filter(({ text }) => text !== text.normalize('NFC') || text !== text.trim())).toEqual([]);
  expect(having(/ {2}|\t|\n/, texts)).toEqual([]);
});

test('a number is the same in every language', () => {
  for (const { key, variants } of demoNotices) {
    const numbers = (language: DemoLanguage): readonly string[] => [
      ...new Set(
        variants[language].body
          // 15 million and 1500 of ten thousand each
          .replaceAll(/1,?500(?=万|만)/g, '15')
          .replaceAll(/(?<=\d)[.,\u00A0](?=\d{3})/g, '')
          .match(/\d+/g),
      ),
    ];
    const lead = numbers('vi')
      .filter((number) => number !== '2')
      .toSorted();
    for (const language of demoLanguages) {
      // "T2" may be said as "Terminal 2"; it is no quantity.
      const found = numbers(language)
        .filter((number) => number !== '2')
        .toSorted();
      expect(found, `${key} ${language}`).toEqual(lead);
    }
  }
});

describe('each language is written in its own way', () => {
  test('Vietnamese has its diacritics', () => {
    const bare =
      /\b(ho chieu|thi thuc|nhap canh|xuat canh|hai quan|khai bao|hanh ly|hanh khach|san bay|nha ga|xe buyt|tien mat|khong|duoc|nguoi|cua khau|muoi|bien lai|can bo|dong dang|ha noi|noi bai|viet nam)\b/i;
    expect(having(bare, inLanguage('vi'))).toEqual([]);
    for (const { where, text } of inLanguage('vi')) {
      const letters = text.match(/\p{L}/gu) ?? [];
      const marked = letters.filter((letter) => /[^a-z]/i.test(letter));
      expect(marked.length / letters.length, `${where}: ${text}`).toBeGreaterThan(0.15);
    }
  });

  test('Chinese is simplified, with its own punctuation', () => {
    const traditional = /[國護簽證關車請現過與號機場邊檢陸門費電話時開員處達廳區歸報稅務醫藥頭發燒熱蟲傳網銀換幣滿]/;
    expect(having(traditional, inLanguage('zh-Hans'))).toEqual([]);
    expect(having(/[,;:?!]|[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u, inLanguage('zh-Hans'))).toEqual([]);
    expect(inLanguage('zh-Hans').filter(({ text }) => !/\p{Script=Han}/u.test(text))).toEqual([]);
  });

  test('Korean is in Hangul, Japanese has kana and its own punctuation', () => {
    expect(inLanguage('ko').filter(({ text }) => !/\p{Script=Hangul}/u.test(text))).toEqual([]);
    expect(having(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, inLanguage('ko'))).toEqual([]);
    const whole = inLanguage('ja')
      .map(({ text }) => text)
      .join('');
    expect(whole).toMatch(/\p{Script=Hiragana}/u);
    expect(having(/\p{Script=Hangul}|(?<!\d),|[;:?!]/u, inLanguage('ja'))).toEqual([]);
  });

  test('French keeps its signs with a space that does not break, and curls its apostrophes', () => {
    expect(having(/(?<!\u00A0)[:;?!]|'|"/, inLanguage('fr'))).toEqual([]);
    expect(having(/'|"/, inLanguage('en'))).toEqual([]);
  });
});
