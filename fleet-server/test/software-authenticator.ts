import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

// WebAuthn Level 3, 6.1 (authenticator data), 6.5 (attestation object, format none); CBOR by RFC 8949, as far as these two need it.

type Made = { readonly id: string; readonly type: 'public-key'; readonly response: Record<string, string> } & Record<string, unknown>;

/** An authenticator with one key, in software: what a browser sends of it, for any page's origin and any counter. */
export function softwareAuthenticator() {
  const id = randomBytes(16);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });

  function dataOf(rpId: string, { counter, isVerified, attested }: { counter: number; isVerified: boolean; attested: Buffer }): Buffer {
    const flags = 0x01 | (isVerified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count, attested]);
  }
  function clientData(type: 'webauthn.create' | 'webauthn.get', challenge: string, origin: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }
  const named = (response: Record<string, string>): Made => ({
    ...{ id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key' },
    ...{ clientExtensionResults: {}, response },
  });
  return {
    create(challenge: string, origin: string, { isVerified = true } = {}): Made {
      // COSE key (RFC 9053): EC2, ES256, P-256, x, y
      const cose = Buffer.concat([
        Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
        Buffer.from(x, 'base64url'),
        Buffer.from([0x22, 0x58, 0x20]),
        Buffer.from(y, 'base64url'),
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const data = dataOf(new URL(origin).hostname, { counter: 0, isVerified, attested });
      const object = Buffer.concat([
        Buffer.from([0xa3, 0x63]),
        Buffer.from('fmt'),
        Buffer.from([0x64]),
        Buffer.from('none'),
        Buffer.from([0x67]),
        Buffer.from('attStmt'),
        Buffer.from([0xa0, 0x68]),
        Buffer.from('authData'),
        Buffer.from([0x58, data.length]),
        data,
      ]);
      return named({
        clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'),
        attestationObject: object.toString('base64url'),
      });
    },
    get(challenge: string, origin: string, { counter = 1, isVerified = true } = {}): Made {
      const data = dataOf(new URL(origin).hostname, { counter, isVerified, attested: Buffer.alloc(0) });
      const client = clientData('webauthn.get', challenge, origin);
      const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), privateKey);
      return named({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      });
    },
  };
}
