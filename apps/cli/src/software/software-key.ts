import { readFile, writeFile } from 'node:fs/promises';
import { generateSeed, signingKeyOf, type SigningKey } from '@gatecast/signing';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';

// The offline role's key: a file that never lies on a server.

const keyFileSchema = z.strictObject({ version: z.literal(1), role: z.literal('software'), seed: z.base64() });

/** Makes a key and writes it where there is none yet, for its owner alone. Gives what the server is told: GATECAST_SOFTWARE_KEYS. */
export async function makeSoftwareKey(path: string): Promise<{ readonly keyId: string; readonly publicKey: string }> {
  const seed = generateSeed();
  try {
    await writeFile(path, `${JSON.stringify({ version: 1, role: 'software', seed })}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new Refusal({
      code: 'bad-input',
      message: `${path} cannot be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      field: '--out',
    });
  }
  const { keyId, publicKey } = signingKeyOf(seed);
  return { keyId, publicKey };
}

/** The key of a file. Refuses what is none. */
export async function readSoftwareKey(path: string): Promise<SigningKey> {
  const refusal = (message: string): Refusal => new Refusal({ code: 'bad-input', message, field: '--key' });
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw refusal(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
  const parsed = keyFileSchema.safeParse(jsonOf(text));
  if (!parsed.success || Buffer.from(parsed.data.seed, 'base64').length !== 32) throw refusal(`${path} is no key of the software role`);
  return signingKeyOf(parsed.data.seed);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
