import { readFileSync, readdirSync } from 'node:fs';

/** Of the largest process of a program's group, in MiB: what started it does not work itself. `peak` is since its start. */
export function memoryOf(group: number): { readonly nowMiB: number; readonly peakMiB: number } {
  const each = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => memoryOfProcess(pid, group));
  return { nowMiB: Math.max(0, ...each.map(({ nowMiB }) => nowMiB)), peakMiB: Math.max(0, ...each.map(({ peakMiB }) => peakMiB)) };
}

function memoryOfProcess(pid: string, group: number): readonly { readonly nowMiB: number; readonly peakMiB: number }[] {
  try {
    // after the name, which may hold anything, the group is the third field
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    if (Number(fields[2]) !== group) return [];
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const figure = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1_024;
    return [{ nowMiB: figure('VmRSS'), peakMiB: figure('VmHWM') }];
  } catch {
    // it has ended since the folder was read
    return [];
  }
}
