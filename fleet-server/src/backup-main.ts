import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@gatecast/clock';
import { BackupRefusal } from './backup/backup-manifest.ts';
import type { CopyProgress } from './backup/copy-bucket.ts';
import { makeBackup } from './backup/make-backup.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { readConfig } from './config.ts';

// `node backup-main.ts backup|restore FOLDER [--resume]`, with the variables of the server whose data it is; `gatecast backup` starts it.

/** Of a long copy out of or into a bucket, how far it is. */
const tellEveryMs = 2_000;

process.umask(0o027);

async function run(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { resume: { type: 'boolean', default: false } } });
  const [task, folder] = positionals;
  const read = readConfig(process.env, process.cwd());
  if (read.kind === 'refused') return refuse(`${read.field}: ${read.detail}`);
  if ((task !== 'backup' && task !== 'restore') || folder === undefined) return refuse('say `backup FOLDER` or `restore FOLDER`');
  const path = isAbsolute(folder) ? folder : resolve(process.cwd(), folder);
  const clock = systemClock();
  let toldMs = -Infinity;
  const onProgress = (progress: CopyProgress) => {
    if (progress.files < progress.ofFiles && clock.monotonicMs() - toldMs < tellEveryMs) return;
    toldMs = clock.monotonicMs();
    tell({ event: 'copying', ...progress });
  };
  const options = { clock, isResumed: values.resume, onProgress };
  try {
    const manifest = task === 'backup' ? await makeBackup(read.config, path, options) : await restoreBackup(read.config, path, options);
    tell({ event: task === 'backup' ? 'backed-up' : 'restored', folder: path, ...manifest });
    return 0;
  } catch (error) {
    if (error instanceof BackupRefusal) return refuse(error.message);
    throw error;
  }
}

function tell(event: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function refuse(detail: string): number {
  process.stderr.write(`${JSON.stringify({ event: 'refused', code: 'bad-configuration', detail })}\n`);
  return 2;
}

process.exitCode = await run();
