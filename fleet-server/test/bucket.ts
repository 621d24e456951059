import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const program = join(dirname(createRequire(import.meta.url).resolve('s3rver/package.json')), 'bin', 's3rver.js');

/** Empty buckets on S3-compatible storage in a process of its own. */
export type Bucket = {
  /** Of the bucket `gatecast`. */
  readonly settings: Record<string, string>;
  readonly endpoint: string;
  /** Of another bucket there. */
  readonly spare: Record<string, string>;
  readonly close: () => Promise<void>;
};

export async function startBucket(): Promise<Bucket> {
  const directory = await mkdtemp(join(tmpdir(), 'gatecast-bucket-'));
  const buckets = ['gatecast', 'spare'].flatMap((name) => ['--configure-bucket', name]);
  const server = spawn(process.execPath, [program, '-d', directory, '-a', '127.0.0.1', '-p', '0', '-s', ...buckets], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      const found = /listening on [^ ]+:(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', (code) => reject(new Error(`s3rver ended with ${code}: ${said}`)));
  });
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER', AWS_REGION: 'eu-central-1' });
  const endpoint = `http://127.0.0.1:${port}`;
  const settingsOf = (bucket: string) => ({ GATECAST_S3: `s3://${bucket}/fleet`, GATECAST_S3_ENDPOINT: endpoint });
  return {
    endpoint,
    settings: settingsOf('gatecast'),
    spare: settingsOf('spare'),
    async close() {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
