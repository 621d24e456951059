import { wireTimes, type Heartbeat, type ScreenState, type WallScreen } from '@gatecast/protocol';
import type { ReleaseStatus } from '../../release-door.ts';
import { freeBytesOf, storageLimits } from './health-limits.ts';

export type Impairment = WallScreen['impairments'][number];

/** What is known of a screen; instants ending in `MonotonicMs` never jump. */
export type ScreenFacts = {
  readonly hasPlayer: boolean;
  /** When the proven connection was made; null: there is none. */
  readonly connectedMonotonicMs: number | null;
  /** When this server last heard a heartbeat over its present connection; null: not yet. */
  readonly heardMonotonicMs: number | null;
  readonly heartbeat: Heartbeat | null;
  readonly release: ReleaseStatus | null;
  /** When the server began to listen. */
  readonly startedMonotonicMs: number;
  readonly nowMonotonicMs: number;
  readonly nowMs: number;
};

/** A failing item is tried again, and fails again, within this time after its wait; beyond it, it plays. */
const strikeGraceMs = 600_000;
/** A new release may take this long to be noticed before its absence counts. */
const releaseGraceMs = 120_000;

/** The state of a screen as the wall shows it, and why it is impaired. */
export function screenStateOf(facts: ScreenFacts): { readonly state: ScreenState; readonly impairments: readonly Impairment[] } {
  if (!facts.hasPlayer) return { state: 'unpaired', impairments: [] };
  if (facts.connectedMonotonicMs === null) {
    const isListeningLongEnough = facts.nowMonotonicMs - facts.startedMonotonicMs >= wireTimes.returnMs;
    // one that was here in this server's life has gone; of others the server cannot know yet
    return { state: isListeningLongEnough || facts.heardMonotonicMs !== null ? 'offline' : 'unknown', impairments: [] };
  }
  const lastSignOfLife = Math.max(facts.connectedMonotonicMs, facts.heardMonotonicMs ?? 0);
  if (facts.nowMonotonicMs - lastSignOfLife >= wireTimes.offlineAfterMs) return { state: 'offline', impairments: [] };
  if (facts.heardMonotonicMs === null || facts.heartbeat === null) return { state: 'unknown', impairments: [] };
  const impairments = impairmentsOf(facts.heartbeat, facts.release, facts.nowMs);
  return { state: impairments.length === 0 ? 'healthy' : 'impaired', impairments };
}

function impairmentsOf(heartbeat: Heartbeat, release: ReleaseStatus | null, nowMs: number): readonly Impairment[] {
  const found: Impairment[] = [];
  if (heartbeat.stage === 'silent') found.push('stage-silent');
  if (heartbeat.stage === 'none' && heartbeat.software.shell !== 'simulated') found.push('no-stage');
  if (heartbeat.safeMode !== undefined && heartbeat.safeMode.symptom !== 'ordered') found.push('safe-mode');
  if (heartbeat.strikes?.some(({ againMs }) => heartbeat.atMs < againMs + strikeGraceMs) === true) found.push('item-failing');
  if (release !== null && heartbeat.release.active !== release.number) {
    const isUnderWay = heartbeat.release.preparing === release.number || nowMs - release.changedAtMs < releaseGraceMs;
    if (release.state === 'refused' || !isUnderWay) found.push('wrong-release');
  }
  if (heartbeat.clock.state === 'untrusted') found.push('clock-untrusted');
  if (heartbeat.clock.notFollowedMs !== undefined) found.push('clock-apart');
  if ((freeBytesOf(heartbeat) ?? Infinity) < storageLimits.lowBytes) found.push('storage-low');
  return found;
}
