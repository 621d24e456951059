import { createApiClient } from '@gatecast/api-client';
import { accountRoutes } from '@gatecast/protocol';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, until, type ContentWorld } from './content-world.ts';

let world: ContentWorld;
let smtp: SMTPServer;
const mails: { readonly to: string; readonly text: string }[] = [];
beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', text: Buffer.concat(chunks).toString() });
        answer();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  world = await openContentWorld({
    GATECAST_SMTP: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    GATECAST_MAIL_FROM: 'gatecast@noibai.example',
    GATECAST_PUBLIC_URL: 'https://gatecast.noibai.example',
  });
});
afterAll(async () => {
  await world.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});

test('a link is mailed to who has an account, sets a password once, and nobody learns who has one', async () => {
  await world.signIn('lan', ['clerk']);
  const client = createApiClient({ baseUrl: world.url, fetch: async (to, init) => fetch(to, init), headers: () => ({}) });
  const ask = (email: string) => client.call(accountRoutes.forgotPassword, { body: { email, language: 'en' } });
  expect(await ask('nobody@gatecast.test')).toEqual(await ask('Lan@gatecast.test'));
  await until('a mail', async () => Promise.resolve(mails.length > 0));
  expect(mails.map(({ to }) => to)).toEqual(['lan@gatecast.test']);
  const text = (mails[0]?.text ?? '').replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
  const token = /https:\/\/gatecast\.noibai\.example\/reset-password\?token=([\w-]+)/.exec(text)?.[1] ?? '';
  const reset = () => client.call(accountRoutes.resetPassword, { body: { token, password: 'a second long sentence' } });
  expect([(await reset()).kind, (await reset()).kind]).toEqual(['ok', 'problem']);
  // an inbox is not filled by others
  for (let round = 0; round < 5; round += 1) await ask('lan@gatecast.test');
  await until('three mails', async () => Promise.resolve(mails.length >= 3));
  expect(mails).toHaveLength(3);
});
