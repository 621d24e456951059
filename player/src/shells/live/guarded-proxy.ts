import { createServer, request } from 'node:http';
import { connect, isIP, type AddressInfo, type Socket } from 'node:net';
import { publicLookup } from '@gatecast/public-address';
import type { LiveAllowance } from './live-allowance.ts';

export type GuardedProxy = { readonly url: string; readonly close: () => Promise<void> };

const connectLimitMs = 10_000;

/**
 * The only way that a shell's browser has to other machines: a proxy on this one, which opens tunnels to allowed hosts and refuses everything
 * else, whatever asks: pages, their subresources, redirects, sockets, WebRTC over TCP. It looks names up itself, so that no answer of a name
 * server leads into private networks.
 */
export async function guardedProxy(allowance: LiveAllowance): Promise<GuardedProxy> {
  const tunnels = new Set<Socket>();
  // a browser asks like this for http, which only live URLs of this machine itself may be
  const server = createServer((asked, response) => {
    const address = asked.url ?? '';
    if (!address.startsWith('http://') || !allowance.allowsUrl(address)) return void response.writeHead(403).end();
    const far = request(address, { method: asked.method, headers: asked.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    far.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.on('close', () => far.destroy());
    asked.pipe(far);
  });
  server.on('connect', (asked, client: Socket) => {
    const target = asked.url ?? '';
    const [, host = '', port = ''] = /^([a-z0-9.-]+):(\d{1,5})$/.exec(target) ?? [];
    client.on('error', () => client.destroy());
    if (host === '' || !(allowance.allowsHost(target) || (port === '443' && allowance.allowsHost(host)))) {
      return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    }
    const far = connect({ host, port: Number(port), ...(isIP(host) === 0 ? { lookup: publicLookup } : {}) });
    const end = (): void => {
      tunnels.delete(client);
      client.destroy();
      far.destroy();
    };
    tunnels.add(client);
    far.setTimeout(connectLimitMs, end);
    far.once('connect', () => {
      far.setTimeout(0);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(client).pipe(far);
    });
    far.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    far.on('close', end);
    client.on('close', end);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const client of tunnels) client.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
