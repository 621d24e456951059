import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BackupRefusal } from './backup-manifest.ts';

const debian = '/usr/lib/postgresql';

/** Debian keeps the programs of each version in a folder of its own. */
function programOf(name: string): string {
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(debian, version, 'bin', name)).find((path) => existsSync(path)) ?? name;
}

/** Runs pg_dump or pg_restore on a database; its password travels in the environment and never in the list of processes. */
export async function runPostgresTool(name: 'pg_dump' | 'pg_restore', databaseUrl: string, args: readonly string[]): Promise<void> {
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = '';
  const child = spawn(programOf(name), [`--dbname=${url.href}`, ...args], {
    env: { ...process.env, ...(password === '' ? {} : { PGPASSWORD: password }) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-2_000)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(new BackupRefusal(`${name} cannot be started: ${error.message}`)));
    child.once('close', resolve);
  });
  if (code !== 0) throw new BackupRefusal(`${name} ended with ${code}: ${said.trim()}`);
}
