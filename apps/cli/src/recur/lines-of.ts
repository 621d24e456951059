/** One line of a stream, or the place of one that was longer than the limit and was not kept. */
export type Line = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'too-long' };

/**
 * The lines of a byte stream, in groups as they arrive, so that one line is given at once and many cost little. UTF-8; a line ends with LF or
 * CRLF, the last one may not. Memory is bounded by the limit, which counts UTF-16 units.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxLength: number): AsyncGenerator<readonly Line[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let isSkipping = false;

  function take(text: string, isLast: boolean): readonly Line[] {
    const pieces = `${rest}${text}`.split('\n');
    rest = isLast ? '' : (pieces.pop() ?? '');
    const lines: Line[] = [];
    for (const piece of pieces) {
      if (isSkipping) isSkipping = false;
      else lines.push(piece.length > maxLength ? { kind: 'too-long' } : { kind: 'line', text: piece.replace(/\r$/, '') });
    }
    if (rest.length > maxLength) {
      if (!isSkipping) lines.push({ kind: 'too-long' });
      isSkipping = true;
      rest = '';
    }
    return lines;
  }

  for await (const chunk of chunks) yield take(decoder.decode(chunk, { stream: true }), false);
  yield take(decoder.decode(), true);
}
