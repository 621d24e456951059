import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { auditExportPath, auditLineSchema, type AuditLine } from '@gatecast/protocol';
import { createAuditVerifier, fingerprintOf, verifyRoot, type AuditFindings } from '@gatecast/signing';
import { request, signIn } from '../fleet-api/session.ts';
import { Failure, Refusal } from '../refusal.ts';

export type AuditSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'server'; readonly url: string; readonly email: string };

/** Verifies an export line by line, then holds heads that were kept elsewhere against it. */
export async function verifyAudit(options: {
  readonly source: AuditSource;
  readonly fingerprint: string | null;
  readonly headsPath: string | null;
}): Promise<AuditFindings & { readonly rootFingerprint: string }> {
  const { source, fingerprint, headsPath } = options;
  const lines = linesOf(source.kind === 'file' ? createReadStream(source.path) : await exportOf(source.url, source.email), 'file');
  const first = (await lines.next()).value;
  if (first?.kind !== 'audit') throw new Refusal({ code: 'bad-input', message: 'is no export of an audit', field: 'file' });
  const root = verifyRoot(first.root, null);
  if (root.kind === 'refused') throw new Refusal({ code: 'bad-input', message: `the root does not verify: ${root.detail}`, field: 'file' });
  const rootFingerprint = fingerprintOf(first.root);
  if (fingerprint !== null && fingerprint.replaceAll(/\s/g, '').toLowerCase() !== rootFingerprint.replaceAll(' ', ''))
    throw new Refusal({
      code: 'bad-input',
      message: `the export is signed under ${rootFingerprint}`,
      field: '--fingerprint',
      limit: fingerprint,
    });
  const verifier = createAuditVerifier(root.document);
  for await (const line of lines) verifier.take(line);
  if (headsPath !== null)
    for await (const line of linesOf(createReadStream(headsPath), '--heads')) {
      if (line.kind === 'head' || line.kind === 'release') verifier.take(line);
    }
  return { ...verifier.end(), rootFingerprint };
}

async function* linesOf(stream: Readable, field: string): AsyncGenerator<AuditLine, undefined> {
  let number = 0;
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (text === '') continue;
    const line = auditLineSchema.safeParse(jsonOf(text));
    if (!line.success)
      throw new Refusal({ code: 'bad-input', message: `line ${number} is none of an audit's export`, field, limit: number });
    yield line.data;
  }
  return undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the schema refuses it like any other wrong line
    return undefined;
  }
}

async function exportOf(url: string, email: string): Promise<Readable> {
  const password = process.env['GATECAST_PASSWORD'] ?? '';
  if (email === '') throw new Refusal({ code: 'bad-input', message: 'who reads it? give --email', field: '--email' });
  if (password === '')
    throw new Refusal({ code: 'not-signed-in', message: 'give the password of --email in GATECAST_PASSWORD', field: 'GATECAST_PASSWORD' });
  const session = await signIn(url, email, password);
  const answer = await request(url, auditExportPath, { headers: session.headers() });
  if (!answer.ok || answer.body === null) throw new Failure(`The export of ${url} failed with status ${answer.status}.`);
  return Readable.fromWeb(answer.body);
}
