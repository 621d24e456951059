/**
 * Where a technician's phone goes on with a pairing code: the controller's page for it. null where nobody but this device can reach the server by the
 * address that it knows. The code is in groups, as the glass shows it: a code of digits alone would be read as a number there.
 */
export function enrolAddress(serverUrl: string, code: string): string | null {
  if (!URL.canParse(serverUrl)) return null;
  const address = new URL('/enrol', serverUrl);
  if (!/^https?:$/.test(address.protocol) || isLoopback(address.hostname)) return null;
  address.searchParams.set('code', (code.match(/.{1,4}/gu) ?? []).join('-'));
  return address.href;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
