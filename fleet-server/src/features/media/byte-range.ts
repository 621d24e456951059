/** Which bytes of `sizeBytes` a request wants. `untilByte` is exclusive. */
export type ByteRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly fromByte: number; readonly untilByte: number }
  | { readonly kind: 'unsatisfiable' };

/**
 * Reads a Range header (RFC 9110, 14.2). One range is answered; several, other units and what is not a range are answered
 * with the whole, as the RFC allows. `If-Range` must name this very entity, by its strong ETag, or the whole is sent.
 */
export function byteRangeOf(
  headers: { readonly range: string | undefined; readonly ifRange: string | undefined },
  entity: { readonly sizeBytes: number; readonly etag: string },
): ByteRange {
  const { range, ifRange } = headers;
  if (range === undefined || (ifRange !== undefined && ifRange.trim() !== entity.etag)) return { kind: 'whole' };
  const match = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(range);
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return { kind: 'whole' };
  const { sizeBytes } = entity;
  if (first === '') {
    const suffix = Number(last);
    if (suffix === 0 || sizeBytes === 0) return { kind: 'unsatisfiable' };
    return { kind: 'part', fromByte: Math.max(0, sizeBytes - suffix), untilByte: sizeBytes };
  }
  const fromByte = Number(first);
  const untilByte = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes);
  if (last !== '' && Number(last) < fromByte) return { kind: 'whole' };
  if (fromByte >= sizeBytes) return { kind: 'unsatisfiable' };
  return { kind: 'part', fromByte, untilByte };
}
