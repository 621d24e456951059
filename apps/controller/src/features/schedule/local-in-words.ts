/** A wall-clock date, with its time where it has one, in the interface's locale and without a zone. */
export function localInWords(local: string, locale: string): string {
  const hasTime = local.length > 10;
  const at = Date.parse(hasTime ? `${local}Z` : `${local}T00:00Z`);
  if (Number.isNaN(at)) return local;
  // in Vietnamese a date is figures: "23 thg 11, 2026" is nobody's way of writing it
  const month = locale.startsWith('vi') ? 'numeric' : 'short';
  const date = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month, year: 'numeric' }).format(at);
  return hasTime ? `${date} ${local.slice(11).replace(/^(\d\d:\d\d):00$/, '$1')}` : date;
}
