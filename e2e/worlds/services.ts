import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.ts';

/** A service that Debian has and a cluster needs: PostgreSQL, Redis, nginx; each in a folder of its own, on a free port. */
export class Service {
  readonly name: string;
  readonly port: number;
  readonly #command: string;
  readonly #args: readonly string[];
  readonly #options: { readonly uid?: number; readonly gid?: number; readonly cwd: string };
  #child: ChildProcess | null = null;

  constructor(name: string, port: number, command: string, args: readonly string[], options: { uid?: number; gid?: number; cwd: string }) {
    this.name = name;
    this.port = port;
    this.#command = command;
    this.#args = args;
    this.#options = options;
  }

  /** Resolves when it takes connections. */
  async start(): Promise<void> {
    const child = spawn(this.#command, [...this.#args], { ...this.#options, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-2_000)));
    for (const endMs = Date.now() + 20_000; !(await takesConnections(this.port)); await new Promise((resolve) => setTimeout(resolve, 50)))
      if (child.exitCode !== null || Date.now() > endMs) throw new Error(`${this.name} did not start: ${said}`);
  }

  /** At once, as when its machine dies. */
  async kill(signal: 'SIGKILL' | 'SIGQUIT' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // not yet: whoever asked asks again
    return false;
  } finally {
    socket.destroy();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const debianPostgres = '/usr/lib/postgresql';
function postgresFolder(): string | null {
  const versions = existsSync(debianPostgres) ? readdirSync(debianPostgres).toSorted((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(debianPostgres, version, 'bin')).find((path) => existsSync(join(path, 'initdb'))) ?? null;
}
const nginxProgram = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx';

/** What is missing here for a cluster; null: nothing. */
export function missingService(): string | null {
  if (postgresFolder() === null) return 'PostgreSQL';
  if (spawnSync('redis-server', ['--version']).status !== 0) return 'Redis';
  return spawnSync(nginxProgram, ['-v']).status === 0 ? null : 'nginx';
}

/** PostgreSQL refuses to run as root: there it runs as nobody. Its one database is `gatecast`. Tests need no disk that waits: `isDurable` has one. */
export async function createPostgres({ isDurable = false }: { readonly isDurable?: boolean } = {}): Promise<
  Service & { readonly url: string; readonly folder: string }
> {
  const programs = postgresFolder() ?? '';
  // a folder of its own: nobody may not look into those of root
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  if (identity.uid !== undefined) for (const path of [folder, data]) chownSync(path, identity.uid, identity.gid);
  const args = ['-D', data, '-U', 'gatecast', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-locale'];
  const made = spawnSync(join(programs, 'initdb'), args, { ...identity, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' } });
  if (made.status !== 0) throw new Error(`initdb failed: ${String(made.stderr)}`);
  const port = await freePort();
  const settings = [`fsync=${isDurable ? 'on' : 'off'}`, 'shared_buffers=32MB', 'unix_socket_directories=', 'listen_addresses=127.0.0.1'];
  const service = new Service(
    'PostgreSQL',
    port,
    join(programs, 'postgres'),
    ['-D', data, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])],
    { ...identity, cwd: folder },
  );
  // the first database of a cluster is there from the beginning
  return Object.assign(service, { folder, url: `postgres://gatecast@127.0.0.1:${port}/postgres` });
}

export async function createRedis(folder: string): Promise<Service & { readonly url: string }> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  return Object.assign(new Service('Redis', port, 'redis-server', args, { cwd: folder }), { url: `redis://127.0.0.1:${port}` });
}

/** The balancer of `docs/cluster/nginx.conf`, without its certificate and with these nodes in the place of its own. */
export async function createBalancer(folder: string, nodePorts: readonly [number, number]): Promise<Service & { readonly url: string }> {
  mkdirSync(join(folder, 'temp'), { recursive: true });
  const port = await freePort();
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temp/${name};`).join(' ');
  const example = readFileSync(join(root, 'docs/cluster/nginx.conf'), 'utf8')
    .replace('10.0.0.1:8080', `127.0.0.1:${nodePorts[0]}`)
    .replace('10.0.0.2:8080', `127.0.0.1:${nodePorts[1]}`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/^ *ssl_.*$/gm, '');
  const config = `daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''} worker_processes 1; pid ${folder}/pid; error_log stderr error;
events { worker_connections 4096; }
http { access_log off; ${temp}
${example}}`;
  const path = join(folder, 'nginx.conf');
  writeFileSync(path, config);
  return Object.assign(new Service('nginx', port, nginxProgram, ['-p', folder, '-c', path], { cwd: folder }), {
    url: `http://127.0.0.1:${port}`,
  });
}
