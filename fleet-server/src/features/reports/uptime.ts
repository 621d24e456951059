import { uptimeBpOf, type HealthTally } from '@gatecast/protocol';
import { healthSpan, hourMs, minuteMs } from '../health/health-span.ts';
import { readSums, tallyOf } from '../health/read-health.ts';
import { zoneOfSite } from '../health/zone-of-site.ts';
import { siteText } from '../survey/means-sheet.ts';
import { sectionOf, sitesOfAsk, type Made, type ReportSource } from './report-ask.ts';
import { notes, sectionTitles } from './report-words.ts';

/** How screens and sites were, of what nobody has set up yet nothing. */
export async function uptime(source: ReportSource): Promise<Made> {
  const { stores, fleet, ask } = source;
  const { language, nowMs } = ask;
  const bySite: (string | number | null)[][] = [];
  const byScreen: (string | number | null)[][] = [];
  for (const site of sitesOfAsk(source)) {
    const screens = [...fleet.screens.values()].filter(({ id, siteId }) => siteId === site.id && fleet.players.has(id));
    if (screens.length === 0) continue;
    const zone = zoneOfSite(site, ask.fromMs - 48 * hourMs, nowMs + 48 * hourMs);
    const span = healthSpan({ fromMs: ask.fromMs, untilMs: Math.min(ask.untilMs, nowMs) }, nowMs, zone);
    const lengthMs = span.untilMs - span.fromMs;
    const ids = screens.map(({ id }) => id);
    const known = Map.groupBy(await readSums(stores.telemetry, ids, span), ({ screenId }) => screenId);
    const each = screens.map(({ id, name }) => ({ name, tally: tallyOf(known.get(id) ?? [], lengthMs) }));
    const name = siteText(fleet, site.id, language);
    const total = tallyOf(
      each.map(({ tally }) => tally),
      lengthMs * each.length,
    );
    bySite.push([name, screens.length, uptimeBpOf(total), ...inMs(total)]);
    for (const { name: screen, tally } of each) byScreen.push([name, screen, uptimeBpOf(tally), ...inMs(tally)]);
  }
  const states = [
    ['healthy', 'duration'],
    ['impaired', 'duration'],
    ['offline', 'duration'],
    ['unknown', 'duration'],
  ] as const;
  const series = states.map(([state]) => state);
  // who needs somebody stands first
  const worstFirst = (rows: readonly (readonly (string | number | null)[])[]) =>
    rows.toSorted((a, b) => Number(a[2] ?? 10_001) - Number(b[2] ?? 10_001));
  return {
    notes: [notes.uptime[language]],
    sections: [
      sectionOf(
        language,
        { key: 'sites', title: sectionTitles.sites[language] },
        [['site', 'text'], ['screens', 'count'], ['uptime', 'share'], ...states],
        worstFirst(bySite),
        { label: 'site', series, isStacked: true },
      ),
      sectionOf(
        language,
        { key: 'screens', title: sectionTitles.screens[language] },
        [['site', 'text'], ['screen', 'text'], ['uptime', 'share'], ...states],
        worstFirst(byScreen),
        { label: 'screen', series, isStacked: true },
      ),
    ],
  };
}

function inMs({ healthy, impaired, offline, unknown }: HealthTally): readonly number[] {
  return [healthy, impaired, offline, unknown].map((minutes) => minutes * minuteMs);
}
