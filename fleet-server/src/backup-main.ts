import { isAbsolute, resolve } from 'node:path';
import { systemClock } from '@gatecast/clock';
import { BackupRefusal } from './backup/backup-manifest.ts';
import { makeBackup } from './backup/make-backup.ts';
import { restoreBackup } from './backup/restore-backup.ts';
import { readConfig } from './config.ts';

// `node backup-main.ts backup|restore FOLDER`, with the variables of the server whose data it is; `gatecast backup` starts it.

process.umask(0o027);

async function run(): Promise<number> {
  const [task, folder] = process.argv.slice(2);
  const read = readConfig(process.env, process.cwd());
  if (read.kind === 'refused') return refuse(`${read.field}: ${read.detail}`);
  if ((task !== 'backup' && task !== 'restore') || folder === undefined) return refuse('say `backup FOLDER` or `restore FOLDER`');
  const path = isAbsolute(folder) ? folder : resolve(process.cwd(), folder);
  try {
    const manifest =
      task === 'backup' ? await makeBackup(read.config, path, systemClock().nowMs()) : await restoreBackup(read.config, path);
    process.stdout.write(`${JSON.stringify({ event: task === 'backup' ? 'backed-up' : 'restored', folder: path, ...manifest })}\n`);
    return 0;
  } catch (error) {
    if (error instanceof BackupRefusal) return refuse(error.message);
    throw error;
  }
}

function refuse(detail: string): number {
  process.stderr.write(`${JSON.stringify({ event: 'refused', code: 'bad-configuration', detail })}\n`);
  return 2;
}

process.exitCode = await run();
