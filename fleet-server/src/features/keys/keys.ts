import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { payloadTypes, rootDocumentSchema, signedDocumentSchema, type RootDocument, type SignedDocument } from '@gatecast/protocol';
import { fingerprintOf, generateSeed, keyIdOf, signDocument, signingKeyOf, verifyRoot, type SigningKey } from '@gatecast/signing';
import { z } from 'zod';
import { writeFileDurably } from '../../store/write-file-durably.ts';

/** What the server signs with, and the root document that tells players whom to believe. */
export type Keys = {
  readonly signers: { readonly assembly: SigningKey; readonly command: SigningKey };
  readonly root: { readonly signed: SignedDocument; readonly document: RootDocument; readonly fingerprint: string };
  /** For session cookies. */
  readonly sessionSecret: string;
};

const seedFileSchema = z.strictObject({ version: z.literal(1), role: z.string(), seed: z.base64() });
const secretFileSchema = z.strictObject({ version: z.literal(1), role: z.literal('session'), secret: z.string().min(32) });
const onlineRoles = ['root', 'assembly', 'command'] as const;

/**
 * Reads the keys, or makes them where there is no root document yet. Throws where a key of an existing root is
 * missing or the root does not verify: a server that made itself new keys would be a stranger to its players.
 */
export async function openKeys(
  folder: string,
  told: { readonly organisation: string; readonly softwareKeys: readonly string[] },
  nowMs: number,
): Promise<Keys> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const rootPath = join(folder, 'root-document-1.json');
  const isNew = !existsSync(rootPath);
  const keyOf = async (role: (typeof onlineRoles)[number]) => {
    const path = join(folder, `${role}.json`);
    if (!existsSync(path)) {
      if (!isNew) throw new Error(`the key file ${path} is missing although a root document names it; put it back from a backup`);
      await writeSecret(path, { version: 1, role, seed: generateSeed() });
    }
    return signingKeyOf(seedFileSchema.parse(readJson(path)).seed);
  };
  const [root, assembly, command] = [await keyOf('root'), await keyOf('assembly'), await keyOf('command')];
  if (isNew) {
    const document = firstRoot({ root, assembly, command }, told, nowMs);
    await writeFileDurably(rootPath, Buffer.from(JSON.stringify(signDocument(payloadTypes.root, document, [root]))));
  }
  const signed = signedDocumentSchema.parse(readJson(rootPath));
  const verified = verifyRoot(signed, null);
  if (verified.kind === 'refused') throw new Error(`the root document ${rootPath} does not verify: ${verified.detail}`);
  return {
    signers: { assembly, command },
    root: { signed, document: verified.document, fingerprint: fingerprintOf(signed) },
    sessionSecret: await openSessionSecret(join(folder, 'session.json')),
  };
}

function firstRoot(
  keys: Record<(typeof onlineRoles)[number], SigningKey>,
  { organisation, softwareKeys }: Parameters<typeof openKeys>[1],
  nowMs: number,
): RootDocument {
  const one = (key: SigningKey) => ({ keyIds: [key.keyId], threshold: 1 });
  const nobody = { keyIds: [], threshold: 1 };
  return rootDocumentSchema.parse({
    version: 1,
    type: 'root',
    number: 1,
    issuedAtMs: nowMs,
    organisation,
    keys: Object.fromEntries(
      [...Object.values(keys).map(({ publicKey }) => publicKey), ...softwareKeys].map((publicKey) => [
        keyIdOf(publicKey),
        { algorithm: 'ed25519', publicKey },
      ]),
    ),
    roles: {
      root: one(keys.root),
      assembly: one(keys.assembly),
      command: one(keys.command),
      approver: nobody,
      issuer: nobody,
      publisher: nobody,
      software: softwareKeys.length === 0 ? nobody : { keyIds: softwareKeys.map(keyIdOf), threshold: 1 },
    },
  });
}

async function openSessionSecret(path: string): Promise<string> {
  if (!existsSync(path)) await writeSecret(path, { version: 1, role: 'session', secret: randomBytes(48).toString('base64url') });
  return secretFileSchema.parse(readJson(path)).secret;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

async function writeSecret(path: string, content: unknown): Promise<void> {
  await writeFileDurably(path, Buffer.from(JSON.stringify(content)), 0o600);
}
