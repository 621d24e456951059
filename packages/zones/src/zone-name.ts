/** Names of three letters that the IANA database has itself; the others are ICU's own (`VST`, `IST`, `PST`) and mean what nobody can say. */
const shortNames = new Set(['CET', 'EET', 'EST', 'GMT', 'HST', 'MET', 'MST', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET']);

/** ICU keeps the first name that it had for a zone; these are the ones that the IANA database has renamed since (its file `backward`). */
const renamed: ReadonlyMap<string, string> = new Map([
  ['Africa/Asmera', 'Africa/Asmara'],
  ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['America/Catamarca', 'America/Argentina/Catamarca'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['America/Cordoba', 'America/Argentina/Cordoba'],
  ['America/Godthab', 'America/Nuuk'],
  ['America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['America/Jujuy', 'America/Argentina/Jujuy'],
  ['America/Louisville', 'America/Kentucky/Louisville'],
  ['America/Mendoza', 'America/Argentina/Mendoza'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['Asia/Katmandu', 'Asia/Kathmandu'],
  ['Asia/Rangoon', 'Asia/Yangon'],
  ['Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['Europe/Kiev', 'Europe/Kyiv'],
  ['Pacific/Enderbury', 'Pacific/Kanton'],
  ['Pacific/Ponape', 'Pacific/Pohnpei'],
  ['Pacific/Truk', 'Pacific/Chuuk'],
]);

/**
 * The name that the IANA time zone database gives a zone today, for a name in any case, old or new (`asia/saigon` gives `Asia/Ho_Chi_Minh`,
 * `US/Pacific` gives `America/Los_Angeles`). null for a name that this host does not know, and for what is no IANA name: an offset such as
 * `+07:00` (it has no law that could change; `Etc/GMT-7` says the same, its sign being that of POSIX), and ICU's own abbreviations.
 */
export function canonicalZoneName(name: string): string | null {
  if (/^[+-]/.test(name) || /^SystemV\//i.test(name)) return null;
  if (name.length === 3 && !shortNames.has(name.toUpperCase())) return null;
  let known: string;
  try {
    known = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // Intl throws a RangeError for a name it does not know; that is the answer, not a failure
    return null;
  }
  return renamed.get(known) ?? known;
}

/** Whether `zoneOf` has an answer for this name. */
export function isZoneKnown(name: string): boolean {
  return canonicalZoneName(name) !== null;
}
