import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Who has an account at an organisation's sign-in service, by the name that is typed there. */
export type Employees = Readonly<Record<string, { readonly email: string; readonly name: string }>>;

/**
 * An organisation's own sign-in service: a real OpenID provider on this machine, whose development pages take any password. `environment` is
 * what a fleet server at `publicUrl` is set to.
 */
export async function startSignInService(publicUrl: string, employees: Employees) {
  const service = createServer();
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ['gatecast', 'a secret of journeys'];
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [new URL('/api/auth/sso/callback', publicUrl).href] }],
    claims: { email: ['email', 'email_verified'], openid: ['sub'], profile: ['name'] },
    // as most services do: the claims stand in the token
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, email_verified: true, ...employees[sub] }) }),
    cookies: { keys: ['of journeys'] },
    pkce: { required: () => true },
  });
  const answer = provider.callback();
  service.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    environment: {
      ...{ GATECAST_OIDC_ISSUER: issuer, GATECAST_OIDC_CLIENT_ID: clientId, GATECAST_OIDC_CLIENT_SECRET: clientSecret },
      ...{ GATECAST_OIDC_NAME: 'Staff portal', GATECAST_PUBLIC_URL: publicUrl, GATECAST_SERVICE_NETWORKS: '127.0.0.1' },
    },
    async stop(): Promise<void> {
      service.closeAllConnections();
      await new Promise((resolve) => service.close(resolve));
    },
  };
}
