import type { Clock } from '@gatecast/clock';
import type { Pacing } from '@gatecast/player-link';
import { signedDocumentSchema, type Heartbeat, type RootDocument, type SignedDocument } from '@gatecast/protocol';
import { stageReleaseOf } from '@gatecast/releases';
import { signingKeyOf, verifyRoot } from '@gatecast/signing';
import { machineUptimeMs } from '../boot/this-boot.ts';
import type { AgentToStage, HandedDevice, Port, StageState } from '../bridge/bridge.ts';
import type { PlayerEvent, Shot } from '../bridge/shell-channel.ts';
import { nothingTold, type WatchdogTold } from '../bridge/watchdog-told.ts';
import type { ActiveRelease } from './active-release.ts';
import { articleIndex } from './article-index.ts';
import { deviceAudio } from './commands/device-audio.ts';
import type { Lives } from './commands/life-after.ts';
import type { RebootBy } from './commands/reboot-machine.ts';
import { openDataFolder } from './data-folder.ts';
import { deviceClock } from './device-clock.ts';
import type { DisplayAdapter } from './display/display-adapter.ts';
import { enrolPlayer, type EnrolledBy } from './enrolment/enrol-player.ts';
import { readPreEnrolment, shred } from './enrolment/pre-enrolment-file.ts';
import { keepServer, keptServer } from './enrolment/server-address.ts';
import { exitDesk } from './exit-desk.ts';
import { exitReports } from './exit-reports.ts';
import { startUpdates, type UpdateOptions } from './software/start-updates.ts';
import { updateTold } from './software/update-told.ts';
import { enrolledLife, type EnrolledLife } from './enrolled-life.ts';
import { downloadSettingsSchema, type DownloadSettings } from './downloads/download-settings.ts';
import { mediaFolder } from './downloads/media-folder.ts';
import { every } from './every.ts';
import { handoverFile } from './handover-file.ts';
import { enrolledIdentity, keepIdentity, readIdentity, type Identity } from './identity.ts';
import { lastHandedLives as readLastHandedLives, lastHandedRelease } from './last-handover.ts';
import { headAfter } from './record-keeper.ts';
import { signedCopies } from './signed-copies.ts';
import { stageDesk, type HandoverSource } from './stage-desk.ts';
import { openSoundStore } from './store/open-sound-store.ts';
import { keepFact, readFact } from './store/open-store.ts';
import { receiptStore } from './store/receipt-store.ts';
import { recordStore } from './store/record-store.ts';
import { releaseStore } from './store/release-store.ts';
import { salvageRecords } from './store/salvage-records.ts';
import { strikeKeeper } from './strike-keeper.ts';
import { whenRoom } from './when-room.ts';

/** The machine around the player, and what the player may do with it. */
export type Machine = Lives & {
  readonly reboot: RebootBy;
  readonly display: DisplayAdapter;
  /** Milliseconds since its start, sleep counted; left out: as the system says it. */
  readonly uptimeMs?: () => number;
};

/** What the agent asks of the shell around it. */
export type AgentHost = {
  readonly tell: (event: PlayerEvent) => void;
  /** A picture of the stage; null where there is none. */
  readonly takeShot: () => Promise<Shot | null>;
  /** False where there is no shell to do it. */
  readonly reloadStage: (reason: string) => boolean;
  /** Ends the whole player so that it is started again; false where nobody would. */
  readonly restartPlayer: () => boolean;
  /** Shows the known-good release, or the plan again; false where there is no shell to do it. */
  readonly orderKnownGood: (mode: 'show' | 'leave') => boolean;
  /** Gives the machine's screen to a technician for a while. */
  readonly stepAside: () => void;
};
export type AgentOptions = {
  /** null: a pre-enrolment file says it, or said it. */
  readonly serverUrl: string | null;
  readonly dataFolder: string;
  /** Where a pre-enrolment file may be brought; left out: in the data folder. */
  readonly preEnrolmentFile?: string | undefined;
  readonly shell: Exclude<Heartbeat['software']['shell'], 'simulated'>;
  readonly display: { readonly widthPx: number; readonly heightPx: number };
  /** How the panel is mounted, for as long as no release says it; left out or null: upright. */
  readonly rotationDeg?: HandedDevice['rotationDeg'] | null;
  /** A player to practise with, which takes only a server that is there for that; left out: one in service. */
  readonly isTraining?: boolean;
  readonly clock: Clock;
  /** Path of better-sqlite3's library, where the runtime's own is not the one. */
  readonly nativeBinding?: string | undefined;
  readonly pacing?: Pacing | undefined;
  /** Left out: the defaults. */
  readonly downloads?: DownloadSettings | undefined;
  readonly machine: Machine;
  /** null or left out: this player is updated by other means. */
  readonly updates?: UpdateOptions | null;
  readonly host: AgentHost;
};
export type Agent = {
  readonly openPort: (port: Port<AgentToStage>) => { readonly receive: (message: unknown) => void; readonly closed: () => void };
  /** What the watchdog around it has done. */
  readonly watchdogTold: (told: WatchdogTold) => void;
  /** `ordered`: somebody ends the player, so that the next start is not counted against a version on trial. */
  readonly stop: (why?: 'ordered') => Promise<void>;
};

/** Starts the agent over its data folder: it goes on where the last one stopped, however that stopped. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { clock, host } = options;
  const folder = openDataFolder(options.dataFolder);
  const preEnrolmentFile = options.preEnrolmentFile ?? folder.preEnrolmentFile;
  let identity = await readIdentity(folder);
  const signer = signingKeyOf(identity.seed);
  const { nativeBinding } = options;
  const opened = openSoundStore({ file: folder.databaseFile, setAsideFolder: folder.setAsideFolder, nativeBinding });
  const { store } = opened;
  let serverUrl = options.serverUrl ?? keptServer(folder.serverFile, store);
  const copies = signedCopies(folder.copiesFolder, (detail) => trouble('copies', detail));
  const stores = { releases: releaseStore(store), receipts: receiptStore(store), records: recordStore(store, headAfter) };
  const articles = articleIndex(folder.articlesFile, options.nativeBinding);
  const room = whenRoom((detail) => trouble('disk', detail));
  const time = deviceClock({
    store,
    clock,
    bootId: options.machine.bootId,
    whenRoom: room,
    onIncident: (detail) => trouble('clock', detail),
  });
  const audio = deviceAudio(store);
  const strikes = strikeKeeper({ store, whenRoom: room, nowMs: time.serverNowMs, onChange: () => desk.publish('strikes') });
  let watchdog = nothingTold;
  let life: EnrolledLife | null = null;
  let updates: ReturnType<typeof startUpdates> = null;
  let active: ActiveRelease | null = null;
  let isIndexed = false;
  /** What stays on the glass where the release itself was lost. */
  const lastHanded = opened.lost === 'nothing' || identity.enrolled === null ? null : lastHandedRelease(folder.handoverFolder);
  const lastHandedLives = readLastHandedLives(folder.handoverFolder);
  let pairing: HandedDevice['pairing'] = null;
  let trainingDiffers = false;
  let enrolmentLink: HandedDevice['link'] = 'connecting';
  let shownItem = '';

  const troubles = new Map<string, number>();
  function tell(event: PlayerEvent): void {
    if (event.event !== 'trouble') return host.tell(event);
    const count = (troubles.get(event.where) ?? 0) + 1;
    troubles.set(event.where, count);
    host.tell({ ...event, count });
  }
  function trouble(where: string, detail: string): void {
    tell({ event: 'trouble', atMs: time.serverNowMs(), where, detail });
  }
  const { bootId, uptimeMs = machineUptimeMs } = options.machine;
  const bootNow = () => ({ id: bootId, uptimeMs: uptimeMs() });
  const source: HandoverSource = {
    device: () => ({
      clock: { ...time.present(), told: { boot: bootNow(), atMs: time.serverNowMs() } },
      link: life?.linkState() ?? enrolmentLink,
      pairing,
      ...(trainingDiffers ? { trainingDiffers: options.isTraining === true ? ('player' as const) : ('server' as const) } : {}),
      serverUrl: serverUrl ?? '',
      screenName: life?.screenName() ?? '',
      ...(typeof options.rotationDeg === 'number' ? { rotationDeg: options.rotationDeg } : {}),
      ...audio.handed(),
    }),
    alerts: () => ({
      alertRevision: life?.alerts.revision() ?? 0,
      alerts: [...(life?.alerts.addressed() ?? [])],
      ...(life === null ? {} : { lives: life.alerts.lives() }),
      withdrawn: [...(life?.alerts.withdrawn() ?? [])],
    }),
    feeds: () => ({ feeds: [...(life?.feeds() ?? [])] }),
    strikes: () => ({ strikes: strikes.handed() }),
    release: () => ({
      release: active === null ? lastHanded : stageReleaseOf(active.envelope, active.contents, life?.releases.missingMedia() ?? new Set()),
    }),
  };
  const knownGoodFile = handoverFile(folder.handoverFolder, 'known-good', (detail) => trouble('stage', detail));
  const told = updateTold(store, room);
  const exits = exitReports(store, room);
  const exit = exitDesk({
    store,
    pin: () => active?.contents.screen.exitPin,
    nowMs: time.serverNowMs,
    monotonicMs: () => clock.monotonicMs(),
    tell,
    note(tried) {
      exits.note(tried);
      life?.sendExits();
    },
    stepAside: host.stepAside,
  });
  const desk = stageDesk({
    handoverFolder: folder.handoverFolder,
    clock,
    source,
    onState(state) {
      life?.stageSaid(state);
      tellShowing(state);
    },
    onExposures: ({ stageId, exposures }) => life?.records.take(stageId, exposures) ?? 0,
    onStrikes(told) {
      strikes.take(told);
      life?.troublesChanged();
    },
    onFind: (language, query) => articles.find(language, query),
    onTryExit: (pin) => exit.tryPin(pin),
    onPorts: (count) => tell({ event: 'stage-port', atMs: time.serverNowMs(), state: count > 0 ? 'connected' : 'lost' }),
    onTrouble: (detail) => trouble('stage', detail),
  });
  function tellShowing({ showing }: StageState): void {
    const itemId = showing.kind === 'item' ? showing.itemId : showing.kind === 'alert' ? showing.alertId : '';
    const key = `${showing.kind} ${itemId}`;
    if (key === shownItem) return;
    shownItem = key;
    tell({ event: 'showing', atMs: time.serverNowMs(), what: showing.kind, itemId });
  }

  /** A disk without room keeps nobody from being obeyed. */
  async function endsByOrder(): Promise<void> {
    await updates?.endsByOrder().catch((error: unknown) => trouble('update', String(error)));
  }
  function indexArticles(): void {
    const contents = active?.contents;
    isIndexed = room(() => {
      if (contents !== undefined) articles.fill(contents);
      return true;
    }, false);
  }
  function live(enrolled: NonNullable<Identity['enrolled']>, root: RootDocument, serverUrl: string): void {
    life = enrolledLife({
      enrolled,
      signer,
      root,
      serverUrl,
      shell: options.shell,
      isTraining: options.isTraining ?? false,
      display: options.display,
      clock,
      deviceClock: time,
      pacing: options.pacing,
      store,
      stores,
      dataFolder: options.dataFolder,
      media: mediaFolder(folder.mediaFolder),
      whenRoom: room,
      downloads: options.downloads ?? downloadSettingsSchema.parse({}),
      copies,
      desk,
      tell,
      takeShot: host.takeShot,
      reloadStage: host.reloadStage,
      restartPlayer: host.restartPlayer,
      endsByOrder,
      lastHandedLives,
      lastHandedKind: lastHanded?.screenKind ?? null,
      orderKnownGood: host.orderKnownGood,
      machine: options.machine,
      audio,
      exits,
      update() {
        const last = told.last();
        return last === null ? {} : { update: last };
      },
      strikes,
      watchdog: () => watchdog,
      logFolder: folder.logFolder,
      onActive(release) {
        active = release;
        indexArticles();
      },
      onKnownGood(release, missingMedia) {
        const handed = release === null ? null : stageReleaseOf(release.envelope, release.contents, missingMedia);
        knownGoodFile.keep(handed === null ? null : { version: 1, part: 'release', revision: 1, release: handed });
        tell({ event: 'known-good', atMs: time.serverNowMs(), number: release?.envelope.number ?? 0 });
      },
    });
    desk.publish('device', 'alerts', 'feeds', 'strikes', 'release');
    updates = startUpdates(options.updates ?? null, {
      fetching: life.fetching,
      ...{ root, playerId: enrolled.playerId, siteId: enrolled.siteId, serverUrl, clock },
      last: told.last(),
      tell(event) {
        if (event.event === 'update') told.note(event);
        tell(event);
      },
      updatesFolder: folder.updatesFolder,
      nowMs: time.serverNowMs,
      showing: () => desk.stage().state?.showing.kind ?? null,
      // the stage lives, and shows something of the plan wherever there is something to show
      sight() {
        if (watchdog.safeMode !== null) return watchdog.safeMode.symptom === 'ordered' ? 'ordered' : 'plays-not';
        const { life: stage, state } = desk.stage();
        const isPlaying = stage === 'alive' && state !== null && (state.showing.kind !== 'nothing' || active === null);
        return isPlaying ? 'plays' : 'plays-not';
      },
      isLinked: () => life?.linkState() === 'connected',
      restart: () => void host.restartPlayer(),
    });
  }

  if (opened.damage !== null) trouble('store', `the database was damaged and is set aside: ${opened.damage}`);
  // its numbers may have been given before: the server must not take new records for old ones
  if (opened.lost === 'end') stores.records.beginNewChain();
  if (opened.lost === 'everything' && opened.setAsideFile !== null)
    stores.records.carryOver(salvageRecords(opened.setAsideFile, nativeBinding, headAfter));
  const copied = copies.document('root');
  const stored = readFact(store, 'root', signedDocumentSchema);
  const kept = stored ?? copied;
  const root = kept === null ? null : rootOf(kept);
  if (kept !== null && root !== null && (stored === null || copied === null)) keepRoot(kept);
  let enrolment: { readonly close: () => void } | null = null;
  if (identity.enrolled !== null && root !== null && serverUrl !== null) {
    live(identity.enrolled, root, serverUrl);
    await forgetPreEnrolment(identity.enrolled);
  } else enrolment = enrol();

  /** One that is still there enrolled this player when it died over taking the file away; that of another screen is somebody else's. */
  async function forgetPreEnrolment(enrolled: NonNullable<Identity['enrolled']>): Promise<void> {
    const read = readPreEnrolment(preEnrolmentFile);
    if (read.kind !== 'found' || read.document.screenId !== enrolled.screenId) return;
    try {
      await shred(preEnrolmentFile);
    } catch (error) {
      trouble('enrolment', `take ${preEnrolmentFile} away: ${String(error)}`);
    }
  }

  function keepRoot(document: SignedDocument): void {
    keepFact(store, 'root', document);
    copies.keepDocument('root', document);
  }
  function enrol(): { readonly close: () => void } {
    desk.publish('device', 'alerts', 'feeds', 'strikes', 'release');
    return enrolPlayer({
      ...{ preEnrolmentFile, serverUrl, signer, store, clock, tell },
      shell: options.shell,
      isTraining: options.isTraining ?? false,
      display: options.display,
      pacing: options.pacing,
      nowMs: time.serverNowMs,
      onChange(link, shown, differs) {
        enrolmentLink = link;
        pairing = shown;
        trainingDiffers = differs;
        desk.publish('device');
      },
      onEnrolled,
    });
  }
  async function onEnrolled(by: EnrolledBy): Promise<void> {
    keepRoot(by.root.signed);
    // an address that was set stays the one that counts
    if (options.serverUrl === null) await keepServer(folder.serverFile, store, by.serverUrl);
    ({ serverUrl } = by);
    identity = enrolledIdentity(identity, by.enrolled);
    await keepIdentity(folder, identity);
    tell({ event: 'enrolled', atMs: time.serverNowMs(), ...by.enrolled });
    live(by.enrolled, by.root.document, by.serverUrl);
  }

  const ends = [
    every(
      clock,
      () => 60_000,
      () => {
        time.keep();
        if (!isIndexed) indexArticles();
      },
    ),
  ];
  tell({ event: 'started', atMs: time.serverNowMs(), part: 'agent', pid: process.pid });
  return {
    openPort: (port) => desk.openPort(port),
    watchdogTold(told) {
      watchdog = told;
      life?.troublesChanged();
    },
    async stop(why) {
      for (const end of ends) end();
      enrolment?.close();
      updates?.stop();
      if (why === 'ordered') await endsByOrder();
      await life?.stop();
      time.keep();
      await Promise.all([desk.settled(), knownGoodFile.settled(), copies.settled()]);
      articles.close();
      opened.close();
    },
  };
}

function rootOf(document: SignedDocument): RootDocument | null {
  const verified = verifyRoot(document, null);
  return verified.kind === 'verified' ? verified.document : null;
}
