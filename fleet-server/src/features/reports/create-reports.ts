import { reportSchema, type Report } from '@gatecast/protocol';
import type { AppContext } from '../../app-context.ts';
import { inThread } from '../../sheets/in-thread.ts';
import { storePlacesOf } from '../../store/open-for-reading.ts';
import type { ReportAsk } from './report-ask.ts';
import type { ReportJob } from './report-worker.ts';

const longestMs = 120_000;
const mostHeapMb = 1_024;
/** Each takes a core; whoever comes while so many are being made waits. */
const mostAtOnce = 2;
/** Whoever comes while so many wait is told to come again. */
const mostWaiting = 20;
const program = new URL('./report-worker.ts', import.meta.url);

export type MadeReport =
  | { readonly kind: 'made'; readonly report: Report }
  | { readonly kind: 'busy' }
  | { readonly kind: 'too-long'; readonly limitMs: number };
export type Reports = { readonly make: (ask: ReportAsk) => Promise<MadeReport> };

/** Makes reports off the main thread, two at a time. Rejects where one fails: a fault of ours. */
export function createReports({ config, paths, clock }: Pick<AppContext, 'config' | 'paths' | 'clock'>): Reports {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async make(ask) {
      if (running >= mostAtOnce) {
        if (waiting.length >= mostWaiting) return { kind: 'busy' };
        await new Promise<void>((resolve) => void waiting.push(resolve));
      }
      running += 1;
      try {
        const job: ReportJob = { places: storePlacesOf(config, paths), ask };
        const answer = await inThread(program, job, clock, { longestMs, mostHeapMb });
        if (answer.kind === 'too-long') return { kind: 'too-long', limitMs: longestMs };
        if (answer.kind === 'ended') throw new Error(`the report ${ask.kind} was not made: ${answer.reason}`);
        return { kind: 'made', report: reportSchema.parse(answer.message) };
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
  };
}
