import type { Absent, Timeline } from '@gatecast/schedules';
import { isFailed, type Failures } from './failures.ts';
import type { Programme } from './programme.ts';

/** A programme with the timeline of what of it can be shown at present. */
export type Playable = { readonly programme: Programme; readonly timeline: Timeline };

/** Made anew whenever programme or failures change, and not at each question: finding what is absent walks the whole plan. */
export function playableOf(programme: Programme, failures: Failures): Playable {
  const isWhole = programme.isWhole && failures.every((failure) => failure.isOver);
  const timeline = isWhole ? programme.timeline : programme.timeline.without(absentIn(programme, failures));
  return { programme, timeline };
}

/** The variants of a programme that cannot be shown: withdrawn, never handed over, or failed. */
function absentIn(programme: Programme, failures: Failures): readonly Absent[] {
  return programme.plan.items.flatMap(({ id, variants }) =>
    variants.flatMap(({ language }): readonly Absent[] => {
      const said = programme.said(id, language);
      return said === null || isFailed(failures, said.name) ? [{ itemId: id, language }] : [];
    }),
  );
}
