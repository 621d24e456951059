import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { node, root } from '../worlds/paths.ts';
import { Program, type ProgramEvent } from '../worlds/program.ts';
import { rounded, type BenchReport } from './report.ts';

const longestMs = 1_800_000;
const measuring = (name: string) => join(root, 'apps/cli/bench', name);

/**
 * The engine on plans of 1,000 entries, half of them recurring; beside it, in the same run, the same answers by expanding every rule
 * with rrule (the recurrence library that most of JavaScript uses, and of those tried the faster and the one that answered right), a
 * bare search in a list of prepared answers, and JSON.parse of the plan.
 */
export async function timeline({ isQuick }: { readonly isQuick: boolean }): Promise<BenchReport> {
  const folder = await mkdtemp(join(tmpdir(), 'gatecast-bench-'));
  try {
    const sample = join(folder, 'sample.json');
    process.stdout.write('Measuring the engine…\n');
    const args = [measuring('measure-timeline.ts'), '--sample', sample, ...(isQuick ? ['--quick'] : [])];
    const measured = await eventsOf('engine', args);
    const plain = figuresOf(measured.find(({ kind }) => kind === 'plain'));
    const modes = figuresOf(measured.find(({ kind }) => kind === 'modes'));
    process.stdout.write('Asking a stock recurrence library the same…\n');
    const [stock] = await eventsOf('stock library', [join(root, 'e2e/benches/stock-recurrence.ts'), sample]);
    if (stock === undefined) throw new Error('the stock library said nothing');
    if (stock['differing'] !== 0) throw new Error(`the answers differ: ${JSON.stringify(stock)}`);
    process.stdout.write('Weighing timelines…\n');
    const memory = {
      ...named('ordinary', await memoryOf(isQuick ? 500 : 5_000, 'ordinary')),
      ...named('busy', await memoryOf(isQuick ? 10 : 50, 'busy')),
    };
    const figures = { ...named('', plain), ...named('modes', modes), ...memory };
    const limits = {
      bareDayPerSecond: plain['bareDayPerSecond'] ?? 0,
      jsonParseMs: plain['jsonParseMs'] ?? 0,
      stockColdMs: Number(stock['coldMs']),
      stockDayMs: Number(stock['dayMs']),
      stockPreparedYearPerSecond: Number(stock['atYearPerSecond']),
      stockPrepareYearMs: Number(stock['prepareYearMs']),
    };
    const ratios = ratiosOf(plain, modes, limits);
    return { bench: 'timeline', ok: isWithin(ratios), figures: rounded(figures), limits: rounded(limits), ratios: rounded(ratios) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Figures = Readonly<Record<string, number>>;

/** Above 1: so many times better than the limit. */
function ratiosOf(plain: Figures, modes: Figures, limits: Figures): Record<string, number> {
  const of = (figures: Figures, name: string): number => figures[name] ?? Number.NaN;
  return {
    atDayToBare: of(plain, 'atDayPerSecond') / of(limits, 'bareDayPerSecond'),
    atDayToBareWithModes: of(modes, 'atDayPerSecond') / of(modes, 'bareDayPerSecond'),
    atYearToPreparedStock: of(plain, 'atYearPerSecond') / of(limits, 'stockPreparedYearPerSecond'),
    coldToStock: of(limits, 'stockColdMs') / of(plain, 'coldMs'),
    dayToStock: of(limits, 'stockDayMs') / of(plain, 'firstDaySegmentsMs'),
    coldInJsonParses: of(plain, 'coldMs') / of(limits, 'jsonParseMs'),
    dayWithModesInJsonParses: of(modes, 'firstDaySegmentsMs') / of(modes, 'jsonParseMs'),
    explainInJsonParses: of(plain, 'explainYearMs') / of(limits, 'jsonParseMs'),
  };
}

/**
 * Limits by ratio, so that a slow or busy machine does not fail them. On the machine of the first measurements they stood for: a million
 * answers a second within a day, 50,000 over a year, 50 ms cold, 20 ms for a day, 1 ms to explain.
 */
function isWithin(ratios: Readonly<Record<string, number>>): boolean {
  const least = { atDayToBare: 0.2, atDayToBareWithModes: 0.2, atYearToPreparedStock: 1, coldToStock: 5, dayToStock: 20 };
  const most = { coldInJsonParses: 20, dayWithModesInJsonParses: 8, explainInJsonParses: 0.5 };
  const of = (name: string): number => ratios[name] ?? Number.NaN;
  return (
    Object.entries(least).every(([name, limit]) => of(name) >= limit) && Object.entries(most).every(([name, limit]) => of(name) <= limit)
  );
}

async function memoryOf(plans: number, size: string): Promise<Figures> {
  const args = ['--expose-gc', '--max-old-space-size=8000', measuring('measure-memory.ts'), '--plans', `${plans}`, '--size', size];
  const [measured] = await eventsOf('memory', args);
  return figuresOf(measured);
}

/** Runs a measuring program to its end; everything it said. */
async function eventsOf(name: string, args: readonly string[]): Promise<readonly ProgramEvent[]> {
  const program = new Program(name, node, args);
  const timer = setTimeout(() => void program.kill(), longestMs);
  try {
    await program.end();
  } finally {
    clearTimeout(timer);
    await program.stop();
  }
  if (program.events.length === 0) throw new Error(`${name} measured nothing:\n${program.tail()}`);
  return program.events;
}

function figuresOf(event: ProgramEvent | undefined): Figures {
  if (event === undefined) throw new Error('a measurement is missing');
  return event['figures'] as Figures;
}

/** `atDayPerSecond` becomes `modesAtDayPerSecond`. */
function named(prefix: string, figures: Figures): Figures {
  if (prefix === '') return figures;
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [`${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`, value]),
  );
}
