import type { Heartbeat, IncidentKind } from '@gatecast/protocol';
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
  /** What was told since the last look, with its detail. */
  readonly told: ReadonlyMap<IncidentKind, string>;
};
export type Read = { readonly reading: Reading; readonly detail: string };

const mebibyte = 1024 ** 2;
const storage = { lowBytes: 256 * mebibyte, wellBytes: 512 * mebibyte };
/** Basis points of the machine's memory. */
const memory = { lowBp: 500, wellBp: 1_000 };
const temperature = { hotC: 85, wellC: 78 };
/** An item may stay so much longer than its time before somebody is called. */
const overdueMs = 120_000;

const good: Read = { reading: 'good', detail: '' };
const unknown: Read = { reading: 'unknown', detail: '' };
const when = (isBad: boolean, detail = ''): Read => (isBad ? { reading: 'bad', detail } : good);

/** Bad beyond one limit, good beyond the other, and held between the two. */
function between(value: number, isBad: boolean, isGood: boolean, detail: string): Read {
  return { reading: isBad ? 'bad' : isGood ? 'good' : 'unknown', detail: isBad ? detail : String(value) };
}

/** How each condition of a screen is read. A screen that is not heard, or not for long enough, tells of nothing but its silence. */
export function readingsOf(sight: Sight): ReadonlyMap<IncidentKind, Read> {
  const { state, heartbeat, told } = sight;
  // a screen whose player was taken away has no condition any more
  if (state === 'unpaired')
    return new Map(([...kindsOfHeartbeat, 'offline', 'key-twice', 'record-gap'] as const).map((kind) => [kind, good]));
  const ofEvents = (['key-twice', 'record-gap'] as const).map((kind) => [kind, when(told.has(kind), told.get(kind))] as const);
  if (state === 'unknown') return new Map([['offline', unknown], ...ofEvents]);
  const offline = ['offline', when(state === 'offline')] as const;
  if (state === 'offline' || heartbeat === null)
    return new Map([offline, ...kindsOfHeartbeat.map((kind) => [kind, unknown] as const), ...ofEvents]);
  return new Map<IncidentKind, Read>([
    offline,
    ...ofEvents,
    ...kindsOfHeartbeat.map((kind) => [kind, readHeartbeat(kind, heartbeat, sight)] as const),
  ]);
}

const kindsOfHeartbeat = [
  'stuck',
  'safe-mode',
  'item-failing',
  'wrong-release',
  'clock',
  'storage-low',
  'memory-low',
  'too-hot',
  'server-behind',
] as const satisfies readonly IncidentKind[];

function readHeartbeat(kind: (typeof kindsOfHeartbeat)[number], heartbeat: Heartbeat, { impairments, ...sight }: Sight): Read {
  const is = (impairment: Impairment): boolean => impairments.includes(impairment);
  switch (kind) {
    case 'stuck':
      return stuck(heartbeat, is('stage-silent') || is('no-stage'));
    case 'safe-mode': {
      const { safeMode } = heartbeat;
      return when(is('safe-mode'), safeMode === undefined ? '' : [safeMode.shows, safeMode.symptom, safeMode.detail].join(' '));
    }
    case 'item-failing':
      return when(
        is('item-failing'),
        (heartbeat.strikes ?? []).map(({ title, language, count }) => `${title} (${language}) ${count}×`).join(', '),
      );
    case 'wrong-release':
      return when(is('wrong-release'), `shows ${heartbeat.release.active}, told ${sight.releaseNumber}`);
    case 'clock': {
      const { state, notFollowedMs } = heartbeat.clock;
      return when(state === 'untrusted' || notFollowedMs !== undefined, notFollowedMs === undefined ? state : `${notFollowedMs} ms apart`);
    }
    case 'storage-low': {
      const { freeBytes } = heartbeat.storage;
      // 0 is a file system that could not be asked
      if (freeBytes === 0) return unknown;
      const detail = `${Math.floor(freeBytes / mebibyte)} MiB free`;
      return between(freeBytes, freeBytes < storage.lowBytes, freeBytes >= storage.wellBytes, detail);
    }
    case 'memory-low':
      return memoryLow(heartbeat.machine);
    case 'too-hot': {
      const celsius = heartbeat.machine?.temperatureC;
      if (celsius === undefined) return good;
      return between(celsius, celsius >= temperature.hotC, celsius <= temperature.wellC, `${celsius} °C`);
    }
    case 'server-behind': {
      const { release, alertRevision } = heartbeat;
      const isAhead = release.active > sight.releaseNumber || alertRevision > sight.alertRevision;
      return when(isAhead, `the player has release ${release.active}, alerts ${alertRevision}`);
    }
  }
}

/** Nothing is drawn, or what is drawn stays although its time is long over. */
function stuck({ atMs, showing, release, safeMode }: Heartbeat, hasNoStage: boolean): Read {
  if (hasNoStage) return when(true, 'no sign of life of the stage');
  if (showing.kind === 'item')
    return when(atMs - showing.untilMs > overdueMs, `an item stands ${Math.round((atMs - showing.untilMs) / 1_000)} s too long`);
  const isBlank = showing.kind === 'nothing' && showing.reason === 'starting' && release.active > 0 && safeMode === undefined;
  return when(isBlank, 'nothing of the release is shown');
}

function memoryLow(machine: Heartbeat['machine']): Read {
  if (machine === undefined || machine.memoryBytes === 0) return good;
  const freeBp = Math.round((machine.memoryFreeBytes / machine.memoryBytes) * 10_000);
  return between(freeBp, freeBp < memory.lowBp, freeBp >= memory.wellBp, `${Math.floor(machine.memoryFreeBytes / mebibyte)} MiB free`);
}
