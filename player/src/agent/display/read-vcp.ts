/** One value of a display's virtual control panel: continuous with its maximum, or one of a list. */
export type Vcp =
  | { readonly kind: 'continuous'; readonly value: number; readonly maximum: number }
  | { readonly kind: 'choice'; readonly value: number }
  /** The display does not have this feature. */
  | { readonly kind: 'none' };

/**
 * Reads a line of `ddcutil getvcp --terse` for a feature (two hexadecimal digits): `VCP 10 C 50 100`, `VCP D6 SNC x01`,
 * `VCP D6 CNC x00 x05 x00 x01` or `VCP 10 ERR` (ddcutil's manual, "Terse output"). null: there is no such line.
 */
export function readVcp(output: string, feature: string): Vcp | null {
  for (const line of output.split('\n')) {
    const [mark, code, type, ...values] = line.trim().split(/\s+/);
    if (mark !== 'VCP' || code?.toUpperCase() !== feature) continue;
    if (type === 'ERR') return { kind: 'none' };
    if (type === 'C') {
      const [value, maximum] = values.map(Number);
      const isSound = value !== undefined && maximum !== undefined && Number.isInteger(value) && maximum > 0;
      return isSound ? { kind: 'continuous', value, maximum } : null;
    }
    // of a complex value the low byte tells
    const low = type === 'SNC' || type === 'CNC' ? /^x([0-9a-f]{2})$/i.exec(values.at(-1) ?? '')?.[1] : undefined;
    return low === undefined ? null : { kind: 'choice', value: Number.parseInt(low, 16) };
  }
  return null;
}
