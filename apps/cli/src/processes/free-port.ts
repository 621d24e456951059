import { createServer } from 'node:net';
import { Refusal } from '../refusal.ts';

/** Throws a Refusal that names the option where somebody else listens on the port. Port 0 is always free. */
export async function assertPortIsFree(port: number, host: string, option: string, variable: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const probe = createServer();
  probe.once('error', (error) => {
    const code = 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      reject(
        new Refusal({
          code: 'already-exists',
          message: `port ${port} is taken; choose another with ${option} or ${variable}`,
          field: option,
        }),
      );
    else if (code === 'EACCES')
      reject(
        new Refusal({
          code: 'not-permitted',
          message: `port ${port} needs more rights; choose one from 1024 with ${option} or ${variable}`,
          field: option,
          limit: 1024,
        }),
      );
    else reject(error);
  });
  probe.listen(port, host, () => probe.close(() => resolve()));
  return promise;
}
