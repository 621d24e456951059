import type { PlayedFrames } from '@gatecast/protocol';
import type { StageAct } from '../bridge/stage-beat.ts';
import type { StageStrike } from '../bridge/strike.ts';
import type { Cast } from './director/cast.ts';
import { direct, type DirectorEvent } from './director/director.ts';
import { castsOnGlass, idleDirector, type DirectorEffect, type DirectorState } from './director/director-state.ts';
import { isFailed, strikesOf } from './director/failures.ts';
import type { Programme, Scene } from './director/programme.ts';
import { transitionInto } from './director/transition.ts';
import { element } from './element.ts';
import { afterPaintOrSoon } from './after-paint.ts';
import { moveIn, transitionMs } from './move-in.ts';
import type { ReportTrouble } from './report-trouble.ts';
import { buildSurface } from './surfaces/build-surface.ts';
import type { BuiltSurface, Place } from './surfaces/surface.ts';

/** Does what the director decides. Whatever is prepared lies, at its real place and size, beneath what is showing. */
export type Runner = {
  readonly setProgramme: (programme: Programme | null, place: Place) => void;
  /** Takes what failed on a stage before this one. */
  readonly remember: (strikes: readonly StageStrike[]) => void;
  readonly strikes: () => readonly StageStrike[];
  /** Lays everything out anew, as the glass has another size; what is showing stays until its successor is ready. */
  readonly rebuild: () => void;
  /** Lets everything that stands fill its place anew, at once: the layers were given another size. */
  readonly relayout: () => void;
  /** Lets surfaces keep their clocks; called about every second. */
  readonly tick: () => void;
  readonly casts: () => readonly Cast[];
  /** The same without those that are still coming in. */
  readonly wholeCasts: () => readonly Cast[];
  /** What is coming in is there at once. */
  readonly settle: () => void;
  /** Whether a cast's documents could not be drawn of late. */
  readonly isFailing: (cast: Cast) => boolean;
  /** Frames of the film in a cast that stands; null: it has none. */
  readonly framesOf: (cast: Cast) => PlayedFrames | null;
};

const prepareLimitMs = 12_000;
const retryMs = 1_000;
/** A film's first frames and what is drawn anew at a change have the machine for themselves so long, where there is time. */
const settlingMs = 250;

type Standing = { readonly built: BuiltSurface; readonly scene: HTMLElement };

export function createRunner(
  root: HTMLElement,
  nowMs: () => number,
  onChange: () => void,
  report: ReportTrouble,
  onAct: (act: StageAct) => void,
  onStrikes: () => void,
  isSeen: () => boolean,
): Runner {
  const standing = new Map<number, Standing>();
  const lingering = new Set<Standing>();
  const scenes = new Map<string, HTMLElement>();
  root.classList.add('is-beneath');
  /** Surfaces that are coming in over those that they replace. */
  const moving = new Map<number, Animation>();
  let state: DirectorState = idleDirector;
  let place: Place | null = null;
  let stale: readonly number[] = [];
  let top = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function handle(event: DirectorEvent): void {
    // whatever goes wrong below, what is showing stays and the director is asked again
    clearTimeout(timer);
    timer = setTimeout(() => handle({ kind: 'time' }), retryMs);
    const before = castsOnGlass(state);
    const { failures } = state;
    const { state: next, effects, wakeAtMs } = direct(state, event, nowMs());
    state = next;
    for (const effect of effects) perform(effect, before);
    clearTimeout(timer);
    timer = setTimeout(() => handle({ kind: 'time' }), Math.max(wakeAtMs - nowMs(), 1));
    if (effects.some((effect) => effect.kind === 'show' || effect.kind === 'clear')) onChange();
    if (state.failures !== failures) onStrikes();
  }

  function perform(effect: DirectorEffect, before: readonly Cast[]): void {
    switch (effect.kind) {
      case 'prepare':
        return prepare(effect.surfaceId, effect.cast, effect.scene);
      case 'show':
        return show(effect.stack, effect.surfaceIds, before);
      case 'drop':
        return dropSoon(effect.surfaceIds);
      case 'clear':
        root.classList.add('is-beneath');
        return undefined;
    }
  }

  function prepare(surfaceId: number, cast: Cast, scene: Scene): void {
    if (place === null) return;
    let built: BuiltSurface;
    const failed = (why: unknown): void => {
      if (standing.get(surfaceId)?.built !== built) return;
      report('a surface failed', cast.content, why);
      act('replace-item', cast, String(why));
      handle({ kind: 'surface-failed', surfaceId, detail: String(why) });
      if (state.surfaces.every((surface) => surface.id !== surfaceId)) drop(surfaceId);
    };
    try {
      built = buildSurface(cast, place, {
        isSeen,
        failed: () => failed('while it was showing'),
        reloaded: (detail) => act('reload-item', cast, detail),
      });
    } catch (why) {
      report('a surface cannot be built', cast.content, why);
      act('replace-item', cast, String(why));
      return queueMicrotask(() => handle({ kind: 'surface-failed', surfaceId, detail: String(why) }));
    }
    const sceneElement = scenes.get(scene.key) ?? addScene(scene);
    const region = [...sceneElement.children].find((child) => child instanceof HTMLElement && child.dataset['region'] === cast.regionId);
    standing.set(surfaceId, { built, scene: sceneElement });
    (region ?? sceneElement).append(built.element);
    // a hidden window may decode nothing until it is seen again, which is no fault of the item
    const limit = Promise.withResolvers<void>();
    const limitTimer = setTimeout(() => (document.hidden ? limit.resolve() : limit.reject(new Error('not ready in time'))), prepareLimitMs);
    async function settle(): Promise<void> {
      try {
        // what has just come on goes first
        if (cast.fromMs - nowMs() > 3 * settlingMs) await new Promise((resolve) => setTimeout(resolve, settlingMs));
        // it may have been put away meanwhile, and what was put away takes nothing up again
        if (standing.get(surfaceId)?.built !== built) return;
        await Promise.race([built.prepare(), limit.promise]);
      } catch (why) {
        return failed(why);
      } finally {
        clearTimeout(limitTimer);
      }
      if (standing.get(surfaceId)?.built === built) handle({ kind: 'surface-ready', surfaceId });
    }
    void settle();
  }

  function act(rung: StageAct['rung'], { content }: Cast, detail: string): void {
    const itemId = content.kind === 'item' ? content.itemId.slice(0, 200) : content.kind;
    const says = content.kind === 'item' ? content.said[0]?.document.content : undefined;
    onAct({ rung, itemId, detail: detail.slice(0, 200), ...(says?.kind === 'bundle' ? { manifestHash: says.manifest.hash } : {}) });
  }

  function addScene(scene: Scene): HTMLElement {
    const made = element('div', scene.isOverlay ? 'scene is-overlay' : 'scene');
    for (const { id, frame } of scene.regions) {
      const region = element('div', 'region');
      region.dataset['region'] = id;
      region.style.left = `${frame.xBp / 100}%`;
      region.style.top = `${frame.yBp / 100}%`;
      region.style.width = `${frame.widthBp / 100}%`;
      region.style.height = `${frame.heightBp / 100}%`;
      made.append(region);
    }
    scenes.set(scene.key, made);
    root.append(made);
    return made;
  }

  function show(stack: readonly string[], surfaceIds: readonly number[], before: readonly Cast[]): void {
    top += 1;
    root.classList.remove('is-beneath');
    for (const surfaceId of surfaceIds) {
      const surface = standing.get(surfaceId);
      if (surface === undefined) continue;
      surface.built.element.style.zIndex = String(top);
      surface.built.element.classList.add('is-shown');
      surface.built.show();
      bringIn(surfaceId, surface.built.element, before);
    }
    for (const [key, scene] of scenes) {
      const level = stack.indexOf(key);
      if (level >= 0) {
        scene.style.zIndex = String(top + level);
      } else if (scene.classList.contains('is-overlay')) {
        // nothing covers what leaves: it goes beneath the layout in this frame
        scene.style.zIndex = '0';
      }
    }
    top += stack.length;
    const leftOver = stale;
    stale = [];
    if (leftOver.length > 0) dropSoon(leftOver);
  }

  function bringIn(surfaceId: number, surface: HTMLElement, before: readonly Cast[]): void {
    const cast = state.surfaces.find(({ id }) => id === surfaceId)?.cast;
    if (cast === undefined || !isSeen()) return;
    const transition = transitionInto(cast, before, state.playable?.programme.transitionOf(cast.entryId), nowMs());
    const animation = transition === 'cut' ? null : moveIn(surface, transition);
    if (animation === null) return;
    moving.set(surfaceId, animation);
    // not by the animation's own end, which a hidden window does not reach
    setTimeout(() => moving.get(surfaceId) === animation && arrive(surfaceId), transitionMs);
  }
  function arrive(surfaceId: number): void {
    moving.get(surfaceId)?.finish();
    if (moving.delete(surfaceId)) onChange();
  }

  /** Once the frame with their successors is on its way, and those have come in. */
  function dropSoon(surfaceIds: readonly number[]): void {
    afterPaintOrSoon(() => {
      for (const surfaceId of surfaceIds) {
        const left = standing.get(surfaceId);
        left?.built.element.classList.remove('is-shown');
        left?.built.leave?.();
      }
      setTimeout(() => surfaceIds.forEach(drop), moving.size === 0 ? settlingMs / 2 : transitionMs);
    });
  }

  function drop(surfaceId: number): void {
    const surface = standing.get(surfaceId);
    if (surface === undefined) return;
    standing.delete(surfaceId);
    moving.delete(surfaceId);
    surface.built.stop();
    const lingerMs = surface.built.lingerMs?.() ?? 0;
    if (lingerMs === 0) return remove(surface);
    surface.built.element.style.visibility = 'hidden';
    lingering.add(surface);
    setTimeout(() => remove(surface), lingerMs);
  }

  function remove(surface: Standing): void {
    lingering.delete(surface);
    surface.built.element.remove();
    const isNeeded = [...standing.values(), ...lingering].some((other) => other.scene === surface.scene);
    if (isNeeded) return;
    surface.scene.remove();
    for (const [key, scene] of scenes) if (scene === surface.scene) scenes.delete(key);
  }

  return {
    setProgramme(programme, newPlace) {
      place = newPlace;
      handle({ kind: 'programme', programme });
    },
    remember: (strikes) => handle({ kind: 'strikes', strikes }),
    strikes: () => strikesOf(state.failures, nowMs()),
    rebuild() {
      stale = [...standing.keys()];
      scenes.clear();
      const { playable, failures, lastSurfaceId, basis } = state;
      state = { ...idleDirector, playable, failures, lastSurfaceId, basis };
      handle({ kind: 'time' });
    },
    relayout() {
      for (const { built } of standing.values()) built.relayout();
    },
    tick() {
      const instant = nowMs();
      for (const { built } of standing.values()) built.tick(instant);
    },
    casts: () => castsOnGlass(state),
    wholeCasts: () => state.surfaces.filter(({ id, status }) => status === 'shown' && !moving.has(id)).map(({ cast }) => cast),
    settle() {
      for (const surfaceId of moving.keys()) arrive(surfaceId);
    },
    isFailing: ({ content }) => content.kind === 'item' && content.said.some((said) => isFailed(state.failures, said.name)),
    framesOf({ key }) {
      const id = state.surfaces.find((surface) => surface.cast.key === key)?.id;
      return (id === undefined ? undefined : standing.get(id)?.built.frames?.()) ?? null;
    },
  };
}
