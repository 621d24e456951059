/** The address of a path below an origin; an origin is absolute or relative to the server. */
export function originUrl(serverUrl: string, origin: string, path: string): string {
  const base = new URL(origin, serverUrl);
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}${path}`;
}
