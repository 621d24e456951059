import { createApiClient } from '@gatecast/api-client';
import { accountRoutes } from '@gatecast/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openContentWorld, until, type ContentWorld } from './content-world.ts';
import { quotedPrintable, startMailServer, type MailServer } from './mail-server.ts';

let world: ContentWorld;
let post: MailServer;
/** How often each was to be mailed. */
const tries: Record<string, number> = {};
beforeAll(async () => {
  post = await startMailServer((address) => {
    const name = address.split('@')[0] ?? '';
    tries[name] = (tries[name] ?? 0) + 1;
    if (name === 'gone') return 550;
    return name === 'slow' && tries[name] === 1 ? 451 : null;
  });
  world = await openContentWorld({ ...post.settings, GATECAST_PUBLIC_URL: 'https://gatecast.noibai.example' });
});
afterAll(async () => {
  await world.close();
  await post.close();
});

test('a link is mailed to who has an account, sets a password once, and nobody learns who has one', async () => {
  await world.signIn('lan', ['clerk']);
  const client = createApiClient({ baseUrl: world.url, fetch: async (to, init) => fetch(to, init), headers: () => ({}) });
  const ask = (email: string) => client.call(accountRoutes.forgotPassword, { body: { email, language: 'en' } });
  expect(await ask('nobody@gatecast.test')).toEqual(await ask('Lan@gatecast.test'));
  const { mails } = post;
  await until('a mail', async () => Promise.resolve(mails.length > 0));
  expect(mails.map(({ to }) => to)).toEqual([['lan@gatecast.test']]);
  const text = quotedPrintable(mails[0]?.text ?? '');
  const token = /https:\/\/gatecast\.noibai\.example\/reset-password\?token=([\w-]+)/.exec(text)?.[1] ?? '';
  const reset = () => client.call(accountRoutes.resetPassword, { body: { token, password: 'a second long sentence' } });
  expect([(await reset()).kind, (await reset()).kind]).toEqual(['ok', 'problem']);
  // an inbox is not filled by others
  for (let round = 0; round < 5; round += 1) await ask('lan@gatecast.test');
  // beside three links one that the password was changed
  await until('four mails', async () => Promise.resolve(mails.length >= 4));
  expect(mails.filter(({ text: one }) => quotedPrintable(one).includes('/reset-password?token='))).toHaveLength(3);
  expect(mails).toHaveLength(4);
});

test('where the mail server takes it only later it is mailed then, once; whom it refuses for good is not tried again', async () => {
  await world.signIn('slow', ['clerk']);
  await world.signIn('gone', ['clerk']);
  const client = createApiClient({ baseUrl: world.url, fetch: async (to, init) => fetch(to, init), headers: () => ({}) });
  const to = (address: string) => post.mails.filter((mail) => mail.to.includes(address));
  for (const email of ['gone@gatecast.test', 'slow@gatecast.test'])
    await client.call(accountRoutes.forgotPassword, { body: { email, language: 'vi' } });
  const mail = await until('the mail', async () => Promise.resolve(to('slow@gatecast.test')[0]));
  expect(quotedPrintable(mail.text)).toContain('/reset-password?token=');
  expect([tries['slow'], to('slow@gatecast.test').length]).toEqual([2, 1]);
  expect([tries['gone'], to('gone@gatecast.test').length]).toEqual([1, 0]);
});
