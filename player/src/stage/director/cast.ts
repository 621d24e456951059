import type { Answer, RegionLanguages, ShownRegion } from '@gatecast/schedules';
import type { Programme, Said, Scene } from './programme.ts';

/** What one surface is to show: everything that drawing it takes. */
export type Cast = {
  /** Equal for two casts that are the same exposure of the same bytes in the same place. */
  readonly key: string;
  /** The state of the director's knowledge under which it was cast. */
  readonly basis: number;
  readonly releaseNumber: number;
  readonly entryId: string;
  readonly sceneKey: string;
  readonly regionId: string;
  readonly isTogether: boolean;
  /** Ends of the stretch, in server's time; the surface may come late and stay longer. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly content: CastContent;
};

export type CastContent =
  | { readonly kind: 'item'; readonly itemId: string; readonly isSubstitute: boolean; readonly said: readonly Said[] }
  | { readonly kind: 'ticker'; readonly items: readonly { readonly itemId: string; readonly said: readonly Said[] }[] }
  | { readonly kind: 'clock' }
  | { readonly kind: 'empty' };

/** The casts of an answer, the main region first; null where the main region has nothing to show. */
export function castsOf(programme: Programme, answer: Answer, basis: number): readonly Cast[] | null {
  const scene = programme.sceneOf(answer.layoutId);
  const casts = answer.regions.map((region) => castOf(programme, answer, scene, region, basis));
  const main = casts[0];
  return main === undefined || main.content.kind === 'empty' ? null : casts;
}

function castOf(programme: Programme, answer: Answer, scene: Scene, { regionId, shown }: ShownRegion, basis: number): Cast {
  const mode = scene.regions.find((region) => region.id === regionId)?.languages ?? { kind: 'sequence' };
  const content = contentOf(programme, shown, mode);
  const isItem = shown.kind === 'item';
  const span = isItem ? { fromMs: shown.fromMs, untilMs: shown.untilMs } : { fromMs: answer.atMs, untilMs: answer.untilMs };
  return {
    key: JSON.stringify([scene.key, regionId, isItem ? [answer.entryId, shown.fromMs] : null, namesIn(content)]),
    basis,
    releaseNumber: programme.releaseNumber,
    entryId: answer.entryId,
    sceneKey: scene.key,
    regionId,
    isTogether: mode.kind === 'together',
    ...span,
    content,
  };
}

function contentOf(programme: Programme, shown: ShownRegion['shown'], mode: RegionLanguages): CastContent {
  switch (shown.kind) {
    case 'item': {
      const said = shown.languages.flatMap((language) => programme.said(shown.itemId, language) ?? []);
      if (said.length === 0) return { kind: 'empty' };
      return { kind: 'item', itemId: shown.itemId, isSubstitute: shown.isSubstitute, said };
    }
    case 'ticker': {
      const items = shown.itemIds.map((itemId) => ({ itemId, said: everythingSaid(programme, itemId, mode) }));
      return { kind: 'ticker', items: items.filter((item) => item.said.length > 0) };
    }
    case 'clock':
      return { kind: 'clock' };
    case 'empty':
      return { kind: 'empty' };
  }
}

/** Names of the documents a cast shows, with what else makes it itself. */
function namesIn(content: CastContent): readonly unknown[] {
  switch (content.kind) {
    case 'item':
      return ['item', content.itemId, content.isSubstitute, ...content.said.map((said) => said.name)];
    case 'ticker':
      return ['ticker', ...content.items.map((item) => [item.itemId, ...item.said.map((said) => said.name)])];
    case 'clock':
    case 'empty':
      return [content.kind];
  }
}

/** An item's variants in the languages that the region speaks, in their order; the wordless one where there is no other. */
function everythingSaid(programme: Programme, itemId: string, mode: RegionLanguages): readonly Said[] {
  const languages = mode.kind === 'fixed' ? [mode.language] : programme.plan.screen.languages;
  const own = languages.flatMap((language) => programme.said(itemId, language) ?? []);
  return own.length > 0 ? own : [programme.said(itemId, 'zxx') ?? []].flat();
}
