/** The pairing code that a scanned text holds: the address that a screen shows for phones, or the letters alone. null: it is something else. */
export function codeIn(text: string): string | null {
  const said = URL.canParse(text) ? (new URL(text).searchParams.get('code') ?? '') : text;
  const code = said.toUpperCase().replaceAll(/[\s-]/g, '');
  return /^[A-Z2-9]{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : null;
}
