import type { WatchdogEffect } from '../brain/watchdog.ts';
import type { WatchdogTold } from '../bridge/watchdog-told.ts';

const longestDetail = 200;

/** What is told of the watchdog after it did something. Safe mode that becomes plainer is still the one that began earlier. */
export function toldAfter(told: WatchdogTold, act: Extract<WatchdogEffect, { kind: 'tell' }>, atMs: number): WatchdogTold {
  const { rung, symptom, safeMode } = act;
  const detail = act.detail.slice(0, longestDetail);
  const last = { rung, symptom, detail, atMs };
  if (safeMode === 'off') return { last, safeMode: null };
  if (rung !== 'safe-mode' && told.safeMode !== null) return { last, safeMode: told.safeMode };
  return { last, safeMode: { shows: safeMode, sinceMs: told.safeMode?.sinceMs ?? atMs, symptom, detail } };
}
