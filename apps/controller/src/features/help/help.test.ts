import { describe, expect, it } from 'vitest';
import { en } from '../../words/en.ts';
import { helpEn } from './help-en.ts';
import { asksForHelp } from './help-key.ts';
import type { HelpTexts } from './help-texts.ts';
import { helpVi } from './help-vi.ts';

type Leaf = readonly [path: string, text: string];
const leaves = (value: object, path = ''): Leaf[] =>
  Object.entries(value).flatMap(([key, one]: [string, unknown]): Leaf[] =>
    typeof one === 'string' ? [[`${path}${key}`, one]] : leaves(one as object, `${path}${key} `),
  );
const wordAt = (key: string): unknown =>
  key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], en);

describe('help of the pages', () => {
  it('is refused by the compiler where a page has none, or one has no page', () => {
    const home = helpEn.pages['/'];
    // @ts-expect-error every other page is missing
    const lacking: HelpTexts['pages'] = { '/': home };
    // @ts-expect-error there is no such page
    const foreign: HelpTexts['pages'] = { ...helpEn.pages, '/nowhere': home };
    expect(Object.keys({ ...lacking, ...foreign }).length).toBeGreaterThan(20);
  });

  it('says the same in both languages, never nothing, in composed letters', () => {
    const [english, vietnamese] = [leaves(helpEn), leaves(helpVi)];
    expect(vietnamese.map(([path]) => path)).toEqual(english.map(([path]) => path));
    expect([...english, ...vietnamese].filter(([, text]) => text.trim() === '' || text !== text.normalize('NFC'))).toEqual([]);
    // nobody forgot to translate; keys have one name everywhere
    const same = english.filter(([path, text], at) => text === vietnamese[at]?.[1] && !/ keys /.test(path));
    expect(same).toEqual([]);
  });

  it('stays short, and names marks by words that the interface has', () => {
    const pages = Object.entries({ ...helpEn.pages });
    expect(
      pages.filter(([, { purpose, steps }]) => purpose.length > 160 || steps.length > 4 || steps.some((step) => step.length > 160)),
    ).toEqual([]);
    const marks = pages.flatMap(([, page]) => Object.keys('marks' in page ? page.marks : {}));
    expect(marks.filter((mark) => typeof wordAt(mark) !== 'string')).toEqual([]);
  });
});

describe('the key of help', () => {
  const stroke = { key: '?', ctrlKey: false, altKey: false, metaKey: false, isComposing: false, isTyping: false };
  it('is a question mark that nobody is typing', () => {
    expect(asksForHelp(stroke)).toBe(true);
    const others = [{ key: '/' }, { ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }, { isTyping: true }];
    expect(others.filter((other) => asksForHelp({ ...stroke, ...other }))).toEqual([]);
  });
});
