import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { hashFile } from '../store/hash-file.ts';
import { BackupRefusal, manifestName, manifestSchema, type BackupManifest } from './backup-manifest.ts';
import { copyFiles } from './copy-files.ts';
import { runPostgresTool } from './postgres-tools.ts';

/** Puts a backup in the place of nothing: a data folder that has no data, databases that have no tables of ours. */
export async function restoreBackup(config: Config, source: string): Promise<BackupManifest> {
  const manifest = await readManifest(source);
  const wanted = config.truthUrl === null ? 'sqlite' : 'postgres';
  if (manifest.database !== wanted)
    throw new BackupRefusal(`the backup is of ${manifest.database}, and this server is set up for ${wanted}`);
  for (const { file, hash } of manifest.databases)
    if ((await hashFile(join(source, file))).hash !== hash) throw new BackupRefusal(`${join(source, file)} is not what was backed up`);
  await mkdir(config.dataFolder, { recursive: true, mode: 0o750 });
  if ((await readdir(config.dataFolder)).length > 0)
    throw new BackupRefusal(`${config.dataFolder} is not empty; a backup is put in the place of nothing`);
  await copyFiles(join(source, 'keys'), config.keysFolder);
  for (const { folder } of manifest.files) await copyFiles(join(source, folder), join(config.dataFolder, folder));
  // the databases last: a restore that broke off has none, and no server takes it for its own
  for (const { name, file } of manifest.databases) {
    const url = name === 'truth' ? config.truthUrl : config.telemetryUrl;
    if (url === null) await copyFile(join(source, file), join(config.dataFolder, `${name}.sqlite`));
    else await runPostgresTool('pg_restore', url, ['--single-transaction', '--exit-on-error', '--no-owner', join(source, file)]);
  }
  return manifest;
}

async function readManifest(source: string): Promise<BackupManifest> {
  const path = join(source, manifestName);
  if (!existsSync(path)) throw new BackupRefusal(`${source} is no whole backup: it has no ${manifestName}`);
  const parsed = manifestSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!parsed.success) throw new BackupRefusal(`${path}: ${parsed.error.issues[0]?.message ?? 'is not valid'}`);
  return parsed.data;
}
