import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeWhole } from '../data-folder.ts';
import { jsonOf } from '../store/json-of.ts';
import { keepFact, readFact, type Store } from '../store/open-store.ts';

const addressSchema = z.strictObject({ version: z.literal(1), serverUrl: z.url({ protocol: /^https?$/ }) });
const factKey = 'server-address';

/** Where the server is that a pre-enrolment file led to, from its file or the database; null: no file did. */
export function keptServer(file: string, store: Store): string | null {
  const parsed = addressSchema.safeParse(existsSync(file) ? jsonOf(readFileSync(file, 'utf8')) : null);
  return (parsed.success ? parsed.data : readFact(store, factKey, addressSchema))?.serverUrl ?? null;
}

export async function keepServer(file: string, store: Store, serverUrl: string): Promise<void> {
  const address = { version: 1, serverUrl } as const;
  keepFact(store, factKey, address);
  await writeWhole(file, JSON.stringify(address));
}
