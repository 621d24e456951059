import { alertOf } from '../alerts/store.ts';
import { screensAddressed } from '../fleet/area-path.ts';
import { nameOf } from '../fleet/name-of.ts';
import { siteText } from '../survey/means-sheet.ts';
import { sectionOf, shareBp, sitesOfAsk, type Made, type ReportSource } from './report-ask.ts';
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
  const receipts =
    alerts.length === 0
      ? []
      : await stores.telemetry
          .selectFrom('receipts')
          .select(['alertId', 'screenId', 'kind', 'atMs'])
          .where(
            'alertId',
            'in',
            alerts.map(({ id }) => id),
          )
          .execute();
  const unreached: string[][] = [];
  const byAlert = alerts.map((alert) => {
    const { id, siteId, severity, status, effectiveMs, texts, targets } = alert;
    const addressed = screensAddressed(fleet, siteId, targets);
    const firstOf = (screenId: string, kind: string) => {
      const at = receipts.filter((one) => one.alertId === id && one.screenId === screenId && one.kind === kind).map(({ atMs }) => atMs);
      return at.length === 0 ? null : Math.min(...at);
    };
    const headline =
      texts[language]?.headline ?? nameOf(Object.fromEntries(Object.entries(texts).map(([tag, text]) => [tag, text.headline])));
    const received = addressed.filter((screenId) => firstOf(screenId, 'received') !== null);
    const painted = addressed.flatMap((screenId) => firstOf(screenId, 'painted') ?? []);
    const site = siteText(fleet, siteId, language);
    for (const screenId of addressed)
      if (firstOf(screenId, 'painted') === null) unreached.push([headline, site, fleet.screens.get(screenId)?.name ?? screenId]);
    const after = painted.map((atMs) => Math.max(0, atMs - effectiveMs));
    return [
      ...[headline, site, severityNames[severity]?.[language] ?? severity, statusNames[status]?.[language] ?? status, effectiveMs],
      ...[addressed.length, received.length, painted.length, shareBp(painted.length, addressed.length)],
      ...[after.length === 0 ? null : Math.min(...after), after.length === 0 ? null : Math.max(...after)],
    ];
  });
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
