import type { PlanItem, RegionLanguages, Validity } from '../plan.ts';
import type { ItemAbsence } from '../answer.ts';

/** One thing on the glass for one stretch: an item in one language, or in several side by side. */
export type Showing = {
  readonly itemId: string;
  readonly languages: readonly string[];
  readonly isSubstitute: boolean;
  readonly durationMs: number;
};

export type Variant = PlanItem['variants'][number];

/** How a region chooses languages: its own rule, and the site's languages with the lead language first. */
export type Reading = { readonly mode: RegionLanguages; readonly languages: readonly string[] };

type Resolved = { readonly variant: Variant; readonly isSubstitute: boolean };

export const wordless = 'zxx';

export function isValidAt(validity: Validity, instantMs: number): boolean {
  return (validity.fromMs === null || validity.fromMs <= instantMs) && (validity.untilMs === null || instantMs < validity.untilMs);
}

/**
 * What one occurrence of an item shows in a region, of the variants that `isShowable` lets through. Each language is served by its own
 * variant, else by a wordless one, else by the lead language's as a substitute, else it is passed over; what serves several
 * languages is shown once.
 */
export function showingsOf(item: PlanItem, reading: Reading, isShowable: (variant: Variant) => boolean): readonly Showing[] {
  const find = (language: string): Variant | undefined =>
    item.variants.find((variant) => variant.language === language && isShowable(variant));
  const lead = reading.languages[0] ?? wordless;
  const resolved: Resolved[] = [];
  for (const language of wantedLanguages(reading)) {
    const own = find(language) ?? find(wordless);
    const variant = own ?? (item.missing === 'substitute' ? find(lead) : undefined);
    const isSubstitute = own === undefined;
    if (variant === undefined || resolved.some((one) => one.variant === variant && one.isSubstitute === isSubstitute)) continue;
    resolved.push({ variant, isSubstitute });
  }
  return reading.mode.kind === 'together' ? sideBySide(item.id, resolved) : resolved.map((one) => showingOf(item.id, [one]));
}

/** Why an item shows nothing in a region at an instant; what would be mended soonest is named first. */
export function absenceOf(item: PlanItem, reading: Reading, instantMs: number): ItemAbsence {
  const { fromMs, untilMs } = item.validity;
  if (fromMs !== null && instantMs < fromMs) return { itemId: item.id, reason: 'not-yet-valid' };
  if (untilMs !== null && instantMs >= untilMs) return { itemId: item.id, reason: 'expired' };
  const serving = servingVariants(item, reading);
  if (serving.length === 0) return { itemId: item.id, reason: 'no-variant' };
  if (serving.some((variant) => isValidAt(variant.validity, instantMs))) return { itemId: item.id, reason: 'media-missing' };
  const isEarly = serving.some((variant) => variant.validity.fromMs !== null && instantMs < variant.validity.fromMs);
  return { itemId: item.id, reason: isEarly ? 'not-yet-valid' : 'expired' };
}

/** The variants of an item that a region could ever show. */
export function servingVariants(item: PlanItem, reading: Reading): readonly Variant[] {
  const serving = new Set([...wantedLanguages(reading), wordless]);
  if (item.missing === 'substitute') serving.add(reading.languages[0] ?? wordless);
  return item.variants.filter((variant) => serving.has(variant.language));
}

/** The languages that a region is to be served in, in their order. */
export function wantedLanguages(reading: Reading): readonly string[] {
  return reading.mode.kind === 'fixed' ? [reading.mode.language] : reading.languages;
}

/** All at once, for as long as the slowest to read needs. */
function sideBySide(itemId: string, resolved: readonly Resolved[]): readonly Showing[] {
  return resolved.length === 0 ? [] : [showingOf(itemId, resolved)];
}

function showingOf(itemId: string, resolved: readonly Resolved[]): Showing {
  return {
    itemId,
    languages: [...new Set(resolved.map((one) => one.variant.language))],
    isSubstitute: resolved.some((one) => one.isSubstitute),
    durationMs: Math.max(...resolved.map((one) => one.variant.durationMs)),
  };
}
