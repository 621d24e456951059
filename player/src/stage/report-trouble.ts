import { troubleLimit, type Port, type StageToAgent } from '../bridge/bridge.ts';
import { noteTrouble, noTroubles, takeTroubles } from './director/troubles.ts';

/** Says what went wrong, on the console and, once somebody can listen, to the agent. */
export type ReportTrouble = (what: string, ...more: readonly unknown[]) => void;

/** Gives the way to report, and what is to be called when a new port is open. `port` gives null while nobody listens. */
export function troubleReport(port: () => Port<StageToAgent> | null): { readonly report: ReportTrouble; readonly connected: () => void } {
  let troubles = noTroubles;
  function send(): void {
    const way = port();
    if (way === null) return;
    const taken = takeTroubles(troubles);
    troubles = taken.troubles;
    for (const trouble of taken.said) way.send({ kind: 'trouble', ...trouble });
  }
  return {
    report(what, ...more) {
      console.error(what, ...more);
      troubles = noteTrouble(troubles, [what, ...more.map(inWords)].join(' '), troubleLimit, performance.now());
      send();
    },
    connected: send,
  };
}

function inWords(what: unknown): string {
  if (what instanceof Error) return what.stack ?? String(what);
  if (typeof what === 'string') return what;
  try {
    return JSON.stringify(what) ?? String(what);
  } catch {
    // what cannot be written as JSON, such as an event with its window, still has a name
    return String(what);
  }
}
