import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { telemetryMigrations } from '../src/store/migrations/telemetry/index.ts';
import { truthMigrations } from '../src/store/migrations/truth/index.ts';
import { openDatabase } from '../src/store/open-database.ts';

// Every world would go through all migrations from the first on, which is half of what it costs to start one. They are gone through once, by the
// store's own code, and copied; migrations themselves are tested by `migrations.test.ts` and `upgrades.test.ts`.

const schemas = [
  { schema: 'truth', migrations: truthMigrations },
  { schema: 'telemetry', migrations: telemetryMigrations },
] as const;
const sqliteBinding = process.env['GATECAST_SQLITE_BINDING'] ?? null;
let files: Promise<readonly { readonly name: string; readonly bytes: Buffer }[]> | undefined;

/** Lays the two files of a new server into its data folder. */
export async function layStores(folder: string): Promise<void> {
  files ??= migratedFiles();
  for (const { name, bytes } of await files) await writeFile(join(folder, name), bytes);
}

async function migratedFiles(): Promise<{ name: string; bytes: Buffer }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-migrated-'));
  const made = [];
  for (const { schema, migrations } of schemas) {
    const name = `${schema}.sqlite`;
    const database = await openDatabase({ path: join(folder, name), sqliteBinding, migrations });
    await database.destroy();
    made.push({ name, bytes: await readFile(join(folder, name)) });
  }
  await rm(folder, { recursive: true });
  return made;
}

/** Brings the PostgreSQL database at `url` to today. */
export async function migrate(url: string): Promise<void> {
  const onLost = (error: Error) => {
    throw error;
  };
  for (const { schema, migrations } of schemas)
    await (await openDatabase({ url, schema, hasOneWriter: schema === 'truth', onLost, migrations })).destroy();
}

/** A new database at the server of `url`, as the one at `url` is. */
export async function copyDatabase(url: string, name: string): Promise<string> {
  const from = new URL(url);
  const client = new Client({ connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href });
  await client.connect();
  await client.query(`create database ${name} template ${from.pathname.slice(1)}`);
  await client.end();
  return Object.assign(from, { pathname: `/${name}` }).href;
}
