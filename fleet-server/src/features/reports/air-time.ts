import { siteText } from '../survey/means-sheet.ts';
import { readEntryNames, readItemNames } from './read-names.ts';
import { screensOf, sectionOf, shareBp, type Made, type ReportSource } from './report-ask.ts';
import { notes, sectionTitles } from './report-words.ts';
import { readPlaySums, summedBy } from './play-sums.ts';

/** How long items, entries and screens were on the air, as players signed it. */
export async function airTime(source: ReportSource): Promise<Made> {
  const { stores, fleet, ask } = source;
  const { language, fromMs, untilMs } = ask;
  const screens = new Map(screensOf(source).map((screen) => [screen.id, screen]));
  const sums = (await readPlaySums(stores.telemetry, ask)).filter(({ screenId }) => screens.has(screenId));
  const items = await readItemNames(stores.truth);
  const entries = await readEntryNames(stores.truth);
  const allMs = sums.reduce((sum, { shownMs }) => sum + shownMs, 0);
  const title = (key: keyof typeof sectionTitles) => ({ key, title: sectionTitles[key][language] });
  const byItem = summedBy(sums, ({ itemId }) => itemId).map(({ key, plays, shownMs, screenCount }) => {
    const item = items.get(key);
    return [item?.title ?? key, item?.category ?? '', item?.supplier ?? '', plays, shownMs, screenCount, shareBp(shownMs, allMs)];
  });
  const byEntry = summedBy(sums, ({ entryId }) => entryId).map(({ key, plays, shownMs, screenCount }) => [
    ...[entries.get(key) ?? key, plays, shownMs, screenCount, shareBp(shownMs, allMs)],
  ]);
  const byScreen = summedBy(sums, ({ screenId }) => screenId).map(({ key, plays, shownMs }) => {
    const screen = screens.get(key);
    return [siteText(fleet, screen?.siteId ?? '', language), screen?.name ?? key, plays, shownMs, shareBp(shownMs, untilMs - fromMs)];
  });
  const text = 'text' as const;
  return {
    notes: [notes.exposure[language], notes.gone[language]],
    sections: [
      sectionOf(
        language,
        title('items'),
        [
          ['item', text],
          ['category', text],
          ['supplier', text],
          ['plays', 'count'],
          ['shown', 'duration'],
          ['screens', 'count'],
          ['share', 'share'],
        ],
        byItem,
        { label: 'item', series: ['shown'] },
      ),
      sectionOf(
        language,
        title('entries'),
        [
          ['entry', text],
          ['plays', 'count'],
          ['shown', 'duration'],
          ['screens', 'count'],
          ['share', 'share'],
        ],
        byEntry,
        { label: 'entry', series: ['shown'] },
      ),
      sectionOf(
        language,
        title('screens'),
        [
          ['site', text],
          ['screen', text],
          ['plays', 'count'],
          ['shown', 'duration'],
          ['share', 'share'],
        ],
        byScreen,
        { label: 'screen', series: ['shown'] },
      ),
    ],
  };
}
