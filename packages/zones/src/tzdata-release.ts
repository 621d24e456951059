/** The release of the time zone database that this host's Intl reads, for example `2026a`; undefined where the runtime does not say. */
export function tzdataRelease(): string | undefined {
  return process.versions['tz'];
}
