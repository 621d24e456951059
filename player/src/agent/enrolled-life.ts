import type { Clock } from '@gatecast/clock';
import { connectPlayer, type LinkState, type Pacing, type PlayerLink } from '@gatecast/player-link';
import { wireTimes, type Enrolled, type Heartbeat, type RootDocument, type ScreenKind, type Welcome } from '@gatecast/protocol';
import type { SigningKey } from '@gatecast/signing';
import { z } from 'zod';
import { newestAreas, type Painted, type Place } from '../brain/alert-lane.ts';
import type { StageState } from '../bridge/bridge.ts';
import type { PlayerEvent, Shot } from '../bridge/shell-channel.ts';
import { isOn, type CountedLives } from '../brain/alert-life.ts';
import type { WatchdogTold } from '../bridge/watchdog-told.ts';
import type { ActiveRelease } from './active-release.ts';
import { alertLives } from './alert-lives.ts';
import { agentBrain, type AgentBrain } from './agent-brain.ts';
import { commandKeeper } from './commands/command-keeper.ts';
import type { deviceAudio } from './commands/device-audio.ts';
import { deviceOrders } from './commands/device-orders.ts';
import { mayBeVisited } from './commands/may-be-visited.ts';
import { endOfRestart, lifeText } from './commands/life-after.ts';
import { displayKeeper } from './display/display-keeper.ts';
import type { DeviceClock } from './device-clock.ts';
import { every, shareOf } from './every.ts';
import type { ExitReports } from './exit-reports.ts';
import { freeBytes, heartbeats, playerNumber, playerVersion, showingOf } from './heartbeats.ts';
import { feedKeeper, type FeedKeeper } from './feed-keeper.ts';
import type { DownloadSettings } from './downloads/download-settings.ts';
import { effectiveDownloads } from './downloads/effective-downloads.ts';
import { downloadRules } from './downloads/download-rules.ts';
import { mediaDownloads } from './downloads/media-downloads.ts';
import type { MediaFolder } from './downloads/media-folder.ts';
import { mediaWatch } from './downloads/media-watch.ts';
import { machineFacts } from './machine-facts.ts';
import { envelopeOf } from './prepare-release.ts';
import { recordKeeper, type RecordKeeper } from './record-keeper.ts';
import type { ReleaseKeeper } from './release-keeper.ts';
import type { SignedCopies } from './signed-copies.ts';
import type { UpdateFetching } from './software/update-keeper.ts';
import type { StageDesk } from './stage-desk.ts';
import type { Machine } from './start-agent.ts';
import { keepFact, readFact, type Store } from './store/open-store.ts';
import { commandStore } from './store/command-store.ts';
import type { ReceiptStore } from './store/receipt-store.ts';
import type { RecordStore } from './store/record-store.ts';
import type { ReleaseStore } from './store/release-store.ts';
import type { StrikeKeeper } from './strike-keeper.ts';
import type { WhenRoom } from './when-room.ts';

const originsSchema = z.array(z.string()).min(1);
/** What `welcome` told of the screen, with the server's time of it. */
const standingSchema = z.object({ screenName: z.string(), areaIds: z.array(z.string()).nullable(), atMs: z.int() });

export type EnrolledLife = {
  readonly releases: ReleaseKeeper;
  readonly alerts: AgentBrain['alerts'];
  readonly records: RecordKeeper;
  /** The last good values of the site's feeds. */
  readonly feeds: FeedKeeper['tables'];
  readonly linkState: () => 'connected' | 'connecting' | 'offline';
  /** How the site wants things to be fetched, and from where. */
  readonly fetching: UpdateFetching;
  /** What people call the screen; empty until a server has told it. */
  readonly screenName: () => string;
  /** The stage said its state. */
  readonly stageSaid: (state: StageState) => void;
  /** Tells the server of tries to leave the kiosk. */
  readonly sendExits: () => void;
  /** What failed on the glass, or what was done about it, is another than it was: told at once. */
  readonly troublesChanged: () => void;
  readonly stop: () => Promise<void>;
};

/** What a player with an identity does: holds its link, and keeps releases, alerts, records and commands going over it. */
export function enrolledLife(world: {
  readonly enrolled: Enrolled;
  readonly signer: SigningKey;
  readonly root: RootDocument;
  readonly serverUrl: string;
  readonly shell: Heartbeat['software']['shell'];
  readonly display: { readonly widthPx: number; readonly heightPx: number };
  readonly isTraining: boolean;
  readonly clock: Clock;
  readonly deviceClock: DeviceClock;
  readonly pacing: Pacing | undefined;
  readonly store: Store;
  readonly stores: { readonly releases: ReleaseStore; readonly receipts: ReceiptStore; readonly records: RecordStore };
  readonly dataFolder: string;
  readonly media: MediaFolder;
  readonly downloads: DownloadSettings;
  readonly whenRoom: WhenRoom;
  readonly copies: SignedCopies;
  readonly desk: StageDesk;
  readonly tell: (event: PlayerEvent) => void;
  readonly takeShot: () => Promise<Shot | null>;
  readonly reloadStage: (reason: string) => boolean;
  readonly restartPlayer: () => boolean;
  readonly endsByOrder: () => Promise<void>;
  /** What was left of alerts when that was handed over last; null: nobody knows. */
  readonly lastHandedLives: CountedLives | null;
  /** What the release that was handed over last makes of the screen, for as long as no other is active; null: there is none. */
  readonly lastHandedKind: ScreenKind | null;
  readonly orderKnownGood: (mode: 'show' | 'leave') => boolean;
  readonly machine: Machine;
  readonly audio: ReturnType<typeof deviceAudio>;
  readonly exits: ExitReports;
  /** What was told last of an update of the software. */
  readonly update: () => Pick<Heartbeat, 'update'>;
  readonly strikes: StrikeKeeper;
  readonly watchdog: () => WatchdogTold;
  readonly logFolder: string;
  readonly onActive: (release: ActiveRelease) => void;
  /** Which release is held as known good, and which media are missing. */
  readonly onKnownGood: (release: ActiveRelease | null, missingMedia: ReadonlySet<string>) => void;
}): EnrolledLife {
  const { enrolled, clock, deviceClock, store, desk, tell } = world;
  const { serverNowMs } = deviceClock;
  const startedMs = clock.monotonicMs();
  let link: PlayerLink | null = null;
  let linkState: 'connected' | 'connecting' | 'offline' = 'connecting';
  let origins: readonly string[] = readFact(store, 'origins', originsSchema) ?? ['/'];
  let standing = readFact(store, 'standing', standingSchema);
  let painted: readonly Painted[] = [];
  const { whenRoom } = world;
  const common = { link: () => link, serverNowMs, tell, whenRoom, signer: world.signer, playerId: enrolled.playerId, root: world.root };

  function place(): Place {
    const envelope = releases?.active()?.envelope;
    const ofRelease = envelope === undefined ? null : { areaIds: envelope.areaIds, atMs: envelope.issuedAtMs };
    const ofWelcome = standing === null || standing.areaIds === null ? null : { areaIds: standing.areaIds, atMs: standing.atMs };
    return { siteId: enrolled.siteId, screenId: enrolled.screenId, areaIds: newestAreas(ofWelcome, ofRelease) };
  }

  let releases: ReleaseKeeper | null = null;
  const fetching = { folder: world.media, store: world.stores.releases, serverUrl: world.serverUrl, origins: () => origins, clock };
  const effective = effectiveDownloads(world.downloads, store, whenRoom);
  const rules = downloadRules({
    ...{ settings: effective.settings, clock, serverNowMs },
    shareOf: ({ kind, number }) => shareOf(`${enrolled.playerId} ${kind === 'release' ? '' : `${kind} `}${number}`),
  });
  const downloads = mediaDownloads({ ...common, ...fetching, rules });
  const brain = agentBrain({
    place,
    lives: alertLives({ ...{ store, whenRoom, deviceClock, machine: world.machine }, handed: world.lastHandedLives }),
    clockState: () => deviceClock.present().state,
    alerts: {
      ...common,
      ...{ store, copies: world.copies, receipts: world.stores.receipts, place },
      ...{ painted: () => painted, display: () => display.power() },
    },
    releases: {
      ...{ ...common, ...fetching, downloads, copies: world.copies, screenId: enrolled.screenId },
      onMissing: () => desk.publish('release'),
      onKnownGood: world.onKnownGood,
      onActive(release) {
        world.onActive(release);
        if (releases === null) return;
        // the release may say anew in which areas the screen stands
        desk.publish('alerts', 'release');
        brain.lookAtAlerts();
        void beats.beat();
      },
    },
    onAlerts() {
      desk.publish('alerts');
      display.look();
      void beats.beat();
    },
  });
  const { alerts } = brain;
  const keeper = brain.releases;
  releases = keeper;
  const display = displayKeeper({
    ...common,
    ...{ store, clock, adapter: world.machine.display },
    isAlerted() {
      const time = alerts.time();
      return alerts.addressed().some((alert) => isOn(alert, time));
    },
    onChange: () => void beats.beat(),
  });
  const feeds = feedKeeper({
    ...common,
    ...{ store, siteId: enrolled.siteId, serverUrl: world.serverUrl },
    onChange: () => desk.publish('feeds'),
  });
  const records = recordKeeper({ ...common, store: world.stores.records });
  const watch = mediaWatch({
    ...{ folder: world.media, clock, bytesPerSecond: world.downloads.checkBytesPerSecond },
    order: () => [...showingMedia(), ...keeper.mediaByImportance()],
    onBroken: keeper.dropBroken,
  });
  /** The media of what the stage says it shows. */
  function showingMedia(): readonly string[] {
    const showing = desk.stage().state?.showing;
    const item = showing?.kind === 'item' ? keeper.active()?.contents.items.get(showing.itemId) : undefined;
    const here = world.stores.releases.mediaHere();
    return (item?.variants ?? []).flatMap(({ media }) => media.map(({ hash }) => hash)).filter((hash) => here.has(hash));
  }

  const beats = heartbeats({
    link: () => link,
    async body() {
      const stage = desk.stage();
      const items = keeper.active()?.contents.items;
      return {
        atMs: serverNowMs(),
        software: { version: playerVersion, shell: world.shell, ...playerNumber() },
        uptimeMs: Math.round(clock.monotonicMs() - startedMs),
        clock: clockWithQuality(),
        release: keeper.progress(),
        alertRevision: alerts.revision(),
        paintedAlertIds: [...new Set(painted.map(({ alertId }) => alertId))].slice(0, 32),
        showing: showingOf(stage, (id) => items?.get(id)?.title ?? ''),
        stage: stage.life,
        display: {
          widthPx: stage.state?.widthPx ?? world.display.widthPx,
          heightPx: stage.state?.heightPx ?? world.display.heightPx,
          power: display.power(),
          ...display.brightness(),
        },
        storage: { freeBytes: await freeBytes(world.dataFolder), mediaBytes: sumOf(world.stores.releases.mediaHere().values()) },
        memoryBytes: process.memoryUsage().rss,
        recordsWaiting: records.waiting(),
        audio: world.audio.present(),
        ...world.update(),
        recordsLost: world.stores.records.lostCount(),
        strikes: world.strikes.told(keeper.active()),
        ...watchdogInServerTime(),
        machine: await machineFacts(),
      };
    },
    onAnswer({ releaseNumber, alertRevision, feedRevision }) {
      takeOffset();
      feeds.told(feedRevision);
      brain.take({ kind: 'server-told', releaseNumber, alertRevision });
      commands.look();
      void world.exits.send(link);
      void records.send();
    },
    onRefused: (detail) => tell({ event: 'trouble', atMs: serverNowMs(), where: 'heartbeat', detail }),
  });
  function clockWithQuality(): Heartbeat['clock'] {
    const offset = link?.serverOffset();
    const error = offset?.kind === 'known' ? { errorMs: Math.ceil(offset.rttMs / 2) } : {};
    return { ...deviceClock.present(), ...deviceClock.quality(), ...error };
  }
  /** A shell tells its instants by the device's clock. */
  function watchdogInServerTime(): Pick<Heartbeat, 'safeMode' | 'watchdog'> {
    const { last, safeMode } = world.watchdog();
    const { offsetMs } = deviceClock.present();
    const instant = (deviceMs: number): number => Math.max(0, deviceMs + offsetMs);
    return {
      ...(last === null ? {} : { watchdog: { ...last, atMs: instant(last.atMs) } }),
      ...(safeMode === null ? {} : { safeMode: { ...safeMode, sinceMs: instant(safeMode.sinceMs) } }),
    };
  }
  /** The stage is handed the count that it would need if it began anew without this agent. */
  function keepLives(): void {
    if (alerts.keepLives() && alerts.addressed().length > 0) desk.keep('alerts');
  }
  function takeOffset(): void {
    const offset = link?.serverOffset();
    if (offset?.kind === 'known' && deviceClock.measured(offset.offsetMs)) {
      deviceClock.keep();
      desk.publish('device');
    }
  }

  /** A server that leaves out what it may leave out has told nothing new. */
  function takeStanding({ serverTimeMs, screenName, areaIds }: Welcome): void {
    standing = {
      screenName: screenName ?? standing?.screenName ?? '',
      areaIds: areaIds ?? standing?.areaIds ?? null,
      atMs: areaIds === undefined ? (standing?.atMs ?? serverTimeMs) : serverTimeMs,
    };
    whenRoom(() => keepFact(store, 'standing', standing), undefined);
    desk.publish('device', 'alerts');
  }

  let stopBeating = (): void => undefined;
  /** The server says how often; the first beat of a connection is at once. */
  function beatEvery(periodMs: number): void {
    stopBeating();
    stopBeating = every(
      clock,
      () => periodMs,
      () => void beats.beat(),
    );
    void beats.beat();
  }
  function linkChanged(state: LinkState): void {
    const before = linkState;
    if (state.kind === 'connected') {
      linkState = 'connected';
      ({ origins } = state.welcome);
      whenRoom(() => keepFact(store, 'origins', origins), undefined);
      takeStanding(state.welcome);
      takeOffset();
      const { releaseNumber, alertRevision, feedRevision } = state.welcome;
      feeds.told(feedRevision);
      brain.take({ kind: 'connected', releaseNumber, alertRevision, activeNumber: keeper.progress().active });
      commands.look();
      void world.exits.send(link);
      void records.send();
      beatEvery(state.welcome.heartbeatMs);
    } else if (state.kind === 'offline' || state.kind === 'rejected') {
      linkState = 'offline';
      brain.take({ kind: 'disconnected' });
    }
    if (linkState === before) return;
    const kind = state.kind === 'rejected' ? 'rejected' : linkState === 'connected' ? 'connected' : 'offline';
    const detail = state.kind === 'rejected' ? `${state.code}: ${state.detail}` : state.kind === 'offline' ? state.detail : '';
    tell({ event: 'link', atMs: serverNowMs(), state: kind, detail });
    desk.publish('device');
  }

  /** What the screen is by the releases that a stage may be showing: the active one, or the one before it, and what is pinned as known good. */
  function kindsOfScreen(): readonly ScreenKind[] {
    const active = keeper.active()?.envelope.screenKind ?? world.lastHandedKind;
    const held = world.stores.releases.held();
    return [...(active === null ? [] : [active]), ...(held === null ? [] : [envelopeOf(held.document).screenKind])];
  }

  const { orders, sendShot } = deviceOrders({
    ...common,
    ...{ desk, display, audio: world.audio, media: world.media, releases: world.stores.releases, logFolder: world.logFolder },
    knownGoodNeeds: keeper.knownGoodNeeds,
    orderKnownGood: world.orderKnownGood,
    mayBeVisited: () => mayBeVisited(kindsOfScreen()),
    ...{ takeShot: world.takeShot, reloadStage: world.reloadStage, reboot: world.machine.reboot },
    ...{ restartPlayer: world.restartPlayer, endsByOrder: world.endsByOrder },
  });
  const commands = commandKeeper({
    ...common,
    store: commandStore(store),
    life: lifeText(world.machine),
    orders,
    endLater: (order, life, acceptedMs) => endOfRestart(order, life, world.machine, serverNowMs() - acceptedMs),
  });

  link = connectPlayer({
    serverUrl: world.serverUrl,
    playerId: enrolled.playerId,
    signer: world.signer,
    have: () => ({ releaseNumber: keeper.progress().active, alertRevision: alerts.revision() }),
    clock,
    isTraining: world.isTraining,
    ...(world.pacing === undefined ? {} : { pacing: world.pacing }),
    handlers: {
      // the first state is told before there is a link to speak of
      onState: (state) => (link === null ? undefined : linkChanged(state)),
      onReleaseAvailable: (number) => brain.take({ kind: 'releases', event: { kind: 'release-told', number } }),
      onAlertState: brain.alertsCame,
      onFeedState: feeds.came,
      onCommand: commands.take,
      onSiteDownloads: effective.siteSaid,
      onBadMessage: (event, detail) => tell({ event: 'trouble', atMs: serverNowMs(), where: `message ${event}`, detail }),
    },
  });

  const ends = [
    () => stopBeating(),
    // players ask for themselves too, each at its own moment
    every(
      clock,
      () => wireTimes.pullMs * (0.8 + 0.4 * shareOf(`${enrolled.playerId} ${clock.monotonicMs()}`)),
      () => brain.take({ kind: 'pull-due' }),
    ),
    every(
      clock,
      () => 1_000,
      () => {
        if (deviceClock.look()) {
          deviceClock.keep();
          desk.publish('device');
        }
        brain.lookAtAlerts();
        keepLives();
        display.look();
      },
    ),
    // a picture for the wall, soon after start and then every hour
    clock.after(5_000 + 10_000 * shareOf(enrolled.playerId), () => void sendShot(null)),
    every(
      clock,
      () => 3_600_000,
      () => {
        void sendShot(null);
        whenRoom(() => {
          world.stores.records.tidy(serverNowMs());
          world.stores.receipts.tidy(serverNowMs());
        }, undefined);
      },
    ),
  ];
  return {
    releases: keeper,
    alerts,
    records,
    feeds: feeds.tables,
    linkState: () => linkState,
    fetching: { rules, origins: () => origins, zone: () => keeper.active()?.contents.screen.screen.zone ?? null },
    screenName: () => standing?.screenName ?? '',
    stageSaid(state) {
      const isSame =
        painted.length === state.paintedAlerts.length &&
        painted.every(
          (one, index) =>
            one.alertId === state.paintedAlerts[index]?.alertId && one.alertRevision === state.paintedAlerts[index].alertRevision,
        );
      painted = state.paintedAlerts;
      if (!isSame) brain.lookAtAlerts();
    },
    sendExits: () => void world.exits.send(link),
    troublesChanged: () => void beats.beat(),
    async stop() {
      for (const end of ends) end();
      display.stop();
      feeds.stop();
      await records.send();
      link?.close();
      await Promise.all([beats.stop(), brain.stop(), watch.stop()]);
    },
  };
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
