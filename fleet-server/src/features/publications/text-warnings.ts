import { estimatePages, legibleSize, type TextMeasure } from '@gatecast/glass-text';
import type { ItemPart, PublishWarning } from '@gatecast/protocol';
import type { Layout, Plan, Region } from '@gatecast/schedules';
import { z } from 'zod';
import type { VariantInput } from './compile-input.ts';

/** By the name of the variant's document. */
export type TextMeasures = ReadonlyMap<string, TextMeasure>;

const em = z.number().min(0);
const measureSchema = z.strictObject({ titleEm: em, bodyEm: em, rowEms: z.array(em) }) satisfies z.ZodType<TextMeasure>;

export function measuresOf(variants: readonly VariantInput[]): TextMeasures {
  return new Map(
    variants.flatMap(({ document, textMeasure }) =>
      textMeasure === null ? [] : [[document, measureSchema.parse(JSON.parse(textMeasure))] as const],
    ),
  );
}

const toldAtMost = 20;
const whole = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 };
const fullScreen: Region = { id: 'main', frame: whole, languages: { kind: 'sequence' }, content: { kind: 'main' } };

/**
 * Texts that some region of a plan has no room for at the smallest size that can be read from where people stand: the screen shows
 * them page by page. An estimate; each variant is told once, for the region that is worst, and the first of very many.
 */
export function textWarnings(plan: Plan, items: readonly ItemPart[], measures: TextMeasures): readonly PublishWarning[] {
  const worst = new Map<string, { readonly pages: number; readonly message: string }>();
  const smallestPx = legibleSize(plan.screen);
  const byId = new Map(items.map((item) => [item.id, item]));
  for (const { playlistId, region } of placesOf(plan)) {
    const size = pixelsOf(plan, region);
    for (const itemId of itemsIn(plan, playlistId)) {
      const item = byId.get(itemId);
      if (item === undefined) continue;
      for (const { language, pages, durationMs } of pagesOf(spokenOf(item, region, plan, measures), region, size, smallestPx)) {
        const path = `items[${item.id}].variants[${language}]`;
        if (pages < 2 || pages <= (worst.get(path)?.pages ?? 0)) continue;
        const each = Math.round(durationMs / pages / 100) / 10;
        const message = `in region ${region.id} it takes about ${pages} pages of ${each} s at the smallest size that can be read there`;
        worst.set(path, { pages, message });
      }
    }
  }
  return [...worst].slice(0, toldAtMost).map(([path, { message }]) => ({ path, code: 'text-turns-pages', message }));
}

type Place = { readonly playlistId: string; readonly region: Region };

/** Where playlists are shown, each place once. */
function placesOf(plan: Plan): readonly Place[] {
  const layouts = new Map<string, Layout>(plan.layouts.map((layout) => [layout.id, layout]));
  const places = new Map<string, Place>();
  for (const entry of plan.entries) {
    const regions = entry.layoutId === null ? [fullScreen] : (layouts.get(entry.layoutId)?.regions ?? []);
    for (const region of regions) {
      const { content } = region;
      if (content.kind !== 'main' && content.kind !== 'playlist') continue;
      const playlistId = content.kind === 'main' ? entry.playlistId : content.playlistId;
      places.set(JSON.stringify([playlistId, region.frame, region.languages]), { playlistId, region });
    }
  }
  return [...places.values()];
}

/** In playlists that hold one another to the depth that plans allow; a plan that compiled has no circle in them. */
function itemsIn(plan: Plan, playlistId: string): ReadonlySet<string> {
  const slots = plan.playlists.find((playlist) => playlist.id === playlistId)?.slots ?? [];
  return new Set(slots.flatMap((slot) => (slot.kind === 'item' ? [slot.itemId] : [...itemsIn(plan, slot.playlistId)])));
}

function pixelsOf({ screen }: Plan, { frame }: Region): Size {
  const { widthPx, heightPx } = screen.wall ?? screen;
  return { widthPx: (widthPx * frame.widthBp) / 10_000, heightPx: (heightPx * frame.heightBp) / 10_000 };
}

type Spoken = { readonly language: string; readonly durationMs: number; readonly measure: TextMeasure };

/** The variants that a region speaks whose room is known, in the site's order. */
function spokenOf({ variants }: ItemPart, { languages }: Region, { screen }: Plan, measures: TextMeasures): readonly Spoken[] {
  const wanted = languages.kind === 'fixed' ? [languages.language] : screen.languages;
  return [...wanted, 'zxx'].flatMap((language) => {
    const variant = variants.find((one) => one.language === language);
    const measure = variant === undefined ? undefined : measures.get(variant.document);
    return variant === undefined || measure === undefined ? [] : [{ language, durationMs: variant.durationMs, measure }];
  });
}

type Size = { readonly widthPx: number; readonly heightPx: number };

function pagesOf(
  spoken: readonly Spoken[],
  { languages }: Region,
  size: Size,
  smallestPx: number,
): readonly (Spoken & { readonly pages: number })[] {
  const groups = languages.kind === 'together' ? [spoken] : spoken.map((one) => [one]);
  return groups.flatMap((group) => {
    const measures = group.map(({ measure }) => measure);
    const pages = estimatePages(size, measures, smallestPx);
    return group.map((one, index) => ({ ...one, pages: pages[index] ?? 1 }));
  });
}
