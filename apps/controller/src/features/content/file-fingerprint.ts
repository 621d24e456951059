const sampleBytes = 64 * 1024;

/**
 * What tells a file from others when it is chosen again: name, size, time of change, and of its beginning and end their SHA-256. Over plain
 * HTTP a browser hashes nothing; the first three must do there.
 */
export async function fingerprintOf(file: File): Promise<string> {
  const ends = await new Blob([file.slice(0, sampleBytes), file.slice(-sampleBytes)]).arrayBuffer();
  const hash = await sha256Of(ends);
  const name = await sha256Of(new TextEncoder().encode(file.name).buffer);
  return [file.size, file.lastModified, name ?? file.name.slice(-80), hash ?? 'unhashed'].join(' ');
}

/** SHA-256 in hex; null where the browser does none, as the page did not come over HTTPS. */
export async function sha256Of(bytes: ArrayBuffer): Promise<string | null> {
  if (!window.isSecureContext) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
