import { beatMs, beatPath, type StageAct, type StageBeat } from '../bridge/stage-beat.ts';

const mostActs = 20;

/** Begins to tell the shell every second that the stage lives and draws. The result notes what the stage did about an item. */
export function startBeat(): (act: StageAct) => void {
  let frames = 0;
  let acts: readonly StageAct[] = [];
  let isOnItsWay = false;

  async function beat(): Promise<void> {
    requestAnimationFrame(() => {
      frames += 1;
    });
    // a shell that does not answer is not asked again meanwhile
    if (isOnItsWay) return;
    isOnItsWay = true;
    const said = acts;
    const body: StageBeat = { frames, isVisible: document.visibilityState === 'visible', acts: [...said] };
    try {
      const answer = await fetch(beatPath, { method: 'POST', body: JSON.stringify(body), cache: 'no-store' });
      if (answer.ok) acts = acts.filter((act) => !said.includes(act));
    } catch {
      // there is nobody to tell that a shell cannot be reached but the shell
    } finally {
      isOnItsWay = false;
    }
  }
  void beat();
  setInterval(() => void beat(), beatMs);
  return (act) => {
    acts = [...acts, act].slice(-mostActs);
  };
}
