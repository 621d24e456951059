/** A wall-clock date, with its time where it has one, in the interface's locale and without a zone. */
export function localInWords(local: string, locale: string): string {
  const hasTime = local.length > 10;
  const at = Date.parse(hasTime ? `${local}Z` : `${local}T00:00Z`);
  if (Number.isNaN(at)) return local;
  const date = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(at);
  return hasTime ? `${date} ${local.slice(11).replace(/^(\d\d:\d\d):00$/, '$1')}` : date;
}
