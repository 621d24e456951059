import { readdirSync, readFileSync } from 'node:fs';

/** Memory of a program and of all that it started, in MiB: what is shared is counted in shares (PSS). */
export function memoryOf(pid: number): number {
  let kib = 0;
  for (const one of familyOf(pid)) {
    try {
      kib += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // a process that ended meanwhile has no memory
    }
  }
  return kib / 1_024;
}

function familyOf(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(name);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const family = [pid];
  // grows while it is walked
  for (const one of family) family.push(...(children.get(one) ?? []));
  return family;
}

function parentOf(name: string): number | null {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // the name of a program, in brackets, may hold anything
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

export type Sample = { readonly atMs: number; readonly changes: number; readonly mib: number };
export type Slope = { readonly perThousand: number; readonly lowest: number; readonly highest: number };

const blocks = 12;
/** Chromium gives back pixels that nothing has used for five minutes, once a minute: until then memory grows with each change. */
const settledMs = 6.5 * 60_000;
/** Of Student's distribution with ten degrees of freedom, two-sided, 95 %. */
const t95 = 2.228;

/**
 * The slope of memory over changes, in MiB per thousand changes, with its 95 % confidence interval, by least squares over the means of twelve
 * blocks: samples beside each other are no opinions of their own. The first minutes, in which caches fill, are left out; null: there were no others.
 */
export function slopeOf(samples: readonly Sample[]): Slope | null {
  const settled = samples.filter(({ atMs }) => atMs - (samples[0]?.atMs ?? 0) > settledMs);
  if (settled.length < blocks) return null;
  const size = settled.length / blocks;
  const means = Array.from({ length: blocks }, (_, index) => {
    const block = settled.slice(Math.floor(index * size), Math.floor((index + 1) * size));
    return { x: meanOf(block.map(({ changes }) => changes / 1_000)), y: meanOf(block.map(({ mib }) => mib)) };
  });
  const [x, y] = [meanOf(means.map((one) => one.x)), meanOf(means.map((one) => one.y))];
  const spread = sumOf(means.map((one) => (one.x - x) ** 2));
  const perThousand = sumOf(means.map((one) => (one.x - x) * (one.y - y))) / spread;
  const left = sumOf(means.map((one) => (one.y - y - perThousand * (one.x - x)) ** 2));
  const doubt = t95 * Math.sqrt(left / (blocks - 2) / spread);
  return { perThousand, lowest: perThousand - doubt, highest: perThousand + doubt };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
function meanOf(values: readonly number[]): number {
  return sumOf(values) / values.length;
}
