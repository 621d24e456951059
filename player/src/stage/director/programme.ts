import type { ItemPart, VariantDocument } from '@gatecast/protocol';
import { compile, type Plan, type PlanFault, type Region, type Timeline, type Transition } from '@gatecast/schedules';

/** A release made ready for the director: its timeline, and what each item says. */
export type Programme = {
  readonly releaseNumber: number;
  readonly plan: Plan;
  readonly timeline: Timeline;
  /** What an item says in a language; null where it is not in the release or is withdrawn. */
  readonly said: (itemId: string, language: string) => Said | null;
  /** False where a variant of the plan has no document to show. */
  readonly isWhole: boolean;
  /** The layout that a winner speaks in; null: its main region fills the screen. */
  readonly sceneOf: (layoutId: string | null) => Scene;
  /** The same for one overlay: each lies in a scene of its own, also where two have the same layout. */
  readonly overlaySceneOf: (entryId: string, layoutId: string) => Scene;
  /** Whether overlays are away while this interrupt speaks. */
  readonly isAlone: (interruptId: string) => boolean;
  /** How the items of an entry come in; undefined: they are there at once. */
  readonly transitionOf: (entryId: string) => Transition | undefined;
};

/** A variant ready to be drawn. `name` is the SHA-256 of its document. */
export type Said = { readonly item: ItemPart; readonly name: string; readonly document: VariantDocument };

/** A division of the glass. Two scenes with the same key have the same regions in the same places. An overlay leaves open what it does not say. */
export type Scene = { readonly key: string; readonly isOverlay: boolean; readonly regions: readonly SceneRegion[] };
export type SceneRegion = Pick<Region, 'id' | 'frame' | 'languages'>;

/** The parts of a handed-over release that the programme is made of. */
export type ProgrammeSource = {
  readonly number: number;
  readonly plan: Plan;
  readonly items: readonly ItemPart[];
  readonly documents: Readonly<Record<string, VariantDocument>>;
};

const fullFrame = { xBp: 0, yBp: 0, widthBp: 10_000, heightBp: 10_000 };
const fullScene: Scene = { key: 'full', isOverlay: false, regions: [{ id: 'main', frame: fullFrame, languages: { kind: 'sequence' } }] };

/** Compiles a release, without the withdrawn documents; the faults where the engine refuses its plan. */
export function createProgramme(
  source: ProgrammeSource,
  withdrawn: readonly string[],
): { readonly kind: 'ready'; readonly programme: Programme } | { readonly kind: 'refused'; readonly faults: readonly PlanFault[] } {
  const compiled = compile(source.plan);
  if (compiled.kind === 'refused') return compiled;
  const gone = new Set(withdrawn);
  const saying = new Map<string, Said>();
  for (const item of source.items) {
    for (const { language, document: name } of item.variants) {
      const document = Object.hasOwn(source.documents, name) ? source.documents[name] : undefined;
      if (document !== undefined && !gone.has(name)) saying.set(sayingKey(item.id, language), { item, name, document });
    }
  }
  const scenes = new Map(source.plan.layouts.map((layout) => [layout.id, sceneOfRegions(layout.id, layout.regions)]));
  const alone = new Set(source.plan.entries.filter((entry) => entry.isAlone === true).map((entry) => entry.id));
  const transitions = new Map(source.plan.entries.map((entry) => [entry.id, entry.transition]));
  const sceneOf = (layoutId: string | null): Scene => (layoutId === null ? fullScene : (scenes.get(layoutId) ?? fullScene));
  return {
    kind: 'ready',
    programme: {
      releaseNumber: source.number,
      plan: source.plan,
      timeline: compiled.timeline,
      said: (itemId, language) => saying.get(sayingKey(itemId, language)) ?? null,
      isWhole: source.plan.items.every((item) => item.variants.every(({ language }) => saying.has(sayingKey(item.id, language)))),
      sceneOf,
      overlaySceneOf(entryId, layoutId) {
        const { key, regions } = sceneOf(layoutId);
        return { key: `over ${entryId} ${key}`, isOverlay: true, regions };
      },
      isAlone: (interruptId) => alone.has(interruptId),
      transitionOf: (entryId) => transitions.get(entryId),
    },
  };
}

function sayingKey(itemId: string, language: string): string {
  return `${itemId} ${language}`;
}

function sceneOfRegions(layoutId: string, all: readonly Region[]): Scene {
  const regions = all.map(({ id, frame, languages }) => ({ id, frame, languages }));
  return { key: `${layoutId} ${JSON.stringify(regions)}`, isOverlay: false, regions };
}
