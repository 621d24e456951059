import { rootDocumentSchema, signedDocumentSchema } from '@gatecast/protocol';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Failure } from '../refusal.ts';

/** What simulated players keep between runs: as many identities as were ever enrolled, and the root they trust. */
const simulatedFleetSchema = z.strictObject({
  version: z.literal(1),
  serverUrl: z.string(),
  root: z.strictObject({ signed: signedDocumentSchema, document: rootDocumentSchema }).nullable(),
  siteId: z.string().nullable(),
  players: z.array(z.strictObject({ seed: z.string(), playerId: z.string(), screenId: z.string(), siteId: z.string() })),
});
export type SimulatedIdentities = z.infer<typeof simulatedFleetSchema>;
export type SimulatedIdentity = SimulatedIdentities['players'][number];

/** The identities of a file, or none yet. Throws a Failure where the file is not what `writeIdentities` writes. */
export async function readIdentities(file: string, serverUrl: string): Promise<SimulatedIdentities> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { version: 1, serverUrl, root: null, siteId: null, players: [] };
    throw error;
  }
  const parsed = simulatedFleetSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new Failure(`${file} does not hold simulated players; delete it to enrol new ones.`);
  return parsed.data;
}

/** Keeps them whole or not at all: secrets of load-test devices, readable by their owner only. */
export async function writeIdentities(file: string, identities: SimulatedIdentities): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, JSON.stringify(identities), { mode: 0o600 });
  await rename(`${file}.part`, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the schema refuses it
    return undefined;
  }
}
