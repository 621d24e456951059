import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

export type BalancerKind = 'nginx' | 'haproxy';
const files = { nginx: 'nginx.conf', haproxy: 'haproxy.cfg' } as const;

export function hasBalancer(kind: BalancerKind): boolean {
  return spawnSync(programOf(kind), ['-v']).status === 0;
}
/** Debian keeps both where only root looks. */
const programOf = (kind: BalancerKind) => `/usr/sbin/${kind}`;

/** The example of `docs/cluster` as it stands there, without its certificate and its many connections, with these two nodes for its own. */
export async function startBalancer(
  kind: BalancerKind,
  nodes: readonly [string, string],
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), `gatecast-${kind}-`));
  const port = await freePort();
  const example = await readFile(new URL(`../../docs/cluster/${files[kind]}`, import.meta.url), 'utf8');
  const here = example
    .replaceAll('10.0.0.1:8080', new URL(nodes[0]).host)
    .replaceAll('10.0.0.2:8080', new URL(nodes[1]).host)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/bind :443 ssl .*/, `bind 127.0.0.1:${port}`)
    .replace(/maxconn \d+/, 'maxconn 500')
    .replace('set-header X-Forwarded-Proto https', 'set-header X-Forwarded-Proto http')
    .replace(/^ *ssl_.*$/gm, '');
  const path = join(folder, files[kind]);
  await writeFile(path, kind === 'nginx' ? await wholeNginx(folder, here) : here);
  const args = kind === 'nginx' ? ['-p', folder, '-c', path] : ['-db', '-f', path];
  const child = spawn(programOf(kind), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-2_000)));
  for (const endMs = Date.now() + 10_000; !(await answers(port)); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (child.exitCode !== null || Date.now() > endMs) throw new Error(`${kind} did not start: ${said}`);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function wholeNginx(folder: string, servers: string): Promise<string> {
  await mkdir(join(folder, 'temp'), { recursive: true });
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temp/${name};`).join(' ');
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  return `daemon off; ${user} worker_processes 1; pid ${folder}/pid; error_log stderr error;
events { worker_connections 1024; }
http { access_log off; ${temp}
${servers}}`;
}

async function answers(port: number): Promise<boolean> {
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
