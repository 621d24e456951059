import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type S3rver = { readonly run: () => Promise<AddressInfo>; readonly close: () => Promise<void> };
const S3rverClass = createRequire(import.meta.url)('s3rver') as new (options: object) => S3rver;

/** An empty bucket on S3-compatible storage of this process. */
export type Bucket = { readonly settings: Record<string, string>; readonly close: () => Promise<void> };

export async function startBucket(): Promise<Bucket> {
  const directory = await mkdtemp(join(tmpdir(), 'gatecast-bucket-'));
  const server = new S3rverClass({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'gatecast' }] });
  const { port } = await server.run();
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER', AWS_REGION: 'eu-central-1' });
  return {
    settings: { GATECAST_S3: 's3://gatecast/fleet', GATECAST_S3_ENDPOINT: `http://127.0.0.1:${port}` },
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
