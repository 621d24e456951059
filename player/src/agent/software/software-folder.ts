import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFileNow, syncFolder, writeWhole } from '../data-folder.ts';

/**
 * Where versions of the software lie beside each other, and which one is started: `versions/<number>`, the links `current` and
 * `previous`, `trial` with the number that has not yet proved itself, `refused` with a number a line, `failed` with one for which there was no
 * room there, `trial-starts` with the starter's count and `trial-ordered` before a start that is not counted. The starter, a shell script of
 * the package that nobody updates, reads and writes the same files (`packaging/starter.ts`). `orders` is the agent's alone: a number a line, and when the
 * order was signed by which it was put in place last.
 */
export type SoftwareFolder = {
  /** The version that is on trial, where it is the one that is started; null: none. */
  readonly trial: () => number | null;
  readonly refused: () => readonly Refused[];
  /**
   * Unpacks a package whose hash was checked, and makes it the one that the next start tries. `issuedAtMs`: of the order that names it. Throws where it
   * is not what it says.
   */
  readonly install: (number: number, file: string, issuedAtMs: number) => Promise<void>;
  /** The player is about to end because somebody ordered it: the next start is not counted against a version on trial. */
  readonly endsByOrder: () => Promise<void>;
  /** The version on trial starts and plays: starts from now on are not counted against it as those were. */
  readonly startsWell: () => Promise<void>;
  /** The version on trial stays; all but it and the one before go. */
  readonly confirm: () => Promise<void>;
  /** The version before is started next, and the one on trial never again. */
  readonly rollBack: () => Promise<void>;
};

/** A version that did not play here; `issuedAtMs` of the order by which it was put in place, null where nobody knows. */
type Refused = { readonly number: number; readonly issuedAtMs: number | null };

const mostRefused = 50;
/** As long as each count that the starter writes over it. */
const noStarts = `${'0'.padEnd(80)}\n`;

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
  function trial(): number | null {
    const number = numberIn(at('trial'));
    return number !== null && numberIn(at('current/number')) === number ? number : null;
  }
  async function prune(): Promise<void> {
    const kept = new Set(['current', 'previous'].map((name) => targetOf(at(name))?.split('/').at(-1)));
    for (const name of await readdir(versions)) if (!kept.has(name)) await rm(join(versions, name), { recursive: true, force: true });
  }
  const linesOf = (name: string): readonly string[] => (existsSync(at(name)) ? readFileSync(at(name), 'utf8').split('\n') : []);
  function orders(): ReadonlyMap<number, number> {
    const found = linesOf('orders').flatMap((line) => /^(\d{1,16}) (\d{1,16})$/.exec(line) ?? []);
    return new Map(found.flatMap((part, index) => (index % 3 === 1 ? [[Number(part), Number(found[index + 1])] as const] : [])));
  }
  const numbersIn = (name: string): readonly number[] => linesOf(name).flatMap((line) => (/^\d{1,16}$/.test(line) ? [Number(line)] : []));
  const refusedNumbers = (): readonly number[] => [...new Set([...numbersIn('refused'), ...numbersIn('failed')])];
  const keepRefused = (numbers: readonly number[]): Promise<void> =>
    writeWhole(
      at('refused'),
      numbers
        .slice(-mostRefused)
        .map((number) => `${number}\n`)
        .join(''),
    );
  /** All that are refused, in one file from here on. */
  async function forgetFailed(numbers: readonly number[]): Promise<void> {
    await keepRefused(numbers);
    await rm(at('failed'), { force: true });
  }
  async function endTrial(): Promise<void> {
    for (const name of ['trial', 'trial-starts', 'trial-ordered']) await rm(at(name), { force: true });
  }
  async function beginCount(): Promise<void> {
    await writeWhole(at('trial-starts'), noStarts);
    await rm(at('trial-ordered'), { force: true });
  }

  return {
    trial,
    refused() {
      const known = orders();
      return refusedNumbers().map((number) => ({ number, issuedAtMs: known.get(number) ?? null }));
    },
    async install(number, file, issuedAtMs) {
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
      await beginCount();
      const kept = [...orders()].filter(([other]) => other !== number).slice(1 - mostRefused);
      await writeWhole(at('orders'), [...kept, [number, issuedAtMs]].map((order) => `${order.join(' ')}\n`).join(''));
      await writeWhole(at('trial'), `${number}\n`);
      await point(at('current'), join('versions', String(number)));
      await syncFolder(path);
    },
    async endsByOrder() {
      if (trial() !== null) await writeWhole(at('trial-ordered'), '');
    },
    async startsWell() {
      const [count] = linesOf('trial-starts');
      if (count === undefined || count.trim() === '0') return;
      // written over, which needs no room on the disk
      const file = await open(at('trial-starts'), 'r+');
      try {
        await file.write(noStarts, 0);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async confirm() {
      const proved = numberIn(at('trial'));
      await endTrial();
      await syncFolder(path);
      await prune();
      const others = refusedNumbers().filter((number) => number !== proved);
      if (others.length < refusedNumbers().length) await forgetFailed(others);
    },
    async rollBack() {
      const failed = numberIn(at('trial'));
      if (failed !== null) await forgetFailed([...refusedNumbers().filter((number) => number !== failed), failed]);
      if (targetOf(at('previous')) === null) await rm(at('current'), { force: true });
      else await rename(at('previous'), at('current'));
      await endTrial();
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
