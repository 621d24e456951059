import { readdirSync, readFileSync } from 'node:fs';

/** What runs and names this folder, in its arguments or its environment (Linux; elsewhere nobody is found). */
export function processesOf(folder: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || name === `${process.pid}`) return [];
    try {
      const args = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
      return args.includes(folder) || environment.includes(folder) ? [`${name} ${args.replaceAll('\0', ' ').slice(0, 120)}`] : [];
    } catch {
      // it ended while we looked, or is somebody else's: not ours in either case
      return [];
    }
  });
}
