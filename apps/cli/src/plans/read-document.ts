import { issueFaultsOf } from '@gatecast/protocol';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { callerFolder } from '../caller-folder.ts';
import { Refusal, type DocumentFault } from '../refusal.ts';

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
  throw documentRefusal(`${source} is not ${what}`, issueFaultsOf(parsed.error), field);
}

/** The refusal of a document: its first fault, and the first twenty. A fault of the document itself, or in a list, has the name that it is given by. */
export function documentRefusal(message: string, all: readonly DocumentFault[], field: string): Refusal {
  const faults = all.slice(0, faultsTold).map((fault) => ({ ...fault, path: named(fault.path, field) }));
  const [first] = faults;
  return new Refusal({
    code: 'bad-input',
    message: `${message}: ${first?.path ?? field}: ${first?.message ?? 'is not valid'}`,
    field: first?.path ?? field,
    ...(first?.limit === undefined ? {} : { limit: first.limit }),
    faults,
  });
}

/** Beside other documents a list has no name of its own: `--plays[3].untilMs`. */
function named(path: string, field: string): string {
  return path === '' || path.startsWith('[') ? `${field}${path}` : path;
}

async function readText(file: string, source: string, field: string): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(resolve(callerFolder(), file))) {
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
