import { systemClock } from '@gatecast/clock';
import { buildApp, type App } from './app.ts';
import { readConfig } from './config.ts';

/** One JSON line that a starter reads; the log goes to standard error. */
function tell(event: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

/** Ends the process for a reason that its caller can mend. */
function refuseToStart(code: string, detail: string): never {
  process.stderr.write(`${JSON.stringify({ event: 'refused', code, detail })}\n`);
  process.exit(2);
}

// the data folder holds password hashes, sessions and keys: whatever is made there is nobody else's to read
process.umask(0o027);

const read = readConfig(process.env, process.cwd());
if (read.kind === 'refused') refuseToStart('bad-configuration', `${read.field}: ${read.detail}`);
const { config } = read;

let app: App;
let url: string;
try {
  app = await buildApp(config, { clock: systemClock() });
  url = await app.listen();
} catch (error) {
  const code = (error as NodeJS.ErrnoException).code ?? 'failed';
  if (code === 'EADDRINUSE') refuseToStart('port-taken', `port ${config.port} on ${config.host} is taken; set GATECAST_PORT to a free one`);
  if (['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'ENOENT', 'EEXIST', 'ENOSPC'].includes(code))
    refuseToStart('not-writable', `cannot use ${config.dataFolder} or port ${config.port}: ${(error as Error).message}`);
  if (code === 'EADDRNOTAVAIL') refuseToStart('bad-host', `GATECAST_HOST ${config.host} is not an address of this machine`);
  refuseToStart(
    code,
    error instanceof Error ? `${error.message}${error.cause instanceof Error ? `: ${error.cause.message}` : ''}` : String(error),
  );
}

let isClosing = false;
function close(): void {
  if (isClosing) return;
  isClosing = true;
  // whatever does not end by itself must not hold the process for ever
  setTimeout(() => process.exit(1), 10_000).unref();
  void app.close().then(() => process.exit(0));
}
process.on('SIGTERM', close);
process.on('SIGINT', close);

// a starter that holds a channel to this process and dies takes it along
process.on('disconnect', close);

const publicUrl = config.publicUrl ?? url;
const token = await app.renewSetupToken();
if (token !== null) tell({ event: 'setup', url: new URL(`/setup?token=${token}`, publicUrl).href });
tell({ event: 'listening', url: publicUrl });
