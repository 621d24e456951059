import { beatMs, beatPath, type StageAct, type StageBeat } from '../bridge/stage-beat.ts';

const mostActs = 20;

export type Beat = {
  /** Notes what the stage did about an item. */
  readonly note: (act: StageAct) => void;
  /** What was on disk is on the glass, or there was nothing: told at once. */
  readonly begun: () => void;
};

/** Begins to tell the shell every second that the stage lives and draws. */
export function startBeat(): Beat {
  let frames = 0;
  let acts: readonly StageAct[] = [];
  let isOnItsWay = false;
  let hasBegun = false;

  async function beat(): Promise<void> {
    requestAnimationFrame(() => {
      frames += 1;
    });
    await say();
  }
  async function say(): Promise<void> {
    // a shell that does not answer is not asked again meanwhile
    if (isOnItsWay) return;
    isOnItsWay = true;
    const said = acts;
    const body: StageBeat = { frames, isVisible: document.visibilityState === 'visible', hasBegun, acts: [...said] };
    try {
      const answer = await fetch(beatPath, { method: 'POST', body: JSON.stringify(body), cache: 'no-store' });
      if (answer.ok) acts = acts.filter((act) => !said.includes(act));
    } catch {
      // there is nobody to tell that a shell cannot be reached but the shell
    } finally {
      isOnItsWay = false;
    }
    if (hasBegun && !body.hasBegun) await say();
  }
  void beat();
  setInterval(() => void beat(), beatMs);
  return {
    note(act) {
      acts = [...acts, act].slice(-mostActs);
    },
    begun() {
      if (hasBegun) return;
      hasBegun = true;
      void say();
    },
  };
}
