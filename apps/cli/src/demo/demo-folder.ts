import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { Refusal } from '../refusal.ts';

/** What an earlier start left to know: written when the fleet was seeded to its end. */
const seededSchema = z.object({
  version: z.literal(1),
  seededAt: z.string(),
  /** The demo's own screens; those that people add later have players of their own. */
  screenIds: z.array(z.string()),
});
export type Seeded = z.infer<typeof seededSchema>;

/** A data folder held by this demo alone. */
export type DemoFolder = {
  readonly path: string;
  /** null: nothing is seeded yet. */
  readonly seeded: Seeded | null;
  readonly keepSeeded: (screenIds: readonly string[]) => Promise<void>;
  readonly release: () => void;
};

const parts = ['server', 'portal', 'players', 'inbox', 'logs', 'accounts.json', 'demo.json'];

/**
 * Makes the data folder ready and holds it until `release` or the end of this process. A half-made demo begins again,
 * as does a fresh one; rendered films and pictures stay. Throws a Refusal where the folder is somebody else's or in use.
 */
export async function openDemoFolder(path: string, { isFresh }: { readonly isFresh: boolean }): Promise<DemoFolder> {
  const sign = join(path, 'demo-folder');
  try {
    await mkdir(path, { recursive: true });
    if (!existsSync(sign) && (await readdir(path)).length > 0)
      throw refusal('wrong-state', `${path} holds what is not of a demo; choose another folder with --data or GATECAST_DATA`);
    await writeFile(sign, 'A Gatecast demo keeps its data here; `npm start -- --fresh` deletes it.\n');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refusal('bad-input', `${path} cannot be used as data folder: ${error instanceof Error ? error.message : String(error)}`);
  }
  const lock = lockFolder(path);
  if (lock === null) throw refusal('already-exists', `another demo runs on ${path}; stop it, or choose another folder with --data`);
  try {
    const seeded = isFresh ? null : await readSeeded(join(path, 'demo.json'));
    if (seeded === null) for (const part of parts) await rm(join(path, part), { recursive: true, force: true, maxRetries: 3 });
    return { path, seeded, keepSeeded: (screenIds) => writeSeeded(join(path, 'demo.json'), screenIds), release: () => lock.close() };
  } catch (error) {
    lock.close();
    throw error;
  }
}

const refusal = (code: string, message: string) => new Refusal({ code, message, field: '--data' });

/** SQLite's own lock, which the system gives back however this process ends; null where another process has it. */
function lockFolder(path: string): DatabaseSync | null {
  const lock = new DatabaseSync(join(path, 'lock.sqlite'), { timeout: 200 });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    const sqliteBusy = 5;
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null;
    throw error;
  }
}

async function readSeeded(file: string): Promise<Seeded | null> {
  if (!existsSync(file)) return null;
  try {
    return seededSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // whatever it is, nobody else's edits are thrown away for it
    throw refusal('wrong-state', `${file} is not what a demo writes; --fresh begins again from nothing`);
  }
}

async function writeSeeded(file: string, screenIds: readonly string[]): Promise<void> {
  const seeded: Seeded = { version: 1, seededAt: new Date().toISOString(), screenIds: [...screenIds] };
  await writeFile(`${file}.part`, JSON.stringify(seeded));
  await rename(`${file}.part`, file);
}
