import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from './lines-of.ts';

async function linesIn(chunks: readonly Uint8Array[], maxLength: number): Promise<readonly (string | null)[]> {
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const lines: (string | null)[] = [];
  for await (const group of linesOf(stream(), maxLength)) for (const line of group) lines.push(line.kind === 'line' ? line.text : null);
  return lines;
}

test('lines are the same however the bytes arrive, letters of several bytes and CRLF included', async () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'ế', '👩', ' '), maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1 }), fc.constantFrom('\n', '\r\n'), fc.array(fc.nat(200)), async (lines, end, cuts) => {
      const bytes = new TextEncoder().encode(lines.join(end));
      const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((until, index) => bytes.subarray(at[index], until));
      expect(await linesIn(chunks, 100)).toEqual(lines);
    }),
    { seed: 20260729 },
  );
});

test('a line over the limit is told of once, not kept, and the next one is read', async () => {
  const chunks = ['ok\naaaa', 'aaaaaa', 'aaaaaaaaaaaa', 'a\nnext\nbbbbbbbbbbbbb\nlast'].map((text) => new TextEncoder().encode(text));
  expect(await linesIn(chunks, 8)).toEqual(['ok', null, 'next', null, 'last']);
});
