import { expect, test, type Page } from '@playwright/test';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { violationsOn } from '../drivers/violations-on.ts';
import { signIn } from '../worlds/api.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';
import { startSignInService } from '../worlds/sign-in-service.ts';

// To an organisation: its people enter by its own sign-in service, with the roles that they were invited to, and nobody else does.

/** The service leads back to an address that the server must know before it starts. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** What the service asks: who somebody is, and whether Gatecast may know. */
async function enterAt(page: Page, issuer: string, employee: string): Promise<void> {
  await expect(page).toHaveURL((url) => url.origin === issuer);
  await page.getByPlaceholder('Enter any login').fill(employee);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

test(
  'who is invited enters by the organisation’s sign-in service with their roles; a stranger is told whom to ask',
  { tag: '@long' },
  async ({ browser }, info) => {
    const port = await freePort();
    const service = await startSignInService(`http://127.0.0.1:${port}`, {
      thao: { email: 'thao@airport.example', name: 'Nguyễn Thị Thảo' },
      stranger: { email: 'stranger@airport.example', name: 'Somebody' },
    });
    const world = await FleetWorld.start({ port, environment: service.environment });
    try {
      const administrator = await signIn(world.url, world.email('administrator'), world.password);
      await administrator.post('/api/invitations', { email: 'thao@airport.example', grants: [{ role: 'auditor' }] });

      const thao = await (await browser.newContext({ locale: 'en-GB' })).newPage();
      await thao.goto(`${world.url}/audit`);
      const way = thao.getByRole('link', { name: /Staff portal/ });
      await expect(way).toBeVisible();
      expect(await violationsOn(thao)).toEqual([]);
      await thao.screenshot({ path: info.outputPath('sign-in.png') });
      await way.click();
      await enterAt(thao, service.issuer, 'thao');
      // where they wanted to go, with what an auditor may and no more
      await expect(thao).toHaveURL(`${world.url}/audit`);
      await expect(thao.getByRole('table', { name: 'Audit' })).toContainText('invitation-accepted');
      await expect(thao.getByRole('button', { name: 'Account of Nguyễn Thị Thảo' })).toBeVisible();
      await thao.screenshot({ path: info.outputPath('entered.png') });
      await thao.goto(`${world.url}/people`);
      await expect(thao.getByRole('table').first()).toContainText('thao@airport.example');
      await expect(thao.getByRole('button', { name: 'Invite somebody' })).toHaveCount(0);

      const stranger = await (await browser.newContext({ locale: 'en-GB' })).newPage();
      await stranger.goto(world.url);
      await stranger.getByRole('link', { name: /Staff portal/ }).click();
      await enterAt(stranger, service.issuer, 'stranger');
      await expect(stranger.getByRole('alert')).toContainText('Nobody here has this account. Ask an administrator to invite you');
      expect(await violationsOn(stranger)).toEqual([]);
      await stranger.screenshot({ path: info.outputPath('refused.png') });
      // a word of refusal, and no way in
      await stranger.goto(`${world.url}/audit`);
      await expect(stranger.getByLabel('E-mail')).toBeVisible();
      const { people } = await administrator.get('/api/people');
      expect(people.map(({ email }: { email: string }) => email)).not.toContain('stranger@airport.example');
    } finally {
      await world.stop();
      await service.stop();
    }
  },
);
