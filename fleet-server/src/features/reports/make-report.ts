import type { Report } from '@gatecast/protocol';
import { readFleet } from '../fleet/store.ts';
import type { Stores } from '../../store/open-stores.ts';
import { airTime } from './air-time.ts';
import { expectedAgainstPlayed } from './expected.ts';
import { languageCoverage } from './languages.ts';
import { emergencyReach } from './reach.ts';
import { sitesOfAsk, type Made, type ReportAsk, type ReportSource } from './report-ask.ts';
import { reportTitles } from './report-words.ts';
import { contentBySupplier } from './suppliers.ts';
import { uptime } from './uptime.ts';

const makers: Readonly<Record<ReportAsk['kind'], (source: ReportSource) => Promise<Made>>> = {
  'air-time': airTime,
  expected: expectedAgainstPlayed,
  uptime,
  reach: emergencyReach,
  languages: languageCoverage,
  suppliers: contentBySupplier,
};

/** Makes a report from the stores as they are. */
export async function makeReport(stores: Stores, ask: ReportAsk): Promise<Report> {
  const source = { stores, fleet: await readFleet(stores.truth), ask };
  const { sections, notes } = await makers[ask.kind](source);
  const { kind, language, fromMs, untilMs, nowMs } = ask;
  return {
    ...{ kind, language, fromMs, untilMs, madeAtMs: nowMs },
    title: reportTitles[kind][language],
    timeZone: sitesOfAsk(source)[0]?.timeZone ?? 'UTC',
    notes: [...notes],
    sections: [...sections],
  };
}
