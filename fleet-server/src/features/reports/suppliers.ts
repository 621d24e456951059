import { listItems } from '../content/store.ts';
import { readPlaySums } from './play-sums.ts';
import { screensOf, sectionOf, shareBp, type Made, type ReportSource } from './report-ask.ts';
import { notes, sectionTitles } from './report-words.ts';

const mostItems = 20_000;

/** What each supplier has in the stock, how much of it is approved, and how long it was on the air. */
export async function contentBySupplier(source: ReportSource): Promise<Made> {
  const { stores, ask } = source;
  const { language } = ask;
  const items = await listItems(stores.truth, { sort: 'made', siteIds: ask.siteIds, after: null, most: mostItems });
  const suppliers = await stores.truth.selectFrom('suppliers').selectAll().orderBy('name').execute();
  const screens = new Set(screensOf(source).map(({ id }) => id));
  const sums = (await readPlaySums(stores.telemetry, ask)).filter(({ screenId }) => screens.has(screenId));
  const ofItem = Map.groupBy(sums, ({ itemId }) => itemId);
  const allMs = sums.reduce((sum, { shownMs }) => sum + shownMs, 0);
  const rows = suppliers
    .map(({ id, name }) => {
      const own = items.filter(({ supplierId }) => supplierId === id);
      const variants = own.flatMap((item) => item.variants);
      const played = own.flatMap((item) => ofItem.get(item.id) ?? []);
      const shownMs = played.reduce((sum, one) => sum + one.shownMs, 0);
      const approved = own.filter((item) => item.variants.some(({ approvedRevision }) => approvedRevision !== null)).length;
      const waiting = variants.filter(({ review }) => review !== 'approved').length;
      const plays = played.reduce((sum, one) => sum + one.plays, 0);
      return [name, own.length, approved, waiting, plays, shownMs, shareBp(shownMs, allMs)] as const;
    })
    .toSorted((a, b) => b[5] - a[5] || b[1] - a[1]);
  return {
    notes: [notes.exposure[language]],
    sections: [
      sectionOf(
        language,
        { key: 'suppliers', title: sectionTitles.suppliers[language] },
        [
          ...([
            ['supplier', 'text'],
            ['items', 'count'],
            ['approved', 'count'],
            ['waiting', 'count'],
          ] as const),
          ...([
            ['plays', 'count'],
            ['shown', 'duration'],
            ['share', 'share'],
          ] as const),
        ],
        rows,
        { label: 'supplier', series: ['shown'] },
      ),
    ],
  };
}
