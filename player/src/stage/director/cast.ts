import type { Answer, RegionLanguages, ShownRegion } from '@gatecast/schedules';
import type { Programme, Said, Scene } from './programme.ts';

/** What one surface is to show: everything that drawing it takes. */
export type Cast = {
  /** Equal for two casts that are the same exposure of the same bytes in the same place. */
  readonly key: string;
  /** The state of the director's knowledge under which it was cast. */
  readonly basis: number;
  readonly releaseNumber: number;
  /** The entry that speaks: the winner, an interrupt in its main region, or an overlay. */
  readonly entryId: string;
  readonly sceneKey: string;
  readonly regionId: string;
  /** True of an interrupt while which no overlay is shown. */
  readonly isAlone: boolean;
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

/** A scene with its casts, the main region first. */
export type Layer = { readonly scene: Scene; readonly casts: readonly Cast[] };

/** The layers of an answer, the lowest first: the layout, then overlays. Null where the main region has nothing to show. */
export function layersOf(programme: Programme, answer: Answer, basis: number): readonly [Layer, ...(readonly Layer[])] | null {
  const layerOf = (scene: Scene, regions: readonly ShownRegion[]): Layer => ({
    scene,
    casts: regions.map((region) => castOf(programme, answer, scene, region, basis)),
  });
  const base = layerOf(programme.sceneOf(answer.layoutId), answer.regions);
  if (isBare(base)) return null;
  const over = answer.overlays.map(({ entryId, layoutId, regions }) => layerOf(programme.overlaySceneOf(entryId, layoutId), regions));
  return [base, ...over.filter((layer) => !isBare(layer))];
}

function isBare({ casts: [main] }: Layer): boolean {
  return main === undefined || main.content.kind === 'empty';
}

function castOf(programme: Programme, answer: Answer, scene: Scene, { regionId, entryId, shown }: ShownRegion, basis: number): Cast {
  const mode = scene.regions.find((region) => region.id === regionId)?.languages ?? { kind: 'sequence' };
  const content = contentOf(programme, shown, mode);
  const isItem = shown.kind === 'item';
  const span = isItem ? { fromMs: shown.fromMs, untilMs: shown.untilMs } : { fromMs: answer.atMs, untilMs: answer.untilMs };
  return {
    key: JSON.stringify([scene.key, regionId, isItem ? [entryId, shown.fromMs] : null, namesIn(content)]),
    basis,
    releaseNumber: programme.releaseNumber,
    entryId,
    sceneKey: scene.key,
    regionId,
    isAlone: programme.isAlone(entryId),
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
