import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import { Refusal } from '../refusal.ts';

const limitBytes = 64 * 1024 * 1024;
const faultsTold = 20;

/** What a document is called in a refusal: the argument or option that names it, and what it must be. */
export type DocumentName = { readonly field: string; readonly what: string };

/** A JSON document from a file, or from standard input where the name is `-`. Throws a Refusal that says what is wrong, and where. */
export async function readDocument<T>(file: string, schema: z.ZodType<T>, { field, what }: DocumentName): Promise<T> {
  const source = file === '-' ? 'standard input' : file;
  const content = await readText(file, source, field);
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new Refusal({ code: 'bad-input', message: `${source} is not JSON: ${messageOf(error)}`, field });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, faultsTold)
    .map(({ path, code, message }) => ({ path: path.length === 0 ? '(the document)' : path.join('.'), code, message }));
  const [first] = faults;
  throw new Refusal({
    code: 'bad-input',
    message: `${source} is not ${what}: ${first?.path}: ${first?.message}`,
    field: first?.path ?? field,
    faults,
  });
}

async function readText(file: string, source: string, field: string): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
      const bytes = chunk as Buffer;
      sizeBytes += bytes.length;
      if (sizeBytes > limitBytes)
        throw new Refusal({ code: 'too-large', message: `${source} is larger than ${limitBytes} bytes`, field, limit: limitBytes });
      chunks.push(bytes);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal({ code: 'bad-input', message: `${source} cannot be read: ${messageOf(error)}`, field });
  }
  // editors on Windows begin a file with a mark that JSON does not know
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
