import { createServer } from 'node:net';
import { Refusal, type RefusalDetail } from '../refusal.ts';

/** Throws a Refusal that names the option where the port cannot be had. Port 0 is always free. */
export async function assertPortIsFree(port: number, host: string, option: string, variable: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const probe = createServer();
  probe.once('error', (error) => reject(new Refusal(detailOf(error, { port, host, option, variable }))));
  probe.listen(port, host, () => probe.close(() => resolve()));
  return promise;
}

type Wanted = { readonly port: number; readonly host: string; readonly option: string; readonly variable: string };

function detailOf(error: NodeJS.ErrnoException, { port, host, option, variable }: Wanted): RefusalDetail {
  const another = `choose another with ${option} or ${variable}`;
  if (error.code === 'EADDRINUSE') return { code: 'already-exists', message: `port ${port} is taken; ${another}`, field: option };
  if (error.code === 'EACCES')
    return { code: 'not-permitted', message: `port ${port} needs more rights; ${another}, from 1024 on`, field: option, limit: 1024 };
  return { code: 'bad-input', message: `${host} is not an address of this machine (${error.code})`, field: '--host' };
}
