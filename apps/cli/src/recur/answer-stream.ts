import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answerLine } from './answer-line.ts';
import { linesOf } from './lines-of.ts';
import { zonesByName } from './zones-by-name.ts';

const maxLineLength = 1024 * 1024;
const tooLong = { code: 'too-large', message: `a line has at most ${maxLineLength} characters`, limit: maxLineLength };

/** Answers each JSON line of a stream with one, in order, until the stream ends or nobody reads any more. Blank lines are passed over. */
export async function answerStream(input: AsyncIterable<Uint8Array>, output: Writable): Promise<void> {
  try {
    await pipeline(answersTo(input), output, { end: false });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'EPIPE' && code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

async function* answersTo(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const zoneNamed = zonesByName();
  for await (const lines of linesOf(input, maxLineLength)) {
    let answers = '';
    for (const line of lines) {
      if (line.kind === 'too-long') answers += `${JSON.stringify({ id: null, error: tooLong })}\n`;
      else if (line.text.trim() !== '') answers += `${answerLine(line.text, zoneNamed)}\n`;
      if (answers.length > maxLineLength) {
        yield answers;
        answers = '';
      }
    }
    if (answers !== '') yield answers;
  }
}
