import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

/** A PostgreSQL of our own, in a temporary folder on a free port. */
export type PostgresCluster = {
  /** A new, empty database. */
  readonly createDatabase: () => Promise<string>;
  /** Ends the server as a crash of its machine would, and starts it again on the same port and folder. */
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The folder of `initdb` and `postgres`; null: this machine has no PostgreSQL. */
export function postgresPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(debian, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
  if (found !== undefined) return found;
  return spawnSync('initdb', ['--version']).status === 0 ? '' : null;
}

/** PostgreSQL refuses to run as root: there it runs as nobody. */
const nobody = 65_534;
const identity = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

export async function startPostgres(): Promise<PostgresCluster> {
  const programs = postgresPrograms();
  if (programs === null) throw new Error('this machine has no PostgreSQL');
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (identity.uid !== undefined) for (const path of [folder, data]) chownSync(path, identity.uid, identity.gid);
  const options = { ...identity, cwd: folder, env: { ...process.env, LC_ALL: 'C', TMPDIR: folder } };
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'gatecast', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-locale'],
    options,
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${String(made.stderr)}`);
  const port = await freePort();
  let server: ReturnType<typeof spawn> | null = null;

  async function start(): Promise<void> {
    // what is tested is who sees what when, not the disk
    const settings = ['fsync=off', 'max_connections=100', 'shared_buffers=32MB', `unix_socket_directories=`, 'listen_addresses=127.0.0.1'];
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    const running = spawn(join(programs ?? '', 'postgres'), args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    server = running;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      running.stderr.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('ready to accept connections')) resolve();
      });
      running.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${said}`)));
    });
  }
  async function stop(): Promise<void> {
    const running = server;
    server = null;
    if (running === null) return;
    const ended = once(running, 'exit');
    running.kill('SIGQUIT');
    await ended;
  }
  const urlOf = (database: string) => `postgres://gatecast@127.0.0.1:${port}/${database}`;
  let count = 0;
  await start();
  return {
    async createDatabase() {
      const client = new Client({ connectionString: urlOf('postgres') });
      await client.connect();
      const name = `gatecast_${++count}`;
      await client.query(`create database ${name}`);
      await client.end();
      return urlOf(name);
    },
    start,
    stop,
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
