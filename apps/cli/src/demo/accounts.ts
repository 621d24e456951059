import { peopleRoutes, type Role } from '@gatecast/protocol';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { anonymousSession, signIn } from '../fleet-api/session.ts';

const accountSchema = z.strictObject({ name: z.string(), email: z.string(), password: z.string() });
const accountsSchema = z.strictObject({ administrator: accountSchema, operator: accountSchema, approver: accountSchema });
export type DemoAccounts = z.infer<typeof accountsSchema>;

/** What the two people of the demo may do: everything takes two, so neither can do the other's part. */
const roles: { readonly operator: readonly Role[]; readonly approver: readonly Role[] } = {
  operator: ['editor', 'publisher', 'technician', 'emergency-issuer'],
  approver: ['approver', 'emergency-approver', 'auditor'],
};

/** No default password: each demo folder has its own, kept in a file that only its owner reads. */
export function newAccounts(): DemoAccounts {
  const password = () => randomBytes(12).toString('base64url');
  return {
    administrator: { name: 'Quản trị', email: 'admin@demo.gatecast.example', password: password() },
    operator: { name: 'Nguyễn Thị Linh', email: 'linh@demo.gatecast.example', password: password() },
    approver: { name: 'Trần Văn Minh', email: 'minh@demo.gatecast.example', password: password() },
  };
}

const fileOf = (folder: string) => join(folder, 'accounts.json');

/** The accounts of a demo that was set up before. */
export async function readAccounts(folder: string): Promise<DemoAccounts> {
  return accountsSchema.parse(JSON.parse(await readFile(fileOf(folder), 'utf8')));
}

/** Makes the demo's people on a new server, the first through its one-time set-up link. */
export async function createAccounts(folder: string, serverUrl: string, setupUrl: string): Promise<DemoAccounts> {
  const accounts = newAccounts();
  await writeFile(fileOf(folder), JSON.stringify(accounts, null, 2), { mode: 0o600 });
  const token = new URL(setupUrl).searchParams.get('token') ?? '';
  const { name, email, password } = accounts.administrator;
  await anonymousSession(serverUrl).call(peopleRoutes.completeSetup, { body: { token, name, email, password } });
  const administrator = await signIn(serverUrl, email, password);
  for (const who of ['operator', 'approver'] as const) {
    await administrator.call(peopleRoutes.createPerson, { body: { ...accounts[who], roles: [...roles[who]] } });
  }
  return accounts;
}
