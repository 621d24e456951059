import { expect, test, type Page } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { openController } from '../drivers/controller-driver.ts';
import { violationsOn } from '../drivers/violations-on.ts';
import { FleetWorld } from '../worlds/fleet-world.ts';

// To whoever keeps the accounts, and to whom they invite: a link makes an account with roles, a one-time code stands beside its password, and
// the audit tells of both.

/** RFC 6238 as every authenticator has it: SHA-1, six digits, thirty seconds. */
function codeOf(secret: string): string {
  const bits = Array.from(secret, (char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  return String((mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, '0');
}

async function violationsOf(page: Page, path: string): Promise<string[]> {
  const found = (await violationsOn(page)).map((violation) => `${path}: ${violation}`);
  await page.setViewportSize({ width: 390, height: 844 });
  const isNarrow = await page
    .waitForFunction(() => document.documentElement.scrollWidth <= window.innerWidth, undefined, { timeout: 10_000 })
    .then(
      () => true,
      () => false,
    );
  await page.setViewportSize({ width: 1440, height: 900 });
  return isNarrow ? found : [...found, `${path}: wider than a phone`];
}

async function enter(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test(
  'somebody is invited with a role, sets a password and one-time codes up, and signs in with both, then with a passkey',
  { tag: '@long' },
  async ({ page, browser }) => {
    const world = await FleetWorld.start();
    try {
      const [email, password] = ['lan@gatecast.test', 'a sentence of my own'];
      await openController(page, world, 'administrator');
      await page.goto(`${world.url}/people`);
      await page.getByRole('button', { name: 'Invite somebody' }).click();
      const form = page.getByRole('form', { name: 'Invite somebody' });
      await form.getByLabel('E-mail').fill(email);
      await form.getByLabel('Role', { exact: true }).selectOption('auditor');
      const faults = await violationsOf(page, '/people with a form');
      await form.getByRole('button', { name: 'Invite somebody' }).click();
      const link = await page.getByText(/\/invitation\?token=/).innerText();
      await page.keyboard.press('Escape');
      // half faded out it has no contrast
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(page.getByRole('table', { name: 'Invited' })).toContainText(email);
      faults.push(...(await violationsOf(page, '/people')));

      const lan = await (await browser.newContext({ locale: 'en-GB' })).newPage();
      await lan.goto(link.trim());
      await expect(lan.getByText(email)).toBeVisible();
      await lan.getByLabel('Name').fill('Lan');
      await lan.getByLabel('New password').fill('password1234');
      await lan.getByRole('button', { name: 'Take it up' }).click();
      await expect(lan.getByText(/tried first/).first()).toBeVisible();
      await lan.getByLabel('New password').fill(password);
      faults.push(...(await violationsOf(lan, '/invitation')));
      await lan.getByRole('button', { name: 'Take it up' }).click();
      await lan.getByRole('link', { name: 'Sign in' }).click();
      await enter(lan, email, password);
      await lan.getByRole('navigation', { name: 'Main' }).waitFor();

      await lan.goto(`${world.url}/account`);
      const codes = lan.getByRole('form', { name: 'One-time codes' });
      await codes.getByLabel('Present password').fill(password);
      await codes.getByRole('button', { name: 'Set up' }).click();
      const secret = await lan.getByText(/^[A-Z2-7]{32,}$/).innerText();
      faults.push(...(await violationsOf(lan, '/account')));
      await lan.getByLabel('Six-digit code').fill(codeOf(secret));
      await lan.getByRole('button', { name: 'Begin to ask for codes' }).click();
      await expect(lan.getByText('In use', { exact: true })).toBeVisible();

      await lan.getByRole('button', { name: 'Account of Lan' }).click();
      await lan.getByRole('menuitem', { name: 'Sign out' }).click();
      await enter(lan, email, password);
      await lan.getByLabel('Six-digit code').fill(codeOf(secret));
      await lan.getByRole('button', { name: 'Sign in' }).click();
      await lan.getByRole('navigation', { name: 'Main' }).waitFor();

      // an auditor reads who did it, and changes nothing
      await lan.goto(`${world.url}/audit`);
      const audit = lan.getByRole('table', { name: 'Audit' });
      await lan.getByRole('combobox', { name: 'What' }).click();
      await lan.getByRole('option', { name: 'Invitation accepted' }).click();
      await expect(audit.getByRole('row')).toHaveCount(2);
      await expect(audit).toContainText('Invitation accepted');
      await expect(audit).toContainText('Sealed');
      faults.push(...(await violationsOf(lan, '/audit')));
      await lan.goto(`${world.url}/people`);
      await expect(lan.getByRole('button', { name: 'Invite somebody' })).toHaveCount(0);

      // where the server has a name, a passkey is both steps in one
      const named = world.url.replace('127.0.0.1', 'localhost');
      const devtools = await lan.context().newCDPSession(lan);
      await devtools.send('WebAuthn.enable');
      const abilities = { hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
      await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', ...abilities } });
      await lan.goto(`${named}/account`);
      await enter(lan, email, password);
      await lan.getByLabel('Six-digit code').fill(codeOf(secret));
      await lan.getByRole('button', { name: 'Sign in' }).click();
      const passkeys = lan.getByRole('form', { name: 'Passkeys' });
      await passkeys.getByLabel('Name').fill('Laptop at the desk');
      await passkeys.getByLabel('Present password').fill(password);
      await passkeys.getByRole('button', { name: 'Add a passkey' }).click();
      await expect(lan.getByRole('table', { name: 'Passkeys' })).toContainText('Laptop at the desk');
      faults.push(...(await violationsOf(lan, '/account with a passkey')));
      await lan.getByRole('button', { name: 'Account of Lan' }).click();
      await lan.getByRole('menuitem', { name: 'Sign out' }).click();
      await lan.getByRole('button', { name: 'With a passkey' }).waitFor();
      faults.push(...(await violationsOf(lan, '/sign-in')));
      await lan.getByRole('button', { name: 'With a passkey' }).click();
      await lan.getByRole('navigation', { name: 'Main' }).waitFor();
      expect(faults).toEqual([]);
    } finally {
      await world.stop();
    }
  },
);
