import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { payloadTypes, updateDocumentSchema, type PackageRef, type SignedDocument } from '@gatecast/protocol';
import { signDocument } from '@gatecast/signing';
import { Refusal } from '../refusal.ts';
import { readSoftwareKey } from './software-key.ts';

/** `…-chromium-1.4.0-linux-x64.tar.gz`, as `pnpm package` names it. */
const packageName = /-(chromium|electron)-\d+\.\d+\.\d+-(linux)-(x64|arm64)\.tar(?:\.gz)?$/;

/** The update document for packages on this disk, of one version, signed with the offline role's key. */
export async function signUpdate(options: {
  readonly key: string;
  readonly files: readonly string[];
  readonly nowMs: number;
}): Promise<SignedDocument> {
  const key = await readSoftwareKey(options.key);
  const packages: PackageRef[] = [];
  const told = new Set<string>();
  for (const file of options.files) {
    packages.push(await packageOf(file));
    told.add(`${await inside(file, 'number')} ${await inside(file, 'version')}`);
  }
  const [one = '', ...others] = told;
  if (others.length > 0) throw refusal(`the packages are of different versions: ${[...told].join(', ')}`);
  const [number, software] = one.split(' ');
  const { nowMs: issuedAtMs } = options;
  const document = updateDocumentSchema.safeParse({ version: 1, type: 'update', number: Number(number), software, issuedAtMs, packages });
  if (document.success) return signDocument(payloadTypes.update, document.data, [key]);
  const issue = document.error.issues[0];
  throw refusal(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`);
}

function refusal(message: string): Refusal {
  return new Refusal({ code: 'bad-input', message, field: 'packages' });
}

/** What a package says of itself in one of its files. */
async function inside(file: string, name: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('tar', [
      '--extract',
      '--to-stdout',
      '--occurrence=1',
      '--file',
      file,
      `gatecast-player/${name}`,
    ]);
    return stdout.trim();
  } catch {
    throw refusal(`${file} is no package of a player: it has no ${name}`);
  }
}

async function packageOf(file: string): Promise<PackageRef> {
  const [, shell, platform, arch] = packageName.exec(basename(file)) ?? [];
  if (shell === undefined || platform === undefined || arch === undefined)
    throw refusal(`${file} is not named as pnpm package names it, such as gatecast-player-chromium-1.4.0-linux-x64.tar.gz`);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  } catch (error) {
    throw refusal(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
  return { kind: `${shell}-tar`, platform, arch, hash: hash.digest('hex'), sizeBytes };
}
