import { missingGlyphs } from '@gatecast/glass-text';
import { feedLimits, isFeedCell, type FeedCell, type FeedColumnType, type FeedIntakeColumn } from '@gatecast/protocol';
import type { RawRow } from './raw-rows.ts';

export type FeedRows =
  | { readonly kind: 'rows'; readonly rows: readonly (readonly FeedCell[])[] }
  | { readonly kind: 'unfit'; readonly detail: string };

/** Rows as a table of typed cells, whole or not at all: values of which a part was guessed are worse than those of before. */
export function tableOf(columns: readonly FeedIntakeColumn[], raw: readonly RawRow[]): FeedRows {
  if (raw.length > feedLimits.rows) return { kind: 'unfit', detail: `has more than ${feedLimits.rows} rows` };
  const rows: FeedCell[][] = [];
  for (const [index, row] of raw.entries()) {
    const cells: FeedCell[] = [];
    for (const { key, type, from } of columns) {
      const cell = cellOf(type, row(from));
      if (cell === undefined || !isFeedCell(type, cell))
        return { kind: 'unfit', detail: `row ${index + 1}, ${key}: is no ${type} ${limitOf[type]}` };
      cells.push(cell);
    }
    rows.push(cells);
  }
  const empty = columns.findIndex((_column, column) => rows.length > 0 && rows.every((cells) => cells[column] === null));
  if (empty !== -1) return { kind: 'unfit', detail: `${columns[empty]?.key ?? ''}: no row has a value at “${columns[empty]?.from ?? ''}”` };
  return { kind: 'rows', rows };
}

const limitOf: Readonly<Record<FeedColumnType, string>> = {
  text: `of at most ${feedLimits.cellCharacters} characters`,
  number: 'such as 26315 or 0.5',
  time: 'in ISO 8601 with its offset, nor one of RFC 5322, nor of Unix',
};

/** undefined: it is none of this type. */
function cellOf(type: FeedColumnType, value: unknown): FeedCell | undefined {
  if (value === null || value === undefined || value === '') return null;
  switch (type) {
    case 'text':
      return textCell(value);
    case 'number':
      return numberCell(value);
    case 'time':
      return instantOf(value);
  }
}

/** Marks one over another beyond what any script needs would reach into the rows around them. */
const stacked = /(\p{Mn}{4})\p{Mn}+/gu;
/** See the protocol's feed.ts: what turns the direction of what is around it, hides, or controls. */
const hidden = /[\p{Cc}\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

function textCell(value: unknown): string | null | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const text = value.replaceAll(/\s+/gu, ' ').replaceAll(hidden, '').normalize('NFC').replaceAll(stacked, '$1').trim();
  const drawn = missingGlyphs(text).reduce((drawn, { character }) => drawn.replaceAll(character, '\uFFFD'), text);
  return drawn === '' ? null : drawn;
}

function numberCell(value: unknown): string | undefined {
  const text = typeof value === 'number' ? value.toFixed(6) : typeof value === 'string' ? value.trim() : '';
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  const [, sign = '', whole = '', part = ''] = /^([+-]?)0*(\d+)(?:\.(\d{1,12}))?$/.exec(plain) ?? [];
  if (whole === '') return undefined;
  const decimals = part.slice(0, 6).replace(/0+$/, '');
  const number = decimals === '' ? whole : `${whole}.${decimals}`;
  return sign === '-' && number !== '0' ? `-${number}` : number;
}

const isoWithOffset = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;
const mailDate = /^([A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(:\d\d)? ([+-]\d{4}|GMT|UT|Z)$/;
/** Unix time in seconds is below this until the year 5138, in milliseconds above it since 1973. */
const firstMs = 100_000_000_000;

/** UTC milliseconds of what a source says of a time; undefined where it does not say which instant is meant. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.round(value < firstMs ? value * 1_000 : value);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (!isoWithOffset.test(text) && !mailDate.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
