import { writeEvent } from './event-line.ts';

/** How long a technician has the machine's screen, in seconds; then the player comes back by itself. */
export function asideSecondsOf(environment: NodeJS.ProcessEnv): number {
  const given = Number(environment['GATECAST_ASIDE_SECONDS'] ?? '600');
  return Number.isInteger(given) && given >= 1 && given <= 86_400 ? given : 600;
}

/** Gives the machine's screen away and takes it back; what this player is watched by goes on meanwhile, and is told often that this is meant. */
export function stepAside(
  seconds: number,
  hands: { readonly leave: () => void; readonly comeBack: () => void; readonly isMeant: () => void },
): { readonly go: () => void; readonly stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let telling: ReturnType<typeof setInterval> | undefined;
  function stop(): void {
    clearTimeout(timer ?? undefined);
    clearInterval(telling);
    timer = null;
  }
  return {
    go() {
      if (timer !== null) return;
      writeEvent({ event: 'aside', atMs: Date.now(), state: 'left', seconds });
      hands.isMeant();
      telling = setInterval(hands.isMeant, 2_000);
      timer = setTimeout(() => {
        stop();
        writeEvent({ event: 'aside', atMs: Date.now(), state: 'back', seconds });
        hands.comeBack();
      }, seconds * 1_000);
      hands.leave();
    },
    stop,
  };
}
