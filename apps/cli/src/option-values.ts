import { resolve } from 'node:path';
import { callerFolder } from './caller-folder.ts';

/** What a text of the command line or the environment is worth: a value, or what it must be and the limit it broke. */
export type Judged<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'refused'; readonly message: string; readonly limit?: string | number };

const value = <T>(given: T): Judged<T> => ({ kind: 'value', value: given });
const refused = (message: string, limit?: string | number): Judged<never> => ({
  kind: 'refused',
  message,
  ...(limit === undefined ? {} : { limit }),
});

/** As the schema of a plan has it. */
const mostIdLength = 64;

/** A plan is asked about instants from 1970 to the end of 9999. */
const lastInstant = '9999-12-31T23:59:59Z';

/** A TCP port; 0 lets the system choose. */
export function parsePort(text: string): Judged<number> {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) return refused('must be a whole number from 0 to 65535', 65_535);
  return value(port);
}

/** A whole number of at least 1 and at most `most`. */
export function parseCount(most: number): (text: string) => Judged<number> {
  return (text) => {
    const count = Number(text);
    if (!/^\d{1,9}$/.test(text) || count < 1 || count > most) return refused(`must be a whole number from 1 to ${most}`, most);
    return value(count);
  };
}

/** A year from `first` to `last`. */
export function parseYear(first: number, last: number): (text: string) => Judged<number> {
  return (text) => {
    const year = Number(text);
    if (/^\d{4}$/.test(text) && year >= first && year <= last) return value(year);
    return refused(`must be a year from ${first} to ${last}`, `${first} to ${last}`);
  };
}

/** The id of something of a plan. */
export function parseId(text: string): Judged<string> {
  return text.length >= 1 && text.length <= mostIdLength ? value(text) : refused(`must have 1 to ${mostIdLength} characters`, mostIdLength);
}

/** A whole number of at least 0 and at most `most`. */
export function parseWholeNumber(most: number): (text: string) => Judged<number> {
  return (text) => {
    const count = Number(text);
    if (!/^\d{1,9}$/.test(text) || count > most) return refused(`must be a whole number from 0 to ${most}`, most);
    return value(count);
  };
}

/** An http or https address without a path; gives its origin. */
export function parseServerUrl(text: string): Judged<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    return refused('must be an address such as http://127.0.0.1:8080', 'http or https');
  return value(url.origin);
}

/** An instant: ISO 8601 with offset or Z, or UTC milliseconds; gives UTC milliseconds. */
export function parseInstant(text: string): Judged<number> {
  const iso = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/.exec(text);
  const ms = /^\d{1,16}$/.test(text) ? Number(text) : iso === null || !isDay(iso[1] ?? '') ? Number.NaN : Date.parse(text);
  if (Number.isNaN(ms))
    return refused(
      'must be an instant such as 2026-07-29T13:46:00+07:00, or UTC milliseconds',
      'ISO 8601 with offset, or UTC milliseconds',
    );
  if (ms < 0 || ms > Date.parse(lastInstant)) return refused(`must be from 1970-01-01T00:00:00Z to ${lastInstant}`, lastInstant);
  return value(ms);
}

/** Whether the calendar has this day; Date.parse itself lets 30 February pass. */
function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** Width and height in pixels, as 1920x1080. */
export function parseSize(text: string): Judged<string> {
  return /^\d{2,5}x\d{2,5}$/.test(text) ? value(text) : refused('must be a size such as 1920x1080');
}

/** Left and top in pixels, as 0,360. */
export function parsePosition(text: string): Judged<string> {
  return /^-?\d{1,5},-?\d{1,5}$/.test(text) ? value(text) : refused('must be a position such as 0,360');
}

/** One of a closed list. */
export function parseOneOf<const T extends string>(choices: readonly T[]): (text: string) => Judged<T> {
  return (text) => {
    const found = choices.find((choice) => choice === text);
    return found === undefined ? refused(`must be one of ${choices.join(', ')}`, choices.join(', ')) : value(found);
  };
}

/** A folder, there or not yet; gives its absolute path. */
export function parseFolder(text: string): Judged<string> {
  return text === '' || text.includes('\0') ? refused('must name a folder') : value(resolve(callerFolder(), text));
}
