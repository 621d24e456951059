import type { Item } from '@gatecast/protocol';
import { listItems } from '../content/store.ts';
import { ownersOf } from '../fleet/site-owned.ts';
import { siteText } from '../survey/means-sheet.ts';
import { sectionOf, shareBp, sitesOfAsk, type Made, type ReportSource } from './report-ask.ts';
import { notes, sectionTitles } from './report-words.ts';

/** More than an organisation keeps in force. */
const mostItems = 20_000;
type Standing = 'approved' | 'stale' | 'waiting' | 'missing';

/** In which of its languages each site's content is there, and what is missing where. */
export async function languageCoverage(source: ReportSource): Promise<Made> {
  const { stores, fleet, ask } = source;
  const { language } = ask;
  const all = await listItems(stores.truth, { sort: 'made', siteIds: ask.siteIds, after: null, most: mostItems });
  const items = all.filter(({ validity, variants }) => variants.length > 0 && (validity.untilMs ?? ask.nowMs + 1) > ask.nowMs);
  const owners = await ownersOf(stores.truth, 'item');
  const byLanguage: (string | number | null)[][] = [];
  const gaps = new Map<string, { item: Item; missing: Set<string>; stale: Set<string> }>();
  for (const site of sitesOfAsk(source)) {
    const own = items.filter(({ id }) => (owners.get(id) ?? site.id) === site.id);
    for (const tag of site.languages) {
      const counts: Record<Standing, number> = { approved: 0, stale: 0, waiting: 0, missing: 0 };
      for (const item of own) {
        const standing = standingOf(item, tag);
        counts[standing] += 1;
        if (standing !== 'missing' && standing !== 'stale') continue;
        const gap = gaps.get(item.id) ?? { item, missing: new Set(), stale: new Set() };
        gaps.set(item.id, gap);
        gap[standing].add(tag);
      }
      const { approved, stale, waiting, missing } = counts;
      const covered = shareBp(approved + stale, own.length);
      byLanguage.push([siteText(fleet, site.id, language), tag, own.length, approved, stale, waiting, missing, covered]);
    }
  }
  const byItem = [...gaps.values()]
    .toSorted((a, b) => b.missing.size - a.missing.size || b.stale.size - a.stale.size)
    .map(({ item, missing, stale }) => [item.title, item.category, [...missing].join(', '), [...stale].join(', ')]);
  return {
    notes: [notes.languages[language]],
    sections: [
      sectionOf(
        language,
        { key: 'languages', title: sectionTitles.languages[language] },
        [
          ...([
            ['site', 'text'],
            ['language', 'text'],
            ['items', 'count'],
            ['approved', 'count'],
            ['stale', 'count'],
          ] as const),
          ...([
            ['waiting', 'count'],
            ['missing', 'count'],
            ['coverage', 'share'],
          ] as const),
        ],
        byLanguage,
        { label: 'language', series: ['approved', 'stale', 'waiting', 'missing'], isStacked: true },
      ),
      sectionOf(
        language,
        { key: 'missing', title: sectionTitles.missing[language] },
        [
          ['item', 'text'],
          ['category', 'text'],
          ['missingLanguages', 'text'],
          ['staleLanguages', 'text'],
        ],
        byItem,
        null,
      ),
    ],
  };
}

/** How an item stands in a language: what is approved is shown, whatever its successor waits for; without words it serves all. */
function standingOf({ variants }: Item, tag: string): Standing {
  const own = variants.find((variant) => variant.language === tag) ?? variants.find((variant) => variant.language === 'zxx');
  if (own === undefined) return 'missing';
  if (own.approvedRevision === null) return 'waiting';
  return own.isStale ? 'stale' : 'approved';
}
