import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { largestBeat, stageBeatSchema, type StageMode } from '../bridge/stage-beat.ts';
import type { PlayerEvent } from '../bridge/shell-channel.ts';
import { toldAfter } from './told-after.ts';
import type { WatchdogTold } from '../bridge/watchdog-told.ts';
import { startWatch, watch, type Symptom, type WatchdogEffect, type WatchdogEvent } from '../brain/watchdog.ts';
import { writeEvent } from './event-line.ts';
import { systemNotify } from './system-notify.ts';
import { keepWatchdogMemory, readWatchdogMemory } from './watchdog-memory.ts';

const lookEveryMs = 1_000;
const askEveryMs = 5_000;
/** What takes the place of a bundle that hangs is on the glass by then. */
const endBundleAfterMs = 3_000;

/** The exit code of a shell that is to be started again. */
export const startAgain = 75;

export type Watchdog = {
  /** Called once, when all that its hands reach for is there: nothing is done before. */
  readonly begin: () => void;
  /** Takes a beat of the stage as it came; false: it is none. */
  readonly beat: (text: string) => boolean;
  readonly tell: (event: WatchdogEvent) => void;
  /** Hears what the agent says of itself. */
  readonly heard: (event: PlayerEvent) => void;
  readonly mode: () => StageMode;
  readonly stop: () => void;
};

/** What a shell does for its watchdog. */
export type WatchdogHands = {
  readonly reloadStage: (symptom: Symptom | 'well' | 'ordered', how: Reload) => void;
  /** The stage has begun: called with each beat from then on. */
  readonly startAgent: () => void;
  readonly restartAgent: () => void;
  readonly askAgent: () => void;
  /** What was done last, for the heartbeat. */
  readonly tellAgent: (told: WatchdogTold) => void;
  /** Ends the process of a bundle that the stage has given up. */
  readonly endBundle: (manifestHash: string) => void;
  /** Ends this process with `startAgain`. */
  readonly restartShell: () => void;
};

/** `end-renderer`: a page that hangs would not hear that it is to load again. `end-drawing`: nor would a compositor that draws nothing. */
export type Reload = 'load' | 'end-renderer' | 'end-drawing';

/** How the stage is loaded again. A GPU process that hangs can hold up the page's thread, so that a page which hangs again loses both. */
function reloadFor(symptom: Symptom | 'well' | 'ordered', isAgain: boolean): Reload {
  if (symptom === 'frozen') return 'end-drawing';
  if (symptom !== 'silent' && symptom !== 'hung') return 'load';
  return isAgain ? 'end-drawing' : 'end-renderer';
}

/** Watches stage and agent from `begin` on for as long as the shell lives, and does what the ladder says. */
export function runWatchdog(dataFolder: string, hands: WatchdogHands): Watchdog {
  const kept = readWatchdogMemory(dataFolder);
  let { told } = kept;
  let state = startWatch(kept.memory, performance.now());
  const notify = systemNotify(process.env, (detail) => trouble('systemd', detail));

  function trouble(where: string, detail: string): void {
    writeEvent({ event: 'trouble', atMs: Date.now(), where, detail });
  }
  function tell(event: WatchdogEvent): void {
    const next = watch(state, event, performance.now());
    ({ state } = next);
    for (const effect of next.effects) perform(effect);
  }
  function perform(effect: WatchdogEffect): void {
    switch (effect.kind) {
      case 'keep':
        return keep();
      case 'tell': {
        const { rung, symptom, detail, safeMode } = effect;
        const atMs = Date.now();
        told = toldAfter(told, effect, atMs);
        keep();
        hands.tellAgent(told);
        return writeEvent({ event: 'watchdog', atMs, rung, symptom, detail, safeMode });
      }
      case 'reload-stage':
        return hands.reloadStage(effect.symptom, reloadFor(effect.symptom, effect.isAgain));
      case 'restart-agent':
        return hands.restartAgent();
      case 'restart-shell':
        return hands.restartShell();
    }
  }
  function keep(): void {
    try {
      keepWatchdogMemory(dataFolder, { memory: state.memory, told });
    } catch (error) {
      // a disk that is full or broken must not keep the picture from coming back
      trouble('watchdog', `what it knows is not on disk: ${String(error)}`);
    }
  }
  let looking: ReturnType<typeof setInterval> | undefined;
  let asking: ReturnType<typeof setInterval> | undefined;

  return {
    begin() {
      // the agent may never come to say it
      tell({ kind: 'known-good', isHeld: existsSync(join(dataFolder, 'handover', 'known-good.json')) });
      looking = setInterval(() => {
        tell({ kind: 'time' });
        notify.alive(performance.now());
      }, lookEveryMs);
      asking = setInterval(hands.askAgent, askEveryMs);
    },
    tell,
    beat(text) {
      const parsed = stageBeatSchema.safeParse(text.length > largestBeat ? null : parseJson(text));
      if (!parsed.success) return false;
      const { acts, frames, hasBegun, isVisible } = parsed.data;
      if (hasBegun) hands.startAgent();
      for (const { rung, itemId, detail, manifestHash } of acts) {
        if (manifestHash !== undefined) setTimeout(() => hands.endBundle(manifestHash), endBundleAfterMs).unref();

        const { safeMode } = state.memory;
        writeEvent({ event: 'watchdog', atMs: Date.now(), rung, symptom: 'item', detail: `${itemId}: ${detail}`, safeMode });
      }
      tell({ kind: 'beat', frames, isVisible });
      return true;
    },
    heard(event) {
      tell({ kind: 'agent-said' });
      if (event.event === 'started' && event.part === 'agent') hands.tellAgent(told);
      if (event.event === 'release-active') tell({ kind: 'release-changed' });
      if (event.event === 'known-good') tell({ kind: 'known-good', isHeld: event.number > 0 });
    },
    mode: () => (state.memory.safeMode === 'off' ? 'plan' : state.memory.safeMode),
    stop() {
      clearInterval(looking);
      clearInterval(asking);
      notify.stopping();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
