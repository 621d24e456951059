import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import fastify from 'fastify';
import { expect, test } from 'vitest';
import { serveController } from '../src/http/serve-controller.ts';

test('what the build compressed is given to who can read it, and the plain file to others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatecast-controller-'));
  const app = fastify();
  try {
    const [page, script] = ['<!doctype html><title>Gatecast</title>', 'export const words = 1;'];
    mkdirSync(join(folder, 'assets'));
    for (const [name, text] of [
      ['index.html', page],
      ['assets/index-1.js', script],
    ] as const) {
      writeFileSync(join(folder, name), text);
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
    }
    await serveController(app, folder);
    const get = (url: string, encoding: string) => app.inject({ url, headers: { accept: 'text/html,*/*', 'accept-encoding': encoding } });
    for (const [url, text] of [
      ['/assets/index-1.js', script],
      ['/', page],
      ['/screens/of-the-browser', page],
    ] as const) {
      const packed = await get(url, 'gzip, br');
      expect([url, packed.headers['content-encoding'], packed.headers.vary]).toEqual([
        url,
        'br',
        expect.stringMatching(/accept-encoding/i),
      ]);
      expect(brotliDecompressSync(packed.rawPayload).toString('utf8')).toBe(text);
      const plain = await get(url, 'identity');
      expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, text]);
    }
    const kept = await get('/assets/index-1.js', 'br');
    expect([kept.headers['content-type'], kept.headers['cache-control']]).toEqual([
      expect.stringMatching(/^(text|application)\/javascript/),
      'public, max-age=31536000, immutable',
    ]);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
