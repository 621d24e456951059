import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export type Process = { readonly pid: number; readonly parent: number; readonly arguments: readonly string[] };

/** Every process of this machine that can be read, from /proc (Linux). */
function processes(): readonly Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name): readonly Process[] => {
      const parent = /^\d+ \(.*\) \S (\d+)/s.exec(read(() => readFileSync(`/proc/${name}/stat`, 'utf8'), ''))?.[1];
      if (parent === undefined) return [];
      const given = read(() => readFileSync(`/proc/${name}/cmdline`, 'utf8'), '').split('\0');
      return [{ pid: Number(name), parent: Number(parent), arguments: given }];
    });
}

/** The processes beneath one, at any depth. */
export function beneath(pid: number): readonly Process[] {
  const all = processes();
  const found: Process[] = [];
  for (let parents = [pid]; parents.length > 0;) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map((child) => child.pid);
  }
  return found;
}

/** Chromium's processes of a type (`renderer`, `gpu-process`) beneath one. */
export function ofType(pid: number, type: string): readonly Process[] {
  return beneath(pid).filter((one) => one.arguments.some((argument) => argument.split(' ').includes(`--type=${type}`)));
}

/** Addresses on which processes listen, as `127.0.0.1:8080` in hexadecimal the kernel's way turned into words. */
export function listening(pids: readonly number[]): readonly string[] {
  const inodes = new Set(pids.flatMap(socketsOf));
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((cells) => cells[3] === '0A' && inodes.has(cells[9] ?? ''))
      .map((cells) => addressOf(cells[1] ?? '')),
  );
}

function socketsOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return read(() => readdirSync(folder), []).flatMap(
    (name) => /^socket:\[(\d+)\]$/.exec(read(() => readlinkSync(`${folder}/${name}`), ''))?.[1] ?? [],
  );
}

/** What /proc tells; processes and their files come and go while they are looked at. */
function read<Value>(look: () => Value, otherwise: Value): Value {
  try {
    return look();
  } catch {
    return otherwise;
  }
}

function addressOf(hex: string): string {
  const [address = '', port = ''] = hex.split(':');
  const octets = address.length === 8 ? (address.match(/../g) ?? []).map((octet) => Number.parseInt(octet, 16)).toReversed() : [address];
  return `${octets.join('.')}:${Number.parseInt(port, 16)}`;
}

/** Renderers that take a core for themselves over half a second: the stage draws a still notice meanwhile. */
export async function busyRenderers(pid: number): Promise<number> {
  const ticks = (): ReadonlyMap<number, number> => new Map(ofType(pid, 'renderer').map((one) => [one.pid, processorTicks(one.pid)]));
  const before = ticks();
  await new Promise((resolve) => setTimeout(resolve, 500));
  return [...ticks()].filter(([one, now]) => now - (before.get(one) ?? now) > 20).length;
}

/** User and system time that a process has used, in hundredths of a second (proc(5)); none where it is gone. */
function processorTicks(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}
