import { accountRoutes, type Account } from '@gatecast/protocol';
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  WebAuthnError,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { call } from './call.ts';

/** Whether this browser can hold passkeys for the page's address: they belong to a host name, and an IP address is none (WebAuthn Level 3, 5.1.2). */
export function canHoldPasskeys(): boolean {
  return browserSupportsWebAuthn() && !/^[\d.]+$|^\[/.test(location.hostname);
}

/** Signs in by a passkey that the browser or a security key holds. Gives false where the person thought better of it. */
export async function signInByPasskey(): Promise<boolean> {
  const { options } = await call(accountRoutes.beginPasskeySignIn, { body: {} });
  // the server's library wrote them for this one
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const credential = await unlessCalledOff(() => startAuthentication({ optionsJSON }));
  if (credential === null) return false;
  await call(accountRoutes.signInByPasskey, { body: { credential: jsonOf(credential) } });
  return true;
}

/** Makes a passkey for the person who is signed in. Gives null where they thought better of it. */
export async function addPasskey(name: string, password: string): Promise<Account | null> {
  const { options } = await call(accountRoutes.beginPasskey, { body: { password } });
  // as above
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const credential = await unlessCalledOff(() => startRegistration({ optionsJSON }));
  return credential === null ? null : call(accountRoutes.addPasskey, { body: { name, credential: jsonOf(credential) } });
}

async function unlessCalledOff<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const name =
      error instanceof WebAuthnError && error.cause instanceof Error ? error.cause.name : error instanceof Error ? error.name : '';
    // what browsers say of a dialog that was closed, or that nobody answered (WebAuthn Level 3, 5.1.3)
    if (name === 'NotAllowedError' || name === 'AbortError') return null;
    throw error;
  }
}

type Json = Parameters<typeof call<typeof accountRoutes.signInByPasskey>>[1]['body']['credential'];
function jsonOf(credential: object): Json {
  // the route's schema judges it at the server
  return JSON.parse(JSON.stringify(credential)) as Json;
}
