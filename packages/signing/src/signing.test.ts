import { payloadTypes, type RootDocument } from '@gatecast/protocol';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  fingerprintOf,
  generateSeed,
  nameOfBytes,
  quorumOf,
  signDocument,
  signingKeyOf,
  verifyDocument,
  verifyDocumentAside,
  verifyRoot,
  newTicketToken,
  ticketKeyOf,
} from './index.ts';
import { preAuthenticationEncoding } from './signed-document.ts';

const schema = z.strictObject({ version: z.literal(1), text: z.string() });
const document = { version: 1 as const, text: 'Nội Bài' };

function rootOf(number: number, keys: readonly ReturnType<typeof signingKeyOf>[]): RootDocument {
  const role = { keyIds: keys.map((key) => key.keyId), threshold: keys.length };
  const none = { keyIds: [], threshold: 1 };
  return {
    version: 1,
    type: 'root',
    number,
    issuedAtMs: 1,
    organisation: 'test',
    keys: Object.fromEntries(keys.map((key) => [key.keyId, { algorithm: 'ed25519' as const, publicKey: key.publicKey }])),
    roles: { root: role, assembly: role, command: role, approver: none, issuer: none, publisher: none, software: none },
  };
}

/** In the thread pool it comes to the same. */
async function verified<T>(...asked: Parameters<typeof verifyDocument<T>>) {
  const here = verifyDocument(...asked);
  expect(await verifyDocumentAside(...asked)).toEqual(here);
  return here;
}

test('the encoding that is signed is the one of the DSSE specification', () => {
  expect(preAuthenticationEncoding('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe(
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
});

test('a key has the public key that RFC 8032 gives for its secret', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex').toString('base64');
  expect(Buffer.from(signingKeyOf(seed).publicKey, 'base64').toString('hex')).toBe(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  );
});

test('a signed document verifies, and not under another type, with another byte or by another key', async () => {
  const key = signingKeyOf(generateSeed());
  const other = signingKeyOf(generateSeed());
  const quorum = { keys: new Map([[key.keyId, key.publicKey]]), threshold: 1 };
  const signed = signDocument(payloadTypes.release, document, [key]);
  expect(await verified(signed, payloadTypes.release, schema, quorum)).toMatchObject({ kind: 'verified', document });
  expect(await verified(signed, payloadTypes.command, schema, quorum)).toMatchObject({ reason: 'wrong-type' });
  expect(await verified({ ...signed, payloadType: payloadTypes.command }, payloadTypes.command, schema, quorum)).toMatchObject({
    reason: 'bad-signature',
  });
  const changed = { ...signed, payload: Buffer.from('{"text":"x","version":1}').toString('base64') };
  expect(await verified(changed, payloadTypes.release, schema, quorum)).toMatchObject({ reason: 'bad-signature' });
  expect(await verified(signDocument(payloadTypes.release, document, [other]), payloadTypes.release, schema, quorum)).toMatchObject({
    reason: 'bad-signature',
  });
});

test('one key that signs twice is one signer of a quorum of two', async () => {
  const key = signingKeyOf(generateSeed());
  const second = signingKeyOf(generateSeed());
  const quorum = { keys: new Map([key, second].map((each) => [each.keyId, each.publicKey])), threshold: 2 };
  expect(await verified(signDocument(payloadTypes.release, document, [key, key]), payloadTypes.release, schema, quorum)).toMatchObject({
    reason: 'bad-signature',
  });
  expect(await verified(signDocument(payloadTypes.release, document, [key, second]), payloadTypes.release, schema, quorum)).toMatchObject({
    kind: 'verified',
  });
});

test('a quorum of nobody is never reached', async () => {
  const key = signingKeyOf(generateSeed());
  const quorum = quorumOf(rootOf(1, [key]), 'approver');
  expect(await verified(signDocument(payloadTypes.release, document, [key]), payloadTypes.release, schema, quorum)).toMatchObject({
    reason: 'bad-signature',
  });
});

test('a next root needs the present quorum as well as its own', () => {
  const first = signingKeyOf(generateSeed());
  const second = signingKeyOf(generateSeed());
  const present = rootOf(1, [first]);
  const signedPresent = signDocument(payloadTypes.root, present, [first]);
  expect(verifyRoot(signedPresent, null)).toMatchObject({ kind: 'verified' });
  const next = rootOf(2, [second]);
  expect(verifyRoot(signDocument(payloadTypes.root, next, [second]), present)).toMatchObject({ reason: 'bad-signature' });
  expect(verifyRoot(signDocument(payloadTypes.root, next, [first, second]), present)).toMatchObject({ kind: 'verified' });
  expect(verifyRoot(signDocument(payloadTypes.root, rootOf(3, [first]), [first]), present)).toMatchObject({ reason: 'bad-document' });
  expect(fingerprintOf(signedPresent)).toMatch(/^([0-9a-f]{4} ){4}[0-9a-f]{4}$/);
  expect(nameOfBytes(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('a token stands for one key for ever, as files that were made with it are carried about; what has no 32 bytes is no token', () => {
  expect(ticketKeyOf(Buffer.alloc(32, 5).toString('base64')).publicKey).toBe('ZvwSMflLAZz1BZBhObHpuI5jzMdkgtCEIwVBcLcx1nI=');
  expect(ticketKeyOf(newTicketToken()).publicKey).not.toBe(ticketKeyOf(newTicketToken()).publicKey);
  expect(() => ticketKeyOf('AAAA')).toThrow(RangeError);
});
