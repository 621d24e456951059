import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { excerptOf } from './excerpt-of.ts';
import { foldLetters, halfWidth } from './fold-letters.ts';
import { markSequences, markWords, type MarkedText } from './mark-terms.ts';
import { isUnsegmented, lengthOf, queryTerms, trigramsOf } from './query-terms.ts';

export type Article = {
  readonly itemId: string;
  readonly language: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
};

export type FoundArticle = {
  readonly itemId: string;
  readonly title: MarkedText;
  /** From the summary, or from the text where more of the query stands there. */
  readonly excerpt: MarkedText;
};

export type ArticleSearch = {
  /** Replaces the whole stock, all or nothing. */
  readonly replaceAll: (articles: readonly Article[]) => void;
  /** Articles of one language, best first; any string is a query. `limit` is held to 1 to 50. */
  readonly find: (wanted: { readonly language: string; readonly query: string; readonly limit: number }) => readonly FoundArticle[];
  readonly close: () => void;
};

// Raised when the tables change: an index of another version is thrown away, since it holds nothing of its own.
const indexVersion = 1;
const tables = `
  CREATE TABLE articles (id INTEGER PRIMARY KEY, item_id TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL,
    summary TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (item_id, language));
  CREATE VIRTUAL TABLE exact_words USING fts5(title, summary, text, content='', tokenize="unicode61 remove_diacritics 0");
  CREATE VIRTUAL TABLE bare_words USING fts5(title, summary, text, content='', prefix='2 3', tokenize="unicode61 remove_diacritics 2");
  CREATE VIRTUAL TABLE sequences USING fts5(title, summary, text, content='', tokenize="trigram remove_diacritics 1");
  PRAGMA user_version = ${indexVersion};`;
type Index = 'exact_words' | 'bare_words' | 'sequences';

/** A rung of the ladder of a search: everything on it ranks above everything on the next. */
type Rung = { readonly index: Index; readonly expression: string };
type Row = { readonly id: number; readonly itemId: string; readonly title: string; readonly summary: string; readonly text: string };

/**
 * Opens the full-text index of articles (SQLite's FTS5). A file that is no index, or one of another version, is made
 * anew and empty: `replaceAll` fills it. `nativeBinding`: path of better-sqlite3's library, where Node's is not the one.
 */
export function openArticleSearch(options: { readonly file: string; readonly nativeBinding?: string }): ArticleSearch {
  const database = openIndex(options);
  const columns = 'a.id, a.item_id AS itemId, a.title, a.summary, a.text';

  function matches({ index, expression }: Rung, language: string, limit: number): readonly Row[] {
    // a word in the title weighs ten, in the summary four times what it weighs in the text
    const sql = `SELECT ${columns} FROM ${index} JOIN articles a ON a.id = ${index}.rowid
      WHERE ${index} MATCH ? AND a.language = ? ORDER BY bm25(${index}, 10.0, 4.0, 1.0), a.item_id LIMIT ?`;
    return database.prepare<[string, string, number], Row>(sql).all(expression, language, limit);
  }

  /** Terms of one or two characters are no trigram: they are looked for in the texts themselves. */
  function contains(terms: readonly string[], language: string, limit: number): readonly Row[] {
    const patterns = terms.map((term) => `%${term.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    const like = (column: string) => String.raw`a.${column} LIKE ? ESCAPE '\'`;
    const sql = `SELECT ${columns} FROM articles a WHERE a.language = ?
      AND ${terms.map(() => `(${['title', 'summary', 'text'].map(like).join(' OR ')})`).join(' AND ')}
      ORDER BY CASE WHEN ${like('title')} THEN 0 WHEN ${like('summary')} THEN 1 ELSE 2 END, a.item_id LIMIT ?`;
    const first = patterns[0] ?? '%';
    const values = [language, ...patterns.flatMap((pattern) => [pattern, pattern, pattern]), first, first, limit];
    return database.prepare<unknown[], Row>(sql).all(...values);
  }

  return {
    replaceAll: database.transaction((articles: readonly Article[]) => {
      for (const index of ['exact_words', 'bare_words', 'sequences']) database.exec(`INSERT INTO ${index}(${index}) VALUES ('delete-all')`);
      database.exec('DELETE FROM articles');
      const addArticle = database.prepare('INSERT INTO articles(item_id, language, title, summary, text) VALUES (?, ?, ?, ?, ?)');
      const add = (index: Index) => database.prepare(`INSERT INTO ${index}(rowid, title, summary, text) VALUES (?, ?, ?, ?)`);
      const [exact, bare, sequences] = [add('exact_words'), add('bare_words'), add('sequences')];
      for (const { itemId, language, ...texts } of articles) {
        const kept = [texts.title, texts.summary, texts.text].map((text) => text.normalize('NFC').replaceAll('\0', ''));
        const id = addArticle.run(itemId, language, ...kept).lastInsertRowid;
        if (isUnsegmented(language)) sequences.run(id, ...kept.map(foldLetters));
        else {
          exact.run(id, ...kept.map(halfWidth));
          bare.run(id, ...kept.map(foldLetters));
        }
      }
    }),
    find({ language, query, limit }) {
      const terms = queryTerms(query);
      if (terms.length === 0) return [];
      const most = Math.min(50, Math.max(1, Math.trunc(limit) || 1));
      const onRung = (rung: Rung) => matches(rung, language, most);
      if (!isUnsegmented(language)) {
        const rows = climb(wordRungs(terms), most, onRung);
        const found = rows.length > 0 ? rows : onRung(anyWord(terms));
        return found.map((row) => present(row, (text) => markWords(text, terms), 180));
      }
      const rows = terms.some((term) => lengthOf(term) < 3) ? contains(terms, language, most) : onRung(allSequences(terms));
      if (rows.length > 0) return rows.map((row) => present(row, (text) => markSequences(text, terms), 90));
      const pieces = terms.flatMap(trigramsOf);
      return (pieces.length === 0 ? [] : onRung(anySequence(pieces))).map((row) => present(row, (text) => markSequences(text, pieces), 90));
    },
    close() {
      database.close();
    },
  };
}

/** As one phrase with diacritics, all words with diacritics, then both without; then the same with the last word as a beginning. */
function wordRungs(terms: readonly string[]): readonly Rung[] {
  const bare = terms.map(foldLetters);
  return ['', ' *'].flatMap((ending): Rung[] => [
    { index: 'exact_words', expression: `${quoted(terms.join(' '))}${ending}` },
    { index: 'exact_words', expression: `${terms.map(quoted).join(' AND ')}${ending}` },
    { index: 'bare_words', expression: `${quoted(bare.join(' '))}${ending}` },
    { index: 'bare_words', expression: `${bare.map(quoted).join(' AND ')}${ending}` },
  ]);
}

/** For a query that no article answers whole: what comes near. */
function anyWord(terms: readonly string[]): Rung {
  return { index: 'bare_words', expression: `${terms.map(foldLetters).map(quoted).join(' OR ')} *` };
}

function allSequences(terms: readonly string[]): Rung {
  return { index: 'sequences', expression: terms.map((term) => quoted(foldLetters(term))).join(' AND ') };
}

function anySequence(pieces: readonly string[]): Rung {
  return { index: 'sequences', expression: pieces.map((piece) => quoted(foldLetters(piece))).join(' OR ') };
}

/** Takes rows rung by rung until there are enough. */
function climb(rungs: readonly Rung[], most: number, take: (rung: Rung) => readonly Row[]): readonly Row[] {
  const rows = new Map<number, Row>();
  for (const rung of rungs) {
    if (rows.size >= most) break;
    for (const row of take(rung)) if (!rows.has(row.id) && rows.size < most) rows.set(row.id, row);
  }
  return [...rows.values()];
}

function present(row: Row, mark: (text: string) => MarkedText, length: number): FoundArticle {
  const summary = mark(row.summary);
  const text = mark(row.text);
  const isInTextOnly = summary.marks.length === 0 && text.marks.length > 0;
  return { itemId: row.itemId, title: mark(row.title), excerpt: excerptOf(isInTextOnly ? text : summary, length) };
}

/** A string of FTS5's query language: nothing inside is syntax. Terms hold no quotes; doubled all the same. */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}

function openIndex(options: { readonly file: string; readonly nativeBinding?: string }): Database.Database {
  const open = () => new Database(options.file, options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding });
  let database = open();
  if (!isCurrent(database)) {
    database.close();
    if (options.file !== ':memory:')
      for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${options.file}${ending}`, { force: true });
    database = open();
    database.exec(tables);
  }
  return database;
}

/** Whether the file is a sound index of this version. */
function isCurrent(database: Database.Database): boolean {
  try {
    return (
      database.pragma('user_version', { simple: true }) === indexVersion && database.pragma('quick_check(1)', { simple: true }) === 'ok'
    );
  } catch (error) {
    // not a database, or a damaged one: it is derived from releases and can be made again
    if (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return false;
    throw error;
  }
}
