import { planSchema } from '@gatecast/protocol';
import type { Plan } from '@gatecast/schedules';
import { createReadStream } from 'node:fs';
import { Refusal } from '../refusal.ts';

const limitBytes = 64 * 1024 * 1024;
const faultsTold = 20;
const field = 'plan.json';

/** A plan from a file, or from standard input where the name is `-`. Throws a Refusal that says what is wrong, and where. */
export async function readPlan(file: string): Promise<Plan> {
  const source = file === '-' ? 'standard input' : file;
  const content = await readText(file, source);
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    throw new Refusal({
      code: 'bad-input',
      message: `${source} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      field,
    });
  }
  const parsed = planSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, faultsTold)
    .map(({ path, code, message }) => ({ path: path.length === 0 ? '(the document)' : path.join('.'), code, message }));
  const [first] = faults;
  throw new Refusal({
    code: 'bad-input',
    message: `${source} is not a plan: ${first?.path}: ${first?.message}`,
    field: first?.path ?? field,
    faults,
  });
}

async function readText(file: string, source: string): Promise<string> {
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
    throw new Refusal({
      code: 'bad-input',
      message: `${source} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      field,
    });
  }
  // editors on Windows begin a file with a mark that JSON does not know
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}
