import { incidentFactLimits, screenIncidentKinds, type Heartbeat, type IncidentFact, type ScreenIncidentKind } from '@gatecast/protocol';
import { freeBytesOf, memoryLimits, storageLimits, temperatureLimits } from '../fleet/health-limits.ts';
import type { Impairment } from '../fleet/screen-state.ts';
import type { Reading } from './hysteresis.ts';

/** What is known of a screen when it is looked at. */
export type Sight = {
  readonly state: 'unpaired' | 'healthy' | 'impaired' | 'offline' | 'unknown';
  readonly impairments: readonly Impairment[];
  readonly heartbeat: Heartbeat | null;
  /** What this server has given; 0: nothing. */
  readonly releaseNumber: number;
  readonly alertRevision: number;
  /** Headlines of the alerts that it should show now, by their ids; what stands first on the glass comes first. */
  readonly alerts: ReadonlyMap<string, string>;
  /** What was told since the last look; it is bad whatever is heard. */
  readonly told: ReadonlyMap<ScreenIncidentKind, IncidentFact>;
};
/** `fact`: what was seen; null: the kind says all. */
export type Read = { readonly reading: Reading; readonly fact: IncidentFact | null };

/** An item may stay so much longer than its time before somebody is called. */
const overdueMs = 120_000;

const good: Read = { reading: 'good', fact: null };
const unknown: Read = { reading: 'unknown', fact: null };
const when = (isBad: boolean, fact: IncidentFact | null = null): Read => (isBad ? { reading: 'bad', fact } : good);

/** Bad beyond one limit, good beyond the other. */
function between(is: { readonly bad: boolean; readonly good: boolean }, fact: IncidentFact): Read {
  return { reading: is.bad ? 'bad' : is.good ? 'good' : 'between', fact };
}

/** How each condition of a screen is read. A screen that is not heard, or not for long enough, tells of nothing but its silence. */
export function readingsOf(sight: Sight): ReadonlyMap<ScreenIncidentKind, Read> {
  const { state, heartbeat, told } = sight;
  // a screen whose player was taken away has no condition any more
  if (state === 'unpaired') return new Map(screenIncidentKinds.map((kind) => [kind, good]));
  const ofEvents = [
    ...kindsOfEvents.map((kind) => [kind, good] as const),
    ...[...told].map(([kind, fact]) => [kind, when(true, fact)] as const),
  ];
  if (state === 'unknown') return new Map([['offline', unknown], ...ofEvents]);
  const offline = ['offline', when(state === 'offline')] as const;
  if (state === 'offline' || heartbeat === null)
    return new Map([offline, ...kindsOfHeartbeat.map((kind) => [kind, readUnheard(kind, sight)] as const), ...ofEvents]);
  return new Map<ScreenIncidentKind, Read>([
    offline,
    ...kindsOfHeartbeat.map((kind) => [kind, readHeartbeat(kind, heartbeat, sight)] as const),
    ...ofEvents,
  ]);
}

/** What happens once, and is told by whoever saw it. */
export const kindsOfEvents = ['key-twice', 'record-gap'] as const satisfies readonly ScreenIncidentKind[];
type KindOfHeartbeat = Exclude<ScreenIncidentKind, 'offline' | (typeof kindsOfEvents)[number]>;
const kindsOfHeartbeat = screenIncidentKinds.filter(
  (kind): kind is KindOfHeartbeat => kind !== 'offline' && !kindsOfEvents.some((event) => event === kind),
);

/** That an alert is over is known of a screen that is not heard, too. */
function readUnheard(kind: KindOfHeartbeat, { alerts }: Sight): Read {
  return kind === 'alert-unpainted' && alerts.size === 0 ? good : unknown;
}

function readHeartbeat(kind: KindOfHeartbeat, heartbeat: Heartbeat, { impairments, ...sight }: Sight): Read {
  const is = (impairment: Impairment): boolean => impairments.includes(impairment);
  switch (kind) {
    case 'stuck':
      return stuck(heartbeat, is('stage-silent') || is('no-stage'));
    case 'safe-mode': {
      const { safeMode } = heartbeat;
      return when(
        is('safe-mode'),
        safeMode === undefined ? null : { says: 'safe-mode', shows: safeMode.shows, symptom: safeMode.symptom, detail: safeMode.detail },
      );
    }
    case 'item-failing':
      return when(is('item-failing'), {
        says: 'items-failing',
        items: (heartbeat.strikes ?? [])
          .slice(0, incidentFactLimits.items)
          .map(({ title, language, count }) => ({ title, language, count })),
      });
    case 'wrong-release':
      return when(is('wrong-release'), { says: 'release', shows: heartbeat.release.active, told: sight.releaseNumber });
    case 'clock': {
      const { state, notFollowedMs } = heartbeat.clock;
      const isBad = state === 'untrusted' || notFollowedMs !== undefined;
      return when(isBad, notFollowedMs === undefined ? { says: 'clock-untrusted' } : { says: 'clock-apart', apartMs: notFollowedMs });
    }
    case 'storage-low': {
      const freeBytes = freeBytesOf(heartbeat);
      if (freeBytes === null) return unknown;
      const { lowBytes, wellBytes } = storageLimits;
      return between(
        { bad: freeBytes < lowBytes, good: freeBytes >= wellBytes },
        { says: 'free-storage', freeBytes, limitBytes: lowBytes },
      );
    }
    case 'memory-low':
      return memoryLow(heartbeat.machine);
    case 'too-hot': {
      const celsius = heartbeat.machine?.temperatureC;
      if (celsius === undefined) return unknown;
      const { hotC, wellC } = temperatureLimits;
      return between({ bad: celsius >= hotC, good: celsius <= wellC }, { says: 'temperature', celsius, limitCelsius: hotC });
    }
    case 'server-behind': {
      const { release, alertRevision } = heartbeat;
      const isAhead = release.active > sight.releaseNumber || alertRevision > sight.alertRevision;
      return when(isAhead, { says: 'ahead', release: release.active, alertRevision });
    }
    case 'alert-unpainted': {
      // several take turns, and a full one covers a banner: it is a fault where none of them is there
      const [headline] = sight.alerts.values();
      if (headline === undefined || heartbeat.paintedAlertIds.some((id) => sight.alerts.has(id))) return good;
      return when(true, { says: 'unpainted', headline: headline.slice(0, incidentFactLimits.headline), count: sight.alerts.size });
    }
  }
}

/** Nothing is drawn, or what is drawn stays although its time is long over. */
function stuck({ atMs, showing, release, safeMode }: Heartbeat, hasNoStage: boolean): Read {
  if (hasNoStage) return when(true, { says: 'stage-silent' });
  if (showing.kind === 'item')
    return when(atMs - showing.untilMs > overdueMs, {
      says: 'overdue',
      seconds: Math.max(0, Math.round((atMs - showing.untilMs) / 1_000)),
    });
  const isBlank = showing.kind === 'nothing' && showing.reason === 'starting' && release.active > 0 && safeMode === undefined;
  return when(isBlank, { says: 'nothing-shown' });
}

function memoryLow(machine: Heartbeat['machine']): Read {
  if (machine === undefined || machine.memoryBytes === 0) return unknown;
  const freeBp = Math.round((machine.memoryFreeBytes / machine.memoryBytes) * 10_000);
  const { lowBp, wellBp } = memoryLimits;
  return between(
    { bad: freeBp < lowBp, good: freeBp >= wellBp },
    { says: 'free-memory', freeBytes: machine.memoryFreeBytes, limitBytes: Math.round((machine.memoryBytes * lowBp) / 10_000) },
  );
}
