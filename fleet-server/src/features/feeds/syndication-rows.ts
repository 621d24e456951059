import { feedLimits, type syndicationFields } from '@gatecast/protocol';
import { Parser } from 'htmlparser2';
import type { RawRows } from './raw-rows.ts';

type Field = (typeof syndicationFields)[number];

/** Names of RSS 2.0, RSS 1.0 and Atom (RFC 4287), without their prefix. Addresses are not taken in. */
const fieldOf: Readonly<Record<string, Field>> = {
  title: 'title',
  description: 'summary',
  summary: 'summary',
  author: 'author',
  creator: 'author',
  name: 'author',
  category: 'category',
  pubdate: 'published',
  date: 'published',
  published: 'published',
  updated: 'published',
};
const maxDepth = 24;
const maxElements = 20_000;
const mostFieldCharacters = 4_000;
const entryNames = new Set(['item', 'entry']);

/**
 * The entries of an RSS or Atom document, the first as many as a table holds. Read as a stream of elements: no tree, no DTD, no entities
 * but the five of XML and character references; a document that declares a type is refused, as declarations are where the attacks live.
 */
export function syndicationRows(text: string): RawRows {
  const entries: Map<Field, string>[] = [];
  const path: string[] = [];
  let entry: Map<Field, string> | null = null;
  let entryDepth = 0;
  /** The field whose element is open; null: it came before, and the first one stays. */
  let reading: Field | null = null;
  let elements = 0;
  let problem: string | null = null;
  const stop = (detail: string): void => {
    problem ??= detail;
    parser.reset();
  };
  const parser = new Parser(
    {
      onprocessinginstruction(name) {
        if (name.toLowerCase().startsWith('!')) stop('declares a document type, which no feed needs');
      },
      onopentag(name, attributes) {
        path.push(localName(name));
        elements += 1;
        if (path.length > maxDepth) return stop(`is nested deeper than ${maxDepth}`);
        if (elements > maxElements) return stop(`has more than ${maxElements} elements`);
        if (entry === null && entryNames.has(localName(name))) {
          entry = new Map();
          entryDepth = path.length;
        }
        const field = fieldHere();
        if (entry === null || field === undefined) return;
        reading = (entry.get(field)?.trim() ?? '') === '' ? field : null;
        if (reading === 'category') add(entry, reading, attributes['term'] ?? '');
      },
      ontext(said) {
        if (entry !== null && reading !== null && reading === fieldHere()) add(entry, reading, said);
      },
      onclosetag() {
        if (entry !== null && path.length === entryDepth) {
          if (entries.length < feedLimits.rows) entries.push(entry);
          entry = null;
        }
        path.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  /** The field whose element this is: of the entry itself, or the name within its author. */
  function fieldHere(): Field | undefined {
    const [within = '', here = ''] = path.slice(-2);
    const field = fieldOf[here];
    if (path.length === entryDepth + 1) return here === 'name' ? undefined : field;
    return path.length === entryDepth + 2 && within === 'author' && here === 'name' ? field : undefined;
  }
  parser.end(text);
  if (problem !== null) return { kind: 'unreadable', detail: problem };
  if (elements === 0) return { kind: 'unreadable', detail: 'is not XML' };
  return { kind: 'rows', rows: entries.map((fields) => (from) => plain(fields.get(from as Field))) };
}

/** What comes in pieces is one text. */
function add(entry: Map<Field, string>, field: Field, said: string): void {
  const before = entry.get(field) ?? '';
  if (before.length < mostFieldCharacters) entry.set(field, before + said);
}

/** Summaries come as HTML in text: its tags say nothing on a screen. Too long ones are cut, as their writers do not know us. */
function plain(text: string | undefined): string | undefined {
  const words = text
    ?.replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (words === undefined || words.length <= feedLimits.cellCharacters) return words;
  return `${words.slice(0, feedLimits.cellCharacters - 1).trimEnd()}…`;
}

function localName(name: string): string {
  return (name.split(':').at(-1) ?? name).toLowerCase();
}
