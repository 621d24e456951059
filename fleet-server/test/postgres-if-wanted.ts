import { Client } from 'pg';

const databases = new Map<string, Promise<string>>();

/** With `TEST_POSTGRES=postgres://…` every world of this room's tests has its data there: a new database for each data folder. */
export async function postgresIfWanted(dataFolder: string): Promise<Record<string, string>> {
  const url = process.env['TEST_POSTGRES'] ?? '';
  if (url === '') return {};
  const found = databases.get(dataFolder) ?? createDatabase(url);
  databases.set(dataFolder, found);
  return { GATECAST_TRUTH: await found };
}

async function createDatabase(url: string): Promise<string> {
  const name = `test_${process.pid}_${databases.size}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
