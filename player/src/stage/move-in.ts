import type { Transition } from '@gatecast/schedules';

/** How long a new item takes to come in: well under the second after which a change is a thing of its own. */
export const transitionMs = 500;

const frames: Readonly<Record<Transition, Keyframe[]>> = {
  fade: [{ opacity: 0 }, { opacity: 1 }],
  slide: [{ transform: 'translate3d(100%,0,0)' }, { transform: 'none' }],
};

/**
 * Lets a prepared surface come in over what stands, by what the compositor does alone. Gives null where motion is to be reduced: it
 * is there at once.
 */
export function moveIn(surface: HTMLElement, transition: Transition): Animation | null {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return null;
  return surface.animate(frames[transition], { duration: transitionMs, easing: 'ease-in-out' });
}
