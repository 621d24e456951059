import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFileNow, syncFolder, writeWhole } from '../data-folder.ts';

/**
 * Where versions of the software lie beside each other, and which one is started: `versions/<number>`, the links `current` and
 * `previous`, `trial` with the number that has not yet proved itself, `refused` with a number a line. The starter, a shell script of the
 * package that nobody updates, reads the same files (`packaging/starter.ts`).
 */
export type SoftwareFolder = {
  /** The version that is on trial, where it is the one that is started; null: none. */
  readonly trial: () => number | null;
  readonly refused: () => readonly number[];
  /** Unpacks a package whose hash was checked, and makes it the one that the next start tries. Throws where it is not what it says. */
  readonly install: (number: number, file: string) => Promise<void>;
  /** The version on trial starts and plays: starts from now on are not counted against it as those were. */
  readonly startsWell: () => Promise<void>;
  /** The version on trial stays; all but it and the one before go. */
  readonly confirm: () => Promise<void>;
  /** The version before is started next, and the one on trial never again. */
  readonly rollBack: () => Promise<void>;
};

export function softwareFolder(path: string): SoftwareFolder {
  const at = (name: string): string => join(path, name);
  const versions = at('versions');

  function numberIn(file: string): number | null {
    const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
    return /^\d{1,16}$/.test(text) ? Number(text) : null;
  }
  function targetOf(link: string): string | null {
    try {
      return readlinkSync(link);
    } catch {
      // no link is there
      return null;
    }
  }
  async function point(link: string, target: string): Promise<void> {
    await rm(`${link}.new`, { force: true });
    await symlink(target, `${link}.new`);
    await rename(`${link}.new`, link);
  }
  async function prune(): Promise<void> {
    const kept = new Set(['current', 'previous'].map((name) => targetOf(at(name))?.split('/').at(-1)));
    for (const name of await readdir(versions)) if (!kept.has(name)) await rm(join(versions, name), { recursive: true, force: true });
  }
  const refused = (): readonly number[] =>
    (existsSync(at('refused')) ? readFileSync(at('refused'), 'utf8') : '')
      .split('\n')
      .flatMap((line) => (/^\d+$/.test(line) ? [Number(line)] : []));

  return {
    trial() {
      const number = numberIn(at('trial'));
      return number !== null && numberIn(at('current/number')) === number ? number : null;
    },
    refused,
    async install(number, file) {
      const fresh = join(versions, `${number}.new`);
      const place = join(versions, String(number));
      await rm(fresh, { recursive: true, force: true });
      await mkdir(fresh, { recursive: true, mode: 0o700 });
      await unpack(file, fresh);
      const told = numberIn(join(fresh, 'number'));
      if (told !== number) throw new Error(`the package says that it is ${told ?? 'nothing'}, the signed document says ${number}`);
      await rm(place, { recursive: true, force: true });
      await rename(fresh, place);
      await syncFolder(versions);
      const before = targetOf(at('current'));
      if (before === null) await rm(at('previous'), { force: true });
      else await point(at('previous'), before);
      // on trial from the first start on, whatever happens in between
      await rm(at('trial-starts'), { force: true });
      await writeWhole(at('trial'), `${number}\n`);
      await point(at('current'), join('versions', String(number)));
      await syncFolder(path);
    },
    async startsWell() {
      if (!existsSync(at('trial-starts'))) return;
      await rm(at('trial-starts'), { force: true });
      await syncFolder(path);
    },
    async confirm() {
      await rm(at('trial'), { force: true });
      await rm(at('trial-starts'), { force: true });
      await syncFolder(path);
      await prune();
    },
    async rollBack() {
      const failed = numberIn(at('trial'));
      if (failed !== null) await writeWhole(at('refused'), `${[...refused(), failed].slice(-50).join('\n')}\n`);
      if (targetOf(at('previous')) === null) await rm(at('current'), { force: true });
      else await rename(at('previous'), at('current'));
      await rm(at('trial'), { force: true });
      await rm(at('trial-starts'), { force: true });
      await syncFolder(path);
    },
  };
}

/** One folder of the archive, whose own name does not matter, into another one; synced, so that no later start meets half of it. */
async function unpack(file: string, into: string): Promise<void> {
  await run('tar', ['--extract', '--file', file, '--directory', into, '--strip-components=1', '--no-same-owner']);
  for (const entry of await readdir(into, { recursive: true, withFileTypes: true })) {
    const place = join(entry.parentPath, entry.name);
    if (entry.isFile()) syncFileNow(place);
    else if (entry.isDirectory()) await syncFolder(place);
  }
}

async function run(program: string, given: readonly string[]): Promise<void> {
  const child = spawn(program, [...given], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-500)));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`${program} ended with ${code ?? 'a signal'}: ${said.trim()}`);
}
