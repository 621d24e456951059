import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { createHttp } from '../src/http/create-http.ts';

test('a full disk is told as such', async () => {
  const read = readConfig({ GATECAST_LOG: 'silent' }, '/');
  if (read.kind === 'refused') throw new Error(read.detail);
  const http = await createHttp(read.config);
  // Linux' device that answers every write with ENOSPC
  http.post('/full', async () => writeFile('/dev/full', 'one byte more'));
  const response = await http.inject({ method: 'POST', url: '/full' });
  expect([response.statusCode, response.json()]).toMatchObject([507, { code: 'storage-full', status: 507 }]);
  expect(response.body).not.toContain('/dev');
  await http.close();
});
