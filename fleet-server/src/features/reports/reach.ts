import { countReach } from '../alerts/count-reach.ts';
import { readAddressed } from '../alerts/ended-alerts.ts';
import { readSigned } from '../alerts/read-signed.ts';
import { alertOf } from '../alerts/store.ts';
import { nameOf } from '../fleet/name-of.ts';
import { siteText } from '../survey/means-sheet.ts';
import { sectionOf, shareBp, sitesOfAsk, type Cell, type Made, type ReportSource } from './report-ask.ts';
import { notes, sectionTitles, severityNames, statusNames } from './report-words.ts';

/** Of each alert of the span: on how many of the screens that it addressed it was received and painted, and how soon. */
export async function emergencyReach(source: ReportSource): Promise<Made> {
  const { stores, fleet, ask } = source;
  const { language } = ask;
  const siteIds = sitesOfAsk(source).map(({ id }) => id);
  const rows = await stores.truth
    .selectFrom('alerts')
    .selectAll()
    .where('siteId', 'in', ['', ...siteIds])
    .where('effectiveMs', '>=', ask.fromMs)
    .where('effectiveMs', '<', ask.untilMs)
    .where('approvedBy', 'is not', null)
    .orderBy('effectiveMs', 'desc')
    .execute();
  const alerts = rows.map(alertOf);
  const unreached: string[][] = [];
  const byAlert: Cell[][] = [];
  for (const alert of alerts) {
    const { siteId, severity, status, effectiveMs, texts } = alert;
    const signed = await readSigned(stores.telemetry, alert);
    const addressed = await readAddressed(stores.telemetry, fleet, alert);
    const { told, received, painted, firstPaintedAtMs, lastPaintedAtMs } = countReach(alert, addressed, signed, null);
    const headline =
      texts[language]?.headline ?? nameOf(Object.fromEntries(Object.entries(texts).map(([tag, text]) => [tag, text.headline])));
    const site = siteText(fleet, siteId, language);
    for (const screenId of new Set([...addressed, ...signed.keys()]))
      if ((signed.get(screenId)?.paintedAtMs ?? null) === null)
        unreached.push([headline, site, fleet.screens.get(screenId)?.name ?? screenId]);
    const after = (atMs: number | null) => (atMs === null ? null : Math.max(0, atMs - effectiveMs));
    byAlert.push([
      ...[headline, site, severityNames[severity]?.[language] ?? severity, statusNames[status]?.[language] ?? status, effectiveMs],
      ...[told, received, painted, shareBp(painted, told), after(firstPaintedAtMs), after(lastPaintedAtMs)],
    ]);
  }
  return {
    notes: [notes.reach[language]],
    sections: [
      sectionOf(
        language,
        { key: 'alerts', title: sectionTitles.alerts[language] },
        [
          ...([
            ['alert', 'text'],
            ['site', 'text'],
            ['severity', 'text'],
            ['status', 'text'],
            ['effective', 'instant'],
          ] as const),
          ...([
            ['addressed', 'count'],
            ['received', 'count'],
            ['painted', 'count'],
            ['paintedShare', 'share'],
          ] as const),
          ...([
            ['firstPainted', 'duration'],
            ['lastPainted', 'duration'],
          ] as const),
        ],
        byAlert,
        { label: 'alert', series: ['addressed', 'received', 'painted'] },
      ),
      sectionOf(
        language,
        { key: 'unreached', title: sectionTitles.unreached[language] },
        [
          ['alert', 'text'],
          ['site', 'text'],
          ['screen', 'text'],
        ],
        unreached,
        null,
      ),
    ],
  };
}
