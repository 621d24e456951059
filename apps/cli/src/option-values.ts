import { InvalidArgumentError } from 'commander';

/** A TCP port; 0 lets the system choose. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('must be a whole number from 0 to 65535.');
  return port;
}

/** A whole number of at least 1 and at most `most`. */
export function parseCount(most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (!/^\d{1,9}$/.test(text) || count < 1 || count > most) throw new InvalidArgumentError(`must be a whole number from 1 to ${most}.`);
    return count;
  };
}

/** An http or https address without a path. */
export function parseServerUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new InvalidArgumentError('must be an address such as http://127.0.0.1:8080.');
  return url.origin;
}

/** An instant: ISO 8601 with offset or Z, or UTC milliseconds. */
export function parseInstant(text: string): number {
  const ms = /^\d{1,16}$/.test(text) ? Number(text) : /(Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isSafeInteger(ms))
    throw new InvalidArgumentError('must be an instant such as 2026-07-29T13:46:00+07:00, or UTC milliseconds.');
  return ms;
}

/** Width and height in pixels, as 1920x1080. */
export function parseSize(text: string): string {
  if (!/^\d{2,5}x\d{2,5}$/.test(text)) throw new InvalidArgumentError('must be a size such as 1920x1080.');
  return text;
}

/** Left and top in pixels, as 0,360. */
export function parsePosition(text: string): string {
  if (!/^-?\d{1,5},-?\d{1,5}$/.test(text)) throw new InvalidArgumentError('must be a position such as 0,360.');
  return text;
}
