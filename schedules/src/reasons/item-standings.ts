import type { ItemStanding, VariantStanding } from './explanation.ts';
import type { Loop } from '../loops/loop.ts';
import type { PlanItem, Validity } from '../plan.ts';
import { isValidAt, wantedLanguages, wordless } from '../loops/showing.ts';
import type { ShownRegion } from '../answer.ts';

/** How each item of a loop stands at an instant, language by language. */
export function itemStandings(loop: Loop, shown: ShownRegion['shown'], atMs: number): readonly ItemStanding[] {
  const absences = new Map(loop.absencesAt(atMs).map(({ itemId, reason }) => [itemId, reason]));
  return loop.items.map((item) => {
    const isShown = shown.kind === 'item' ? shown.itemId === item.id : shown.kind === 'ticker' && shown.itemIds.includes(item.id);
    return {
      itemId: item.id,
      state: isShown ? 'shown' : (absences.get(item.id) ?? 'in-round'),
      languages: wantedLanguages(loop.reading).map((language) => variantStanding(item, language, loop, atMs)),
    };
  });
}

function variantStanding(item: PlanItem, language: string, loop: Loop, atMs: number): VariantStanding {
  const isThere = (one: string): boolean => lacking(item, one, loop, atMs) === null;
  const because = lacking(item, language, loop, atMs);
  if (because === null) return { language, served: 'own' };
  if (isThere(wordless)) return { language, served: 'wordless' };
  const lead = loop.reading.languages[0] ?? wordless;
  return { language, served: item.missing === 'substitute' && isThere(lead) ? 'substitute' : 'skip', because };
}

/** Why a variant cannot be shown; null where it can. */
function lacking(item: PlanItem, language: string, loop: Loop, atMs: number): NonNullable<VariantStanding['because']> | null {
  const variant = item.variants.find((one) => one.language === language);
  if (variant === undefined) return 'no-variant';
  const late = [item.validity, variant.validity].find((validity) => !isValidAt(validity, atMs));
  if (late !== undefined) return isEarly(late, atMs) ? 'not-yet-valid' : 'expired';
  return loop.isAbsent(item.id, language) ? 'media-missing' : null;
}

function isEarly({ fromMs }: Validity, atMs: number): boolean {
  return fromMs !== null && atMs < fromMs;
}
