import type { WatchdogAct } from '@gatecast/protocol';

// What the shell does when stage or agent are not as they should be. Pure: `watch` takes what is known and what happened and gives what is
// to be done. Each failure without health between goes one rung further; what must survive the restart of the shell is `memory`, which is
// kept before anything is done. It holds counts and no instants, as no clock survives a power cut.

export type SafeMode = 'off' | 'known-good' | 'board';
type Told = WatchdogAct['symptom'];
export type Symptom = Exclude<Told, 'well' | 'ordered'>;
export type Rung = WatchdogAct['rung'];

export type WatchdogMemory = {
  readonly version: 1;
  /** Rungs taken since the last health, on the ladder of the mode. */
  readonly climbed: number;
  readonly safeMode: SafeMode;
  /** How often safe mode was entered without long health between; each stay is twice as long. */
  readonly stays: number;
  /** Somebody ordered that the known-good release is shown: health alone does not end that. */
  readonly isOrdered?: true;
};

type StageWatch =
  | { readonly kind: 'loading'; readonly sinceMs: number }
  | { readonly kind: 'alive'; readonly beatMs: number; readonly frames: number; readonly frameMs: number };
type AgentWatch = { readonly kind: 'away' } | { readonly kind: 'running'; readonly saidMs: number };

export type WatchdogState = {
  readonly memory: WatchdogMemory;
  readonly stage: StageWatch;
  readonly agent: AgentWatch;
  readonly lookedMs: number;
  /** Since when nothing went wrong with the stage; null: it is not well. */
  readonly wellSinceMs: number | null;
  /** Whether the agent holds a release that is pinned as known good. */
  readonly hasKnownGood: boolean;
};

export type WatchdogEvent =
  | { readonly kind: 'time' }
  | { readonly kind: 'stage-loading' }
  /** The stage's sign of life; `frames` counts up while what it draws is taken by the compositor. */
  | { readonly kind: 'beat'; readonly frames: number; readonly isVisible: boolean }
  | {
      readonly kind: 'stage-failed';
      readonly symptom: Exclude<Symptom, 'agent-silent' | 'agent-gone' | 'gpu-gone'>;
      readonly detail: string;
    }
  | { readonly kind: 'gpu-gone'; readonly detail: string }
  | { readonly kind: 'agent-said' }
  | { readonly kind: 'agent-gone'; readonly detail: string }
  | { readonly kind: 'known-good'; readonly isHeld: boolean }
  /** Somebody wants the known-good release shown, or the plan again. */
  | { readonly kind: 'ordered'; readonly mode: 'show' | 'leave' }
  /** Another release than the one that failed may be the remedy. */
  | { readonly kind: 'release-changed' };

export type WatchdogEffect =
  /** On disk, whole, before the effects that follow. */
  | { readonly kind: 'keep'; readonly memory: WatchdogMemory }
  | {
      readonly kind: 'tell';
      readonly rung: Rung;
      readonly symptom: Told;
      readonly detail: string;
      readonly safeMode: SafeMode;
    }
  /** `isAgain`: it was loaded again before, and that did not help. */
  | {
      readonly kind: 'reload-stage';
      readonly symptom: Told;
      readonly isAgain: boolean;
      readonly safeMode: SafeMode;
    }
  | { readonly kind: 'restart-agent' }
  | { readonly kind: 'restart-shell' };

export type Watching = { readonly state: WatchdogState; readonly effects: readonly WatchdogEffect[] };

/** A stage gives a sign of life every second. */
const silentAfterMs = 8_000;
/** The shell looks every second. One that itself stood still has heard nobody meanwhile: of what passed between two looks, no more counts. */
const mostBetweenLooksMs = 2_000;
/** A cold start on a slow machine, fonts included. */
const loadingLimitMs = 30_000;
const frozenAfterMs = 10_000;
const agentSilentAfterMs = 30_000;
const notHeld = 'it is not held any more';
/** So much health takes one rung back. */
const healthMs = 10 * 60_000;
const longestStayMs = 24 * 3_600_000;

const ladders: { readonly [Mode in SafeMode]: readonly Exclude<Rung, 'wait' | 'leave-safe-mode'>[] } = {
  off: ['reload-stage', 'reload-stage', 'restart-agent', 'restart-shell', 'safe-mode'],
  'known-good': ['reload-stage', 'safe-mode'],
  // there is nothing plainer to show: it is tried for ever
  board: ['reload-stage', 'reload-stage', 'reload-stage', 'restart-shell'],
};

export const wellMemory: WatchdogMemory = { version: 1, climbed: 0, safeMode: 'off', stays: 0 };

/** A watch that begins, with what the last shell kept. */
export function startWatch(memory: WatchdogMemory, nowMs: number): WatchdogState {
  const climbed = Math.max(0, Math.min(memory.climbed, ladders[memory.safeMode].length - 1));
  return {
    memory: { ...memory, climbed, stays: Math.max(0, Math.min(memory.stays, 20)) },
    stage: { kind: 'loading', sinceMs: nowMs },
    agent: { kind: 'away' },
    lookedMs: nowMs,
    wellSinceMs: null,
    hasKnownGood: false,
  };
}

/** Takes in one event at an instant of a monotonic clock, and decides. */
export function watch(state: WatchdogState, event: WatchdogEvent, nowMs: number): Watching {
  switch (event.kind) {
    case 'time':
      return look(withoutStandstill(state, nowMs), nowMs);
    case 'stage-loading':
      return { state: { ...state, stage: { kind: 'loading', sinceMs: nowMs }, wellSinceMs: null }, effects: [] };
    case 'beat':
      return { state: alive(state, event, nowMs), effects: [] };
    case 'stage-failed':
      return climb(state, event.symptom, event.detail, nowMs);
    case 'gpu-gone': {
      const { safeMode } = state.memory;
      return { state, effects: [{ kind: 'tell', rung: 'wait', symptom: 'gpu-gone', detail: event.detail, safeMode }] };
    }
    case 'agent-said':
      return { state: { ...state, agent: { kind: 'running', saidMs: nowMs } }, effects: [] };
    case 'agent-gone': {
      // the stage plays on without it, so it costs no rung; whoever started it starts the next one
      const { safeMode } = state.memory;
      const told = { kind: 'tell', rung: 'restart-agent', symptom: 'agent-gone', detail: event.detail, safeMode } as const;
      return { state: { ...state, agent: { kind: 'away' } }, effects: state.agent.kind === 'away' ? [] : [told] };
    }
    case 'known-good': {
      const next: WatchdogState = { ...state, hasKnownGood: event.isHeld };
      const { isOrdered, safeMode } = state.memory;
      if (event.isHeld || safeMode !== 'known-good') return { state: next, effects: [] };
      // the pin was taken back: what was ordered is not there any more
      if (isOrdered === true) return leave(next, 0, notHeld, nowMs, 'ordered');
      // a stage that shows it holds it; one that is being loaded would find nothing
      return state.stage.kind === 'loading' ? climb(next, 'ordered', notHeld, nowMs) : { state: next, effects: [] };
    }
    case 'release-changed':
      return state.memory.safeMode === 'off' ? { state, effects: [] } : leave(state, 0, 'another release', nowMs);
    case 'ordered':
      return ordered(state, event.mode, nowMs);
  }
}

function alive(state: WatchdogState, beat: Extract<WatchdogEvent, { kind: 'beat' }>, nowMs: number): WatchdogState {
  const { stage } = state;
  const isMoving = stage.kind === 'loading' || beat.frames !== stage.frames || !beat.isVisible;
  const next: StageWatch = { kind: 'alive', beatMs: nowMs, frames: beat.frames, frameMs: isMoving ? nowMs : stage.frameMs };
  return { ...state, stage: next, wellSinceMs: state.wellSinceMs ?? nowMs };
}

/** What the shell waits for began later by as much as the shell stood still itself, as what came meanwhile is not read yet. */
function withoutStandstill(state: WatchdogState, nowMs: number): WatchdogState {
  const stoodMs = Math.max(nowMs - state.lookedMs - mostBetweenLooksMs, 0);
  const looked = { ...state, lookedMs: nowMs };
  if (stoodMs === 0) return looked;
  const later = (sinceMs: number): number => Math.min(sinceMs + stoodMs, nowMs);
  const { stage, agent } = state;
  return {
    ...looked,
    stage:
      stage.kind === 'loading'
        ? { ...stage, sinceMs: later(stage.sinceMs) }
        : { ...stage, beatMs: later(stage.beatMs), frameMs: later(stage.frameMs) },
    agent: agent.kind === 'away' ? agent : { ...agent, saidMs: later(agent.saidMs) },
  };
}

function look(state: WatchdogState, nowMs: number): Watching {
  const { stage, agent } = state;
  if (agent.kind === 'running' && nowMs - agent.saidMs > agentSilentAfterMs) {
    const { safeMode } = state.memory;
    const told = { kind: 'tell', rung: 'restart-agent', symptom: 'agent-silent', detail: '', safeMode } as const;
    return { state: { ...state, agent: { kind: 'away' } }, effects: [told, { kind: 'restart-agent' }] };
  }
  const detail = `for ${Math.round((nowMs - lastSignMs(stage)) / 1_000)} s`;
  if (stage.kind === 'loading')
    return nowMs - stage.sinceMs > loadingLimitMs ? climb(state, 'silent', detail, nowMs) : { state, effects: [] };
  if (nowMs - stage.beatMs > silentAfterMs) return climb(state, 'silent', detail, nowMs);
  if (nowMs - stage.frameMs > frozenAfterMs) return climb(state, 'frozen', detail, nowMs);
  return rest(state, nowMs);
}

function lastSignMs(stage: StageWatch): number {
  return stage.kind === 'loading' ? stage.sinceMs : Math.min(stage.beatMs, stage.frameMs);
}

/** One rung further. The stage counts as loading from here on, so that it is given its time. */
function climb(state: WatchdogState, symptom: Deed['symptom'], detail: string, nowMs: number): Watching {
  const { memory, hasKnownGood } = state;
  const ladder = ladders[memory.safeMode];
  // without the known-good release a stage that is loaded again in its mode would find nothing
  const isUnheld = memory.safeMode === 'known-good' && !hasKnownGood;
  const rung = isUnheld ? 'safe-mode' : (ladder[memory.climbed] ?? 'restart-shell');
  const waiting: WatchdogState = { ...state, stage: { kind: 'loading', sinceMs: nowMs }, wellSinceMs: null };
  if (rung === 'safe-mode') {
    const safeMode = memory.safeMode === 'off' && hasKnownGood ? 'known-good' : 'board';
    const stays = memory.safeMode === 'off' ? Math.min(memory.stays + 1, 20) : memory.stays;
    return doing({ ...waiting, memory: { ...memory, climbed: 0, safeMode, stays } }, { rung, symptom, detail, isAgain: true });
  }
  const isAgain = memory.climbed > 0;
  return doing({ ...waiting, memory: { ...memory, climbed: (memory.climbed + 1) % ladder.length } }, { rung, symptom, detail, isAgain });
}

type Deed = { readonly rung: Rung; readonly symptom: Told; readonly detail: string; readonly isAgain: boolean };

function doing(state: WatchdogState, { rung, symptom, detail, isAgain }: Deed): Watching {
  const { memory } = state;
  const { safeMode } = memory;
  const effects: WatchdogEffect[] = [
    { kind: 'keep', memory },
    { kind: 'tell', rung, symptom, detail, safeMode },
  ];
  if (rung === 'restart-shell') return { state, effects: [...effects, { kind: 'restart-shell' }] };
  if (rung === 'restart-agent') effects.push({ kind: 'restart-agent' });
  return {
    state: rung === 'restart-agent' ? { ...state, agent: { kind: 'away' } } : state,
    effects: [...effects, { kind: 'reload-stage', symptom, isAgain, safeMode }],
  };
}

/** Health takes back rung after rung, and ends safe mode after a stay that grows each time. */
function rest(state: WatchdogState, nowMs: number): Watching {
  const { memory, wellSinceMs } = state;
  if (wellSinceMs === null) return { state, effects: [] };
  const wellMs = nowMs - wellSinceMs;
  if (memory.safeMode !== 'off') {
    const stayMs = Math.min(healthMs * 2 ** Math.max(memory.stays - 1, 0), longestStayMs);
    if (memory.isOrdered === true) {
      // from the board it goes back to what was ordered, as far as that is held
      const isBack = memory.safeMode === 'board' && state.hasKnownGood && wellMs >= stayMs;
      return isBack ? showKnownGood(state, `well for ${Math.round(wellMs / 1_000)} s`, nowMs) : { state, effects: [] };
    }
    // on trial: the next failure leads straight back
    return wellMs < stayMs
      ? { state, effects: [] }
      : leave(state, ladders.off.length - 1, `well for ${Math.round(wellMs / 1_000)} s`, nowMs);
  }
  if (wellMs < healthMs || (memory.climbed === 0 && memory.stays === 0)) return { state, effects: [] };
  const climbed = Math.max(memory.climbed - 1, 0);
  const next = { ...memory, climbed, stays: climbed === 0 ? 0 : memory.stays };
  return { state: { ...state, memory: next, wellSinceMs: nowMs }, effects: [{ kind: 'keep', memory: next }] };
}

function ordered(state: WatchdogState, mode: 'show' | 'leave', nowMs: number): Watching {
  const { safeMode } = state.memory;
  if (mode === 'leave') return safeMode === 'off' ? { state, effects: [] } : leave(state, 0, '', nowMs, 'ordered');
  if (!state.hasKnownGood) return { state, effects: [] };
  const memory: WatchdogMemory = { ...state.memory, isOrdered: true };
  const marked: WatchdogState = { ...state, memory };
  return safeMode === 'known-good' ? { state: marked, effects: [{ kind: 'keep', memory }] } : showKnownGood(marked, '', nowMs);
}

function showKnownGood(state: WatchdogState, detail: string, nowMs: number): Watching {
  const memory: WatchdogMemory = { ...state.memory, climbed: 0, safeMode: 'known-good' };
  return doing(loadingAgain(state, memory, nowMs), { rung: 'safe-mode', symptom: 'ordered', detail, isAgain: false });
}

function leave(state: WatchdogState, climbed: number, detail: string, nowMs: number, symptom: 'well' | 'ordered' = 'well'): Watching {
  const { isOrdered: _, ...before } = state.memory;
  const memory: WatchdogMemory = { ...before, climbed, safeMode: 'off' };
  return doing(loadingAgain(state, memory, nowMs), { rung: 'leave-safe-mode', symptom, detail, isAgain: false });
}

function loadingAgain(state: WatchdogState, memory: WatchdogMemory, nowMs: number): WatchdogState {
  return { ...state, memory, stage: { kind: 'loading', sinceMs: nowMs }, wellSinceMs: null };
}
